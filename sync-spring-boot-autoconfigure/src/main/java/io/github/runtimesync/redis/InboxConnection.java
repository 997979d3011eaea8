/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.Subscription;

/**
 * The subscription of an {@link Inbox}, on a connection of its own: makes it, proves that
 * it is alive, and replaces it if it is not. A connection may be open although nothing
 * comes in on it any more, so the inbox writes to itself with every beat of its heart,
 * and misses what has not come in by the next one. Likewise an attempt to subscribe that
 * nobody answers is given up, the first one after a beat, and each one after it has had
 * twice the time of the one before: a slow server gets its chance, and of attempts that
 * block a thread until the time limits of the client are over there are few.
 * <p>
 * Only a beat changes {@code attempt}, and the timer runs one at a time. {@code closed}
 * is set before {@code attempt} is read the last time, and read after it is written, so
 * no connection is left open. What becomes of an attempt it notes itself, on threads of
 * the client; so what comes in late for one that was given up harms none.
 */
final class InboxConnection {

	private static final Log logger = LogFactory.getLog(InboxConnection.class);

	private static final Script PUBLISH = Script.repeatable("publish");

	/** What the inbox writes to itself, followed by a number. */
	private static final String ALIVE = "alive ";

	/** How many beats an attempt to subscribe may take, at most. */
	private static final int LONGEST_PATIENCE = 8;

	private final String channel;

	private final ChannelClient channels;

	private final ScriptClient scripts;

	private final ScheduledExecutorService timer;

	private final Duration heartbeat;

	private final Reader reader;

	private final AtomicBoolean started = new AtomicBoolean();

	/** Whether it was told that there is no subscription. */
	private final AtomicBoolean failing = new AtomicBoolean();

	private volatile boolean closed;

	private volatile @Nullable Attempt attempt;

	private volatile @Nullable CompletableFuture<?> publishing;

	/** The number of the message to itself that was sent last. */
	private volatile long sent;

	/** The number of the one that Redis has published last. */
	private volatile long published;

	/** How many beats the present attempt to subscribe may take. */
	private volatile int patience = 1;

	/**
	 * Create a connection, which is not made yet.
	 * @param channel the channel
	 * @param channels makes the subscription
	 * @param scripts publishes
	 * @param timer runs the heartbeat
	 * @param heartbeat how often to look after the subscription
	 * @param reader gets what comes in
	 */
	InboxConnection(String channel, ChannelClient channels, ScriptClient scripts, ScheduledExecutorService timer,
			Duration heartbeat, Reader reader) {
		this.channel = channel;
		this.channels = channels;
		this.scripts = scripts;
		this.timer = timer;
		this.heartbeat = heartbeat;
		this.reader = reader;
	}

	/**
	 * See to it that there is a subscription from now on, as long as it is needed. Never
	 * blocks.
	 */
	void start() {
		if (this.started.compareAndSet(false, true)) {
			try {
				this.timer.scheduleWithFixedDelay(this::beat, 0, this.heartbeat.toNanos(), TimeUnit.NANOSECONDS);
			}
			catch (RejectedExecutionException ex) {
				logger.trace("The engine is closed", ex);
			}
		}
	}

	/**
	 * Give the connection back, also one that is still being made. Never blocks.
	 */
	void close() {
		this.closed = true;
		giveUp();
	}

	private void beat() {
		try {
			if (!this.closed && this.reader.isNeeded()) {
				lookAfter(this.attempt);
			}
		}
		catch (RuntimeException | Error ex) {
			// The next beat tries again.
			tell(ex);
		}
	}

	private void lookAfter(@Nullable Attempt present) {
		if (present == null || present.failed) {
			begin();
		}
		else if (!present.subscribed) {
			present.beats++;
			if (present.beats >= this.patience) {
				this.patience = Math.min(2 * this.patience, LONGEST_PATIENCE);
				tell(null);
				begin();
			}
		}
		else if (this.published > present.heard) {
			logger.warn("Messages of Redis do not come in on " + this.channel + " any more: subscribing again");
			begin();
		}
		else {
			writeToSelf();
		}
	}

	private void begin() {
		giveUp();
		this.attempt = null;
		Attempt next = new Attempt();
		next.subscription = this.channels.subscribe(this.channel, next);
		this.attempt = next;
		if (this.closed) {
			giveUp();
		}
	}

	private void giveUp() {
		Attempt present = this.attempt;
		Subscription open = (present != null) ? present.subscription : null;
		if (open != null) {
			open.close();
		}
	}

	private void writeToSelf() {
		CompletableFuture<?> previous = this.publishing;
		if (previous != null) {
			previous.cancel(false);
		}
		long next = this.sent + 1;
		this.sent = next;
		CompletableFuture<?> present = this.scripts.run(PUBLISH, new byte[][] { Keys.bytes(this.channel) },
				new byte[][] { Keys.bytes(ALIVE + next) });
		present.thenRun(() -> this.published = next);
		// The script itself, since what depends on it would not take it back.
		this.publishing = present;
	}

	private void tell(@Nullable Throwable failure) {
		if (!this.closed && !this.failing.getAndSet(true)) {
			logger.warn("Cannot subscribe to " + this.channel + ((failure != null) ? "" : ", Redis does not answer")
					+ ": until that succeeds, whoever waits finds out with some delay", failure);
		}
	}

	/**
	 * Gets what comes in.
	 */
	interface Reader {

		/**
		 * Return whether anybody needs a subscription that is alive.
		 */
		boolean isNeeded();

		/**
		 * The subscription holds, for the first time or again; messages may have been
		 * lost. On a thread that must not be blocked.
		 */
		void subscribed();

		/**
		 * Take a message, on a thread that must not be blocked.
		 */
		void received(String message);

	}

	/**
	 * An attempt to subscribe, and if it succeeds, the subscription.
	 */
	private final class Attempt implements ChannelListener {

		/** Set before anybody else sees the attempt. */
		private @Nullable Subscription subscription;

		private volatile boolean failed;

		private volatile boolean subscribed;

		/** The number of the message to itself that has come in last, or never will. */
		private volatile long heard;

		/** How many beats it has taken so far. */
		private int beats;

		@Override
		public void subscribed() {
			InboxConnection outer = InboxConnection.this;
			this.heard = outer.sent;
			this.subscribed = true;
			outer.patience = 1;
			outer.failing.set(false);
			outer.reader.subscribed();
		}

		@Override
		public void failed(Throwable failure) {
			this.failed = true;
			tell(failure);
		}

		@Override
		public void received(String message) {
			if (message.startsWith(ALIVE)) {
				this.heard = Long.parseLong(message.substring(ALIVE.length()));
			}
			else {
				InboxConnection.this.reader.received(message);
			}
		}

	}

}
