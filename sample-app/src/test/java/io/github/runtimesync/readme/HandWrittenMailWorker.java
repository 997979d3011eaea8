/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.readme;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;

@Component
class HandWrittenMailWorker implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(HandWrittenMailWorker.class);

	private static final int WORKERS = 4;

	private static final int MAX_RETRIES = 3;

	private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(20);

	private final SyncQueue<Mail> mails;

	private final SyncQueue<Object> dead;

	private final Mailer mailer;

	private final Duration retryDelay;

	private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS,
			new CustomizableThreadFactory("mails-"));

	private final ScheduledExecutorService retries = Executors.newScheduledThreadPool(WORKERS,
			new CustomizableThreadFactory("mails-retry-"));

	/** Mails that were taken and are neither sent nor dead. */
	private final AtomicInteger unfinished = new AtomicInteger();

	private volatile boolean running;

	HandWrittenMailWorker(SyncRegistry registry, Mailer mailer, @Value("${mails.retry-delay:1s}") Duration retryDelay) {
		this.mails = registry.queue("mails", Mail.class);
		this.dead = registry.queue("mails.dead", 10_000);
		this.mailer = mailer;
		this.retryDelay = retryDelay;
	}

	@Override
	public void start() {
		this.running = true;
		for (int i = 0; i < WORKERS; i++) {
			this.workers.execute(this::work);
		}
	}

	private void work() {
		try {
			// The time-out lets a worker notice the shutdown
			while ((this.running && !this.mails.isClosed()) || this.mails.size() > 0) {
				Mail mail = this.mails.poll(Duration.ofMillis(100));
				if (mail != null) {
					this.unfinished.incrementAndGet();
					attempt(mail, 0);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void attempt(Mail mail, int retry) {
		try {
			this.mailer.send(mail);
			this.unfinished.decrementAndGet();
		}
		catch (InterruptedException ex) {
			// Stays unfinished, for the report
			Thread.currentThread().interrupt();
		}
		catch (Exception ex) {
			if (retry < MAX_RETRIES) {
				// Later, on another thread: this one has other mails to send
				long delay = this.retryDelay.toMillis() << retry;
				this.retries.schedule(() -> attempt(mail, retry + 1), delay, TimeUnit.MILLISECONDS);
			}
			else {
				giveUp(mail, ex);
			}
		}
		catch (Error ex) {
			giveUp(mail, ex);
		}
	}

	private void giveUp(Mail mail, Throwable cause) {
		try {
			this.dead.put(mail);
			this.unfinished.decrementAndGet();
			logger.warn("A mail could not be sent", cause);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void stop() {
		this.running = false;
		long deadline = System.nanoTime() + DRAIN_TIMEOUT.toNanos();
		this.workers.shutdown();
		try {
			this.workers.awaitTermination(DRAIN_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
			while (this.unfinished.get() > 0 && System.nanoTime() < deadline) {
				Thread.sleep(20);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.workers.shutdownNow();
		this.retries.shutdownNow();
		int left = this.mails.size() + this.unfinished.get();
		if (left > 0) {
			logger.warn(left + " mail(s) were not sent");
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		// After the web server, whose last requests put mails, and before queues close
		return DEFAULT_PHASE - 3072;
	}

}
