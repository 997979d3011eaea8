/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Where the messages for this JVM come in, on one connection for all of its primitives.
 * Scripts publish them to {@link #channel()}; a message is what has happened, a space,
 * and the key of the definition of the primitive that it happened to.
 * <p>
 * A message may get lost, so it only ever saves time: every receiver looks again now and
 * then by itself, and whenever the subscription was made or restored.
 * {@link InboxConnection} sees to that it is alive, from the time when the first receiver
 * waits. {@code slots} are those that are open, several under one key if a primitive has
 * several handles.
 */
final class Inbox {

	private static final Log logger = LogFactory.getLog(Inbox.class);

	private final String channel;

	private final ChannelClient channels;

	private final ScheduledExecutorService timer;

	private final InboxTiming timing;

	private final InboxConnection connection;

	private final LongAdder wakeUps = new LongAdder();

	private final Map<String, List<Slot>> slots = new ConcurrentHashMap<>();

	private volatile boolean closed;

	/**
	 * Create an inbox, which does nothing until somebody waits.
	 * @param channel the channel, of this inbox alone
	 * @param channels makes the subscription
	 * @param scripts publishes
	 * @param timer for what takes its time
	 * @param timing how often to do what
	 */
	Inbox(String channel, ChannelClient channels, ScriptClient scripts, ScheduledExecutorService timer,
			InboxTiming timing) {
		this.channel = channel;
		this.channels = channels;
		this.timer = timer;
		this.timing = timing;
		this.connection = new InboxConnection(channel, channels, scripts, timer, timing.heartbeat(), new Messages());
	}

	/**
	 * Return the channel to which scripts of any JVM publish what this one is to know.
	 */
	String channel() {
		return this.channel;
	}

	/**
	 * Return whether whoever publishes to an inbox is told if that is nobody's any more.
	 */
	boolean countsReceivers() {
		return this.channels.countsReceivers();
	}

	/**
	 * Create a slot for a primitive, closed at first.
	 * @param keys the keys of the primitive
	 * @param receiver gets its messages
	 */
	Slot slot(Keys keys, Receiver receiver) {
		return new Slot(Keys.text(keys.definition()), receiver);
	}

	/**
	 * Return how many messages for primitives have come in.
	 */
	long wakeUps() {
		return this.wakeUps.sum();
	}

	/**
	 * Receive nothing more, and give the connection back.
	 */
	void close() {
		this.closed = true;
		this.connection.close();
	}

	/**
	 * What comes in.
	 */
	private final class Messages implements InboxConnection.Reader {

		@Override
		public boolean isNeeded() {
			return !Inbox.this.slots.isEmpty();
		}

		@Override
		public void subscribed() {
			try {
				// Also those where nobody waits: this JVM may not be noted down any more.
				Inbox.this.timer.execute(() -> Inbox.this.slots.values()
					.stream()
					.flatMap(Collection::stream)
					.forEach((slot) -> slot.receiver.recheck()));
			}
			catch (RejectedExecutionException ex) {
				logger.trace("The engine is closed", ex);
			}
		}

		@Override
		public void received(String message) {
			int space = message.indexOf(' ');
			if (space >= 0) {
				String what = message.substring(0, space);
				String whose = message.substring(space + 1);
				Inbox.this.wakeUps.increment();
				Inbox.this.slots.getOrDefault(whose, List.of()).forEach((slot) -> slot.receiver.received(what));
			}
		}

	}

	/**
	 * What gets messages.
	 */
	interface Receiver {

		/**
		 * Return whether anybody waits for a message. Must not lock anything.
		 */
		boolean isWaiting();

		/**
		 * Take a message, on a thread that must not be blocked.
		 * @param what what has happened, for example an item that was put
		 */
		void received(String what);

		/**
		 * Look again, since messages may have been lost. Must not block.
		 */
		void recheck();

	}

	/**
	 * The place of one primitive in the inbox. It is open while somebody waits there, and
	 * then for as long as this JVM may still be noted down as waiting: a message that
	 * nobody here needs any more has to be passed on to those elsewhere.
	 * <p>
	 * Whoever begins to wait says so, in the receiver or as the time, and then looks at
	 * {@code open}; the timer closes the slot and then looks at both, so a waiter never
	 * meets a closed slot.
	 */
	final class Slot {

		private final String key;

		private final Receiver receiver;

		private volatile boolean open;

		/** When somebody was seen to wait last, or has begun to. */
		private volatile long waitedNanos;

		private Slot(String key, Receiver receiver) {
			this.key = key;
			this.receiver = receiver;
		}

		/**
		 * Receive messages, and look again now and then, as long as anybody waits. To be
		 * called by everyone who has begun to wait, or is noted down as waiting, with no
		 * lock held.
		 * @return whether it was closed, so that a message may have been missed that came
		 * in after this JVM was noted down as waiting
		 */
		boolean open() {
			this.waitedNanos = System.nanoTime();
			return !this.open && enter();
		}

		private synchronized boolean enter() {
			if (this.open) {
				return false;
			}
			Inbox.this.slots.merge(this.key, List.of(this),
					(present, added) -> Stream.concat(present.stream(), added.stream()).toList());
			this.open = true;
			schedule();
			Inbox.this.connection.start();
			return true;
		}

		private synchronized boolean leaveUnlessWaiting() {
			if (this.receiver.isWaiting()) {
				this.waitedNanos = System.nanoTime();
				return false;
			}
			if (hasWaitedLately()) {
				return false;
			}
			this.open = false;
			if (this.receiver.isWaiting() || hasWaitedLately()) {
				this.open = true;
				return false;
			}
			Inbox.this.slots.computeIfPresent(this.key, (key, present) -> {
				List<Slot> others = present.stream().filter((slot) -> slot != this).toList();
				return others.isEmpty() ? null : others;
			});
			return true;
		}

		private boolean hasWaitedLately() {
			return System.nanoTime() - this.waitedNanos < Inbox.this.timing.linger().toNanos();
		}

		private void schedule() {
			try {
				Inbox.this.timer.schedule(this::look, Inbox.this.timing.nextRecheck().toNanos(), TimeUnit.NANOSECONDS);
			}
			catch (RejectedExecutionException ex) {
				logger.trace("The engine is closed", ex);
			}
		}

		private void look() {
			if (Inbox.this.closed || leaveUnlessWaiting()) {
				return;
			}
			try {
				recheckIfWaiting();
			}
			finally {
				schedule();
			}
		}

		private void recheckIfWaiting() {
			if (this.receiver.isWaiting()) {
				this.receiver.recheck();
			}
		}

	}

}
