/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.Subscription;

/**
 * Where the messages for this JVM come in, on one connection for all of its primitives.
 * Scripts publish them to {@link #channel()}; a message is what has happened, a space,
 * and the key of the definition of the primitive that it happened to.
 * <p>
 * A message may get lost, so it only ever saves time: every receiver looks again now and
 * then by itself, and whenever the subscription was made or restored. To find out that a
 * subscription has died although its connection is open, the inbox writes to itself.
 * <p>
 * The connection is made when the first receiver waits. Only the timer changes
 * {@code subscription}, one task at a time; {@code closed} is set before it is read the
 * last time, and read after it is written, so no connection is left open.
 */
final class Inbox {

	private static final Log logger = LogFactory.getLog(Inbox.class);

	private static final Script PUBLISH = Script.repeatable("publish");

	/** What the inbox writes to itself, followed by a number. */
	private static final String ALIVE = "alive";

	private final String channel;

	private final ChannelClient channels;

	private final ScriptClient scripts;

	private final ScheduledExecutorService timer;

	private final Timing timing;

	private final LongAdder wakeUps = new LongAdder();

	private final Map<String, List<Slot>> slots = new ConcurrentHashMap<>();

	private final AtomicBoolean started = new AtomicBoolean();

	private volatile boolean closed;

	private volatile @Nullable Subscription subscription;

	private volatile @Nullable CompletableFuture<?> publishing;

	/** The numbers of the messages to itself that were published and that came in. */
	private volatile long published;

	private volatile long heard;

	private long number;

	private boolean failing;

	/**
	 * Create an inbox, which does nothing until somebody waits.
	 * @param channel the channel, of this inbox alone
	 * @param channels makes the subscription
	 * @param scripts publishes
	 * @param timer for what takes its time
	 * @param timing how often to do what
	 */
	Inbox(String channel, ChannelClient channels, ScriptClient scripts, ScheduledExecutorService timer, Timing timing) {
		this.channel = channel;
		this.channels = channels;
		this.scripts = scripts;
		this.timer = timer;
		this.timing = timing;
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
		disconnect();
	}

	private void start() {
		if (this.started.compareAndSet(false, true)) {
			try {
				this.timer.scheduleWithFixedDelay(this::beat, 0, this.timing.heartbeat().toNanos(),
						TimeUnit.NANOSECONDS);
			}
			catch (RejectedExecutionException ex) {
				logger.trace("The engine is closed", ex);
			}
		}
	}

	/**
	 * See to it that there is a subscription and that it is alive, as long as somebody
	 * waits.
	 */
	private void beat() {
		try {
			if (this.closed || this.slots.isEmpty()) {
				return;
			}
			if (this.subscription == null) {
				connect();
			}
			else if (this.published > this.heard) {
				logger.warn("Messages of Redis do not come in on " + this.channel + " any more: subscribing again");
				disconnect();
				connect();
			}
			writeToSelf();
			this.failing = false;
		}
		catch (RuntimeException | Error ex) {
			if (!this.failing) {
				logger.warn("Cannot subscribe to " + this.channel
						+ ": until that succeeds, whoever waits finds out with some delay", ex);
			}
			this.failing = true;
		}
	}

	private void connect() {
		this.heard = this.published;
		this.subscription = this.channels.subscribe(this.channel, new ChannelListener() {

			@Override
			public void subscribed() {
				Inbox.this.heard = Inbox.this.published;
				recheckAll();
			}

			@Override
			public void received(String message) {
				deliver(message);
			}

		});
		if (this.closed) {
			disconnect();
		}
	}

	private void disconnect() {
		Subscription open = this.subscription;
		this.subscription = null;
		if (open != null) {
			open.close();
		}
	}

	private void writeToSelf() {
		CompletableFuture<?> previous = this.publishing;
		if (previous != null) {
			previous.cancel(false);
		}
		long next = ++this.number;
		this.publishing = this.scripts
			.run(PUBLISH, new byte[][] { Keys.bytes(this.channel) }, new byte[][] { Keys.bytes(ALIVE + " " + next) })
			.thenRun(() -> this.published = next);
	}

