/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SpinLock}.
 */
@Timeout(60)
class SpinLockTests {

	private final SpinLock lock = new SpinLock() {
	};

	private int counter;

	@Test
	@DisplayName("one thread at a time holds the lock")
	void exclusive() throws InterruptedException {
		Thread[] threads = new Thread[8];
		for (int i = 0; i < threads.length; i++) {
			threads[i] = new Thread(() -> {
				for (int n = 0; n < 100_000; n++) {
					this.lock.lock();
					this.counter++;
					this.lock.unlock();
				}
			});
			threads[i].start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.counter).isEqualTo(800_000);
	}

	@Test
	@DisplayName("a contender naps when the holder takes long, and keeps its interrupt")
	void nap() throws InterruptedException {
		this.lock.lock();
		CountDownLatch interrupted = new CountDownLatch(1);
		Thread contender = new Thread(() -> {
			this.lock.lock();
			this.lock.unlock();
			if (Thread.currentThread().isInterrupted()) {
				interrupted.countDown();
			}
		});
		contender.start();
		await().until(() -> contender.getState() == Thread.State.TIMED_WAITING);
		contender.interrupt();
		this.lock.unlock();
		assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
	}

}
