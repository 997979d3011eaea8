/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.WaitObserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A wait that fails leaves nobody behind: a worker of a fork-join pool cannot park when
 * the machine has no thread left for the pool to run on meanwhile.
 */
@Timeout(60)
class LocalQueueFailedWaitTests {

	private final AtomicInteger workers = new AtomicInteger();

	private final ForkJoinPool pool = new ForkJoinPool(1, (owner) -> {
		if (this.workers.getAndIncrement() != 0) {
			throw new InternalError("no thread, as the test wants it");
		}
		return ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(owner);
	}, null, false);

	private final LocalQueue<String> queue = new LocalQueue<>(new WaitObserver("q", "local", false),
			new ElementType(null), 1);

	@AfterEach
	void stop() {
		this.pool.shutdownNow();
	}

	@Test
	@DisplayName("an item does not go to a getter that could not wait")
	void getter() {
		assertFails(this.queue::get);
		assertThat(this.queue.snapshot().blockedGetters()).isZero();
		this.queue.add("a");
		assertThat(this.queue.poll()).isEqualTo("a");
	}

	@Test
	@DisplayName("the item of a putter that could not wait does not get in later")
	void putter() {
		this.queue.add("a");
		assertFails(() -> {
			this.queue.put("b");
			return true;
		});
		assertThat(this.queue.snapshot().blockedPutters()).isZero();
		assertThat(this.queue.poll()).isEqualTo("a");
		assertThat(this.queue.poll()).isNull();
	}

	@Test
	@DisplayName("nor does one with options")
	void putterWithOptions() {
		this.queue.add("a");
		assertFails(() -> this.queue.put("b", PutOptions.defaults().key("k")));
		assertThat(this.queue.snapshot().blockedPutters()).isZero();
		assertThat(this.queue.poll()).isEqualTo("a");
		assertThat(this.queue.poll()).isNull();
	}

	@Test
	@DisplayName("a delayed item for which no thread can be started is accepted, and delivered once there is one")
	void timer() throws Exception {
		AtomicInteger starts = new AtomicInteger();
		// Nothing is due before both are put, however long that takes.
		AtomicLong clock = new AtomicLong();
		DelayTimer timer = new DelayTimer(clock::get, (task) -> {
			if (starts.getAndIncrement() == 0) {
				throw new InternalError("no thread, as the test wants it");
			}
			Thread thread = new Thread(task, "delay");
			thread.setDaemon(true);
			thread.start();
		});
		LocalQueue<String> delayed = new LocalQueue<>(new WaitObserver("q", "local", false), new ElementType(null), 0,
				null, timer);
		assertThat(delayed.put("a", PutOptions.defaults().delay(Duration.ofMillis(1)))).isTrue();
		assertThat(delayed.put("b", PutOptions.defaults().delay(Duration.ofMillis(2)))).isTrue();
		clock.set(Duration.ofMillis(3).toNanos());
		assertThat(delayed.poll(Duration.ofSeconds(30))).isEqualTo("a");
		assertThat(delayed.poll(Duration.ofSeconds(30))).isEqualTo("b");
	}

	private void assertFails(Callable<?> call) {
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> this.pool.submit(call).get(10, TimeUnit.SECONDS))
			.havingRootCause()
			.isInstanceOf(InternalError.class);
	}

}