	private void deliver(String message) {
		int space = message.indexOf(' ');
		if (space < 0) {
			return;
		}
		String what = message.substring(0, space);
		String whose = message.substring(space + 1);
		if (what.equals(ALIVE)) {
			this.heard = Long.parseLong(whose);
			return;
		}
		this.wakeUps.increment();
		this.slots.getOrDefault(whose, List.of()).forEach((slot) -> slot.receiver.received(what));
	}

	private void recheckAll() {
		try {
			this.timer.execute(
					() -> this.slots.values().stream().flatMap(Collection::stream).forEach(Slot::recheckIfWaiting));
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The engine is closed", ex);
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
	 * Whoever begins to wait says so in the receiver and then looks at {@code open}; the
	 * timer closes the slot and then asks the receiver, so a waiter never meets a closed
	 * slot.
	 */
	final class Slot {

		private final String key;

		private final Receiver receiver;

		private volatile boolean open;

		/** When somebody was seen to wait last. Guarded by this. */
		private long waitedNanos;

		private Slot(String key, Receiver receiver) {
			this.key = key;
			this.receiver = receiver;
		}

		/**
		 * Receive messages, and look again now and then, as long as anybody waits. To be
		 * called by everyone who has begun to wait, with no lock held.
		 * @return whether it was closed, so that a message may have been missed that came
		 * in after this JVM was noted down as waiting
		 */
		boolean open() {
			return !this.open && enter();
		}

		private synchronized boolean enter() {
			if (this.open) {
				return false;
			}
			this.waitedNanos = System.nanoTime();
			Inbox.this.slots.merge(this.key, List.of(this),
					(present, added) -> Stream.concat(present.stream(), added.stream()).toList());
			this.open = true;
			schedule();
			start();
			return true;
		}

		private synchronized boolean leaveUnlessWaiting() {
			if (this.receiver.isWaiting()) {
				this.waitedNanos = System.nanoTime();
				return false;
			}
			if (System.nanoTime() - this.waitedNanos < Inbox.this.timing.linger().toNanos()) {
				return false;
			}
			this.open = false;
			if (this.receiver.isWaiting()) {
				this.open = true;
				return false;
			}
			Inbox.this.slots.computeIfPresent(this.key, (key, present) -> {
				List<Slot> others = present.stream().filter((slot) -> slot != this).toList();
				return others.isEmpty() ? null : others;
			});
			return true;
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

	/**
	 * How often an inbox does what.
	 *
	 * @param heartbeat how often it writes to itself; a dead subscription is found out
	 * after twice that time at most
	 * @param shortestRecheck after which time a receiver looks again, at least
	 * @param longestRecheck after which time a receiver looks again, at most
	 */
	record Timing(Duration heartbeat, Duration shortestRecheck, Duration longestRecheck) {

		/**
		 * In terms of the longest recheck, for how long a JVM is noted down as waiting.
		 */
		private static final int NOTED = 4;

		/** Not more than one command in two seconds for a primitive that is waited on. */
		static final Timing DEFAULT = new Timing(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(5));

		/**
		 * Return for how long a JVM is noted down as waiting after it has looked last.
		 */
		Duration noted() {
			return this.longestRecheck.multipliedBy(NOTED);
		}

		/**
		 * Return for how long messages are received after somebody was seen to wait last,
		 * who may have looked just before the next time this was seen.
		 */
		Duration linger() {
			return noted().plus(this.longestRecheck);
		}

		/**
		 * Return another time each time, so that the receivers of all JVMs do not come
		 * together.
		 */
		Duration nextRecheck() {
			return Duration.ofNanos(ThreadLocalRandom.current()
				.nextLong(this.shortestRecheck.toNanos(), this.longestRecheck.toNanos()));
		}

	}

}
