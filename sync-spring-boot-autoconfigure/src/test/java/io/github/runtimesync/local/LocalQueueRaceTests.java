/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.WaitObserver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Races of puts and gets against timeouts, interrupts, cancellation and closing: what was
 * accepted is delivered once, and nothing else is.
 */
@Timeout(60)
class LocalQueueRaceTests {

	private static final int PUTS_PER_THREAD = 15_000;

	private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();

	private final Set<Integer> delivered = ConcurrentHashMap.newKeySet();

	private final AtomicInteger items = new AtomicInteger();

	private final AtomicReference<Throwable> failure = new AtomicReference<>();

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 100 })
	@DisplayName("timed calls that time out on both sides lose and double nothing")
	void timeouts(int maxSize) throws InterruptedException {
		LocalQueue<Integer> queue = queue(maxSize);
		List<Thread> putters = start(3, () -> {
			for (int i = 0; i < PUTS_PER_THREAD; i++) {
				int item = this.items.incrementAndGet();
				if (queue.offer(item, ThreadLocalRandom.current().nextLong(12_000))) {
					this.accepted.add(item);
				}
			}
		});
		List<Thread> getters = start(3, () -> {
			while (!queue.isClosed() || queue.size() > 0) {
				deliver(queue.poll(ThreadLocalRandom.current().nextLong(12_000)));
			}
		});
		join(putters);
		queue.close();
		join(getters);
		assertDelivered();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 100 })
	@DisplayName("interrupts on both sides lose and double nothing")
	void interrupts(int maxSize) throws InterruptedException {
		LocalQueue<Integer> queue = queue(maxSize);
		List<Thread> putters = start(3, () -> {
			for (int i = 0; i < PUTS_PER_THREAD; i++) {
				int item = this.items.incrementAndGet();
				try {
					queue.put(item);
					this.accepted.add(item);
				}
				catch (InterruptedException ex) {
					// not put
				}
			}
		});
		List<Thread> getters = start(3, () -> {
			while (!queue.isClosed() || queue.size() > 0) {
				try {
					deliver(queue.get());
				}
				catch (InterruptedException ex) {
					// nothing taken
				}
			}
		});
		List<Thread> targets = new ArrayList<>(putters);
		targets.addAll(getters);
		List<Thread> interrupters = start(1, () -> {
			while (!queue.isClosed()) {
				targets.get(ThreadLocalRandom.current().nextInt(targets.size())).interrupt();
				Thread.yield();
			}
		});
		join(putters);
		queue.close();
		join(getters);
		join(interrupters);
		assertDelivered();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 100 })
	@DisplayName("futures that are cancelled on both sides take no item and no room")
	void cancellation(int maxSize) throws InterruptedException {
		LocalQueue<Integer> queue = queue(maxSize);
		List<Thread> putters = start(2, () -> {
			List<CompletableFuture<Void>> futures = new ArrayList<>();
			for (int i = 0; i < PUTS_PER_THREAD; i++) {
				int item = this.items.incrementAndGet();
				CompletableFuture<Void> future = queue.putAsync(item);
				if (ThreadLocalRandom.current().nextInt(3) == 0) {
					Thread.yield();
				}
				if (ThreadLocalRandom.current().nextBoolean() || !future.cancel(false)) {
					futures.add(future.thenRun(() -> this.accepted.add(item)));
				}
			}
			futures.forEach(CompletableFuture::join);
		});
		List<Thread> getters = start(2, () -> {
			while (!queue.isClosed() || queue.size() > 0) {
				CompletableFuture<Integer> future = queue.getAsync();
				if (ThreadLocalRandom.current().nextInt(3) == 0) {
					Thread.yield();
				}
				if (!future.cancel(false)) {
					deliver(future.join());
				}
			}
		});
		join(putters);
		queue.close();
		join(getters);
		assertDelivered();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 100 })
	@DisplayName("a put that races close is delivered if it returned, and not if it threw")
	void close(int maxSize) throws InterruptedException {
		for (int round = 0; round < 500; round++) {
			LocalQueue<Integer> queue = queue(maxSize);
			int some = this.items.get() + ThreadLocalRandom.current().nextInt(200);
			List<Thread> threads = start(2, () -> {
				try {
					for (int i = 0; i < 1_000; i++) {
						int item = this.items.incrementAndGet();
						queue.put(item);
						this.accepted.add(item);
					}
				}
				catch (QueueClosedException ex) {
					// the end
				}
			});
			threads.addAll(start(2, () -> queue.forEach(this::deliver)));
			while (this.items.get() < some) {
				Thread.yield();
			}
			if (round % 2 == 0) {
				assertThat(queue.close()).isTrue();
			}
			else {
				queue.closeNow().forEach(this::deliver);
			}
			join(threads);
			assertThat(queue.size()).isZero();
			assertDelivered();
			this.accepted.clear();
			this.delivered.clear();
		}
	}

	private static LocalQueue<Integer> queue(int maxSize) {
		return new LocalQueue<>(new WaitObserver("q", "local", false), new ElementType(null), maxSize);
	}

	private void deliver(Integer item) {
		if (item != null && !this.delivered.add(item)) {
			this.failure.compareAndSet(null, new AssertionError(item + " was delivered twice"));
		}
	}

	private void assertDelivered() {
		assertThat(this.failure.get()).isNull();
		assertThat(this.delivered).isEqualTo(this.accepted);
	}

	private List<Thread> start(int count, Call call) {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Thread thread = new Thread(() -> {
				try {
					call.run();
				}
				catch (Throwable ex) {
					this.failure.compareAndSet(null, ex);
				}
			});
			thread.setDaemon(true);
			thread.start();
			threads.add(thread);
		}
		return threads;
	}

	private static void join(List<Thread> threads) throws InterruptedException {
		for (Thread thread : threads) {
			thread.join();
		}
	}

	/**
	 * What a thread does.
	 */
	private interface Call {

		void run() throws Exception;

	}

}
