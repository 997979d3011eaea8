/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.engine.BlockedThread;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.WaitObserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what is particular to {@link LocalQueue}; the contract of a queue has a suite
 * of its own.
 */
@Timeout(60)
class LocalQueueTests {

	@Test
	@DisplayName("the age of the oldest item is never more than the time since its put began")
	void oldestAgeIsLowerBound() throws InterruptedException {
		LocalQueue<Long> queue = queue(0);
		for (int i = 0; i < 20_000; i++) {
			queue.put(System.nanoTime());
			if (i % 3 == 0) {
				queue.get();
			}
			if (i % 7 == 0) {
				assertAgeAtMost(queue);
			}
		}
		while (queue.size() > 1) {
			queue.get();
			assertAgeAtMost(queue);
		}
	}

	@Test
	@DisplayName("the age of an item that was put after a wait is exact")
	void oldestAgeAfterWait() throws InterruptedException {
		LocalQueue<String> queue = queue(0);
		queue.put("a");
		queue.get();
		CompletableFuture<String> getter = queue.getAsync();
		queue.put("b");
		assertThat(getter).isCompletedWithValue("b");
		queue.put("c");
		long putAt = System.nanoTime();
		queue.put("d");
		await().pollDelay(Duration.ZERO).until(() -> System.nanoTime() - putAt > 5_000_000);
		assertThat(age(queue)).isGreaterThan(Duration.ofNanos(5_000_000));
	}

	@Test
	@DisplayName("looking at the age makes it exact for what is queued by then")
	void oldestAgeAfterLook() throws InterruptedException {
		LocalQueue<String> queue = queue(0);
		queue.put("a");
		queue.put("b");
		queue.snapshot();
		long lookedAt = System.nanoTime();
		queue.get();
		await().pollDelay(Duration.ZERO).until(() -> System.nanoTime() - lookedAt > 5_000_000);
		assertThat(age(queue)).isGreaterThan(Duration.ofNanos(5_000_000));
	}

	@Test
	@DisplayName("an empty queue has no oldest item")
	void noOldestAge() throws InterruptedException {
		LocalQueue<String> queue = queue(0);
		assertThat(queue.snapshot().oldestAge()).isNull();
		queue.put("a");
		assertThat(queue.snapshot().oldestAge()).isNotNull();
		queue.get();
		assertThat(queue.snapshot().oldestAge()).isNull();
	}

	@Test
	@DisplayName("an item is collectable once it was taken, handed over, or withdrawn")
	void collectable() throws Exception {
		LocalQueue<Object> queue = queue(1);
		List<WeakReference<Object>> references = new ArrayList<>();
		CompletableFuture<Object> getter = queue.getAsync();
		queue.put(tracked(references));
		assertThat(getter.get(1, TimeUnit.SECONDS)).isNotNull();
		getter = null;
		queue.put(tracked(references));
		CompletableFuture<Void> served = queue.putAsync(tracked(references));
		CompletableFuture<Void> cancelled = queue.putAsync(tracked(references));
		CompletableFuture<Void> closed = queue.putAsync(tracked(references));
		cancelled.cancel(false);
		queue.get();
		assertThat(served).isCompleted();
		assertThat(queue.closeNow()).hasSize(1);
		assertThat(closed).isCompletedExceptionally();
		await().untilAsserted(() -> {
			System.gc();
			assertThat(references).allMatch((reference) -> reference.get() == null);
		});
		assertThat(List.of(served, cancelled, closed)).allMatch(CompletableFuture::isDone);
	}

	@Test
	@DisplayName("blocked threads are listed with what they wait for")
	void blockedThreads() throws InterruptedException {
		LocalQueue<String> queue = queue(1);
		long before = System.nanoTime();
		Thread getter = start(queue::get);
		await().until(() -> queue.blockedThreads().size() == 1);
		BlockedThread blocked = queue.blockedThreads().get(0);
		assertThat(blocked.thread()).isSameAs(getter);
		assertThat(blocked.call()).isEqualTo("get");
		assertThat(blocked.sinceNanos()).isBetween(before, System.nanoTime());
		queue.put("a");
		queue.put("b");
		getter.join();
		Thread putter = start(() -> queue.put("c"));
		CompletableFuture<Void> future = queue.putAsync("d");
		await().until(() -> queue.snapshot().blockedPutters() == 2);
		assertThat(queue.blockedThreads()).extracting(BlockedThread::call).containsExactly("put");
		assertThat(queue.closeNow()).containsExactly("b");
		putter.join();
		assertThat(queue.blockedThreads()).isEmpty();
		assertThat(future).isCompletedExceptionally();
	}

	@Test
	@DisplayName("a future that is completed from outside gives up its place, however that is done")
	void futureGivesUpItsPlace() {
		LocalQueue<String> queue = queue(0);
		CompletableFuture<String> cancelled = queue.getAsync();
		CompletableFuture<String> failed = queue.getAsync();
		CompletableFuture<String> completed = queue.getAsync();
		CompletableFuture<String> completedAsync = queue.getAsync();
		CompletableFuture<String> obtruded = queue.getAsync();
		CompletableFuture<String> timedOut = queue.getAsync().orTimeout(1, TimeUnit.MILLISECONDS);
		CompletableFuture<String> defaulted = queue.getAsync().completeOnTimeout("x", 1, TimeUnit.MILLISECONDS);
		CompletableFuture<String> last = queue.getAsync();
		assertThat(cancelled.cancel(true)).isTrue();
		assertThat(cancelled.cancel(true)).isTrue();
		assertThat(failed.completeExceptionally(new IllegalStateException())).isTrue();
		assertThat(completed.complete("x")).isTrue();
		assertThat(completed.complete("y")).isFalse();
		completedAsync.completeAsync(() -> "x").join();
		obtruded.obtrudeValue("x");
		assertThatExceptionOfType(Exception.class).isThrownBy(timedOut::join)
			.withCauseInstanceOf(TimeoutException.class);
		assertThat(defaulted.join()).isEqualTo("x");
		assertThat(queue.snapshot().blockedGetters()).isEqualTo(1);
		assertThat(queue.offer("a")).isTrue();
		assertThat(last).isCompletedWithValue("a");
		assertThatExceptionOfType(CancellationException.class).isThrownBy(cancelled::join);
	}

	@Test
	@DisplayName("what depends on a future may use the queue")
	void dependents() {
		LocalQueue<String> queue = queue(1);
		queue.getAsync().thenAccept((item) -> queue.add(item + "!"));
		queue.add("a");
		assertThat(queue.poll()).isEqualTo("a!");
		queue.add("b");
		CompletableFuture<Void> put = queue.putAsync("c").thenRun(queue::close);
		assertThat(queue.poll()).isEqualTo("b");
		assertThat(put).isCompleted();
		assertThat(queue.isClosed()).isTrue();
	}

	@Test
	@DisplayName("closing fails the futures of putters and completes those of getters with null")
	void closeWithFutures() {
		LocalQueue<String> queue = queue(1);
		CompletableFuture<String> getter = queue.getAsync();
		queue.close();
		assertThat(getter).isCompletedWithValue(null);
		assertThat(queue.getAsync()).isCompletedWithValue(null);
		assertThat(queue.putAsync("a")).isCompletedExceptionally();
		LocalQueue<String> full = queue(1);
		full.add("a");
		CompletableFuture<Void> putter = full.putAsync("b");
		full.close();
		assertThatExceptionOfType(Exception.class).isThrownBy(putter::join)
			.withCauseInstanceOf(QueueClosedException.class);
	}

	@Test
	@DisplayName("a collection that refuses an item in drainTo costs that item at most")
	void drainToRefusing() {
		LocalQueue<Integer> queue = queue(0);
		for (int i = 0; i < 10; i++) {
			queue.add(i);
		}
		ArrayBlockingQueue<Integer> target = new ArrayBlockingQueue<>(3);
		assertThatIllegalStateException().isThrownBy(() -> queue.drainTo(target, 9));
		assertThat(target).containsExactly(0, 1, 2);
		assertThat(queue.size()).isGreaterThanOrEqualTo(6);
		assertThat(queue.drainTo(new ArrayDeque<>(), 9)).isEqualTo(6);
	}

	@Test
	@DisplayName("drainTo takes in batches, in order, and no more than asked for")
	void drainToList() {
		LocalQueue<Integer> queue = queue(0);
		List<Integer> expected = new ArrayList<>();
		for (int i = 0; i < 5000; i++) {
			queue.add(i);
			expected.add(i);
		}
		List<Integer> target = new ArrayList<>();
		assertThat(queue.drainTo(target, 0)).isZero();
		assertThat(queue.drainTo(target, -1)).isZero();
		assertThat(queue.drainTo(target, 4000)).isEqualTo(4000);
		assertThat(queue.drainTo(target, Integer.MAX_VALUE)).isEqualTo(1000);
		assertThat(target).isEqualTo(expected);
		assertThatIllegalArgumentException().isThrownBy(() -> queue.drainTo(queue.asBlockingQueue(), 1));
	}

	@Test
	@DisplayName("a worker of a fork-join pool that waits does not keep the pool from running what it waits for")
	void forkJoinPool() throws Exception {
		ForkJoinPool pool = new ForkJoinPool(1);
		try {
			LocalQueue<String> queue = queue(1);
			CompletableFuture<String> getter = CompletableFuture.supplyAsync(() -> get(queue), pool);
			await().until(() -> queue.snapshot().blockedGetters() == 1);
			pool.execute(() -> queue.add("a"));
			assertThat(getter.get(30, TimeUnit.SECONDS)).isEqualTo("a");
		}
		finally {
			pool.shutdownNow();
		}
	}

	@Test
	@DisplayName("a negative maximum size is refused with the name of the queue")
	void negativeMaxSize() {
		assertThatIllegalArgumentException().isThrownBy(() -> queue(-1)).withMessageContaining("\"q\"");
	}

	private static <E> LocalQueue<E> queue(int maxSize) {
		return new LocalQueue<>(new WaitObserver("q", "local", false), new ElementType(null), maxSize);
	}

	private static Duration age(LocalQueue<?> queue) {
		Duration age = queue.snapshot().oldestAge();
		assertThat(age).isNotNull();
		return age;
	}

	private static void assertAgeAtMost(LocalQueue<Long> queue) {
		Long putAt = queue.asBlockingQueue().peek();
		Duration age = queue.snapshot().oldestAge();
		if (putAt != null && age != null) {
			assertThat(age.toNanos()).isBetween(0L, System.nanoTime() - putAt);
		}
	}

	private static Object tracked(List<WeakReference<Object>> references) {
		Object item = new Object();
		references.add(new WeakReference<>(item));
		return item;
	}

	private static <E> E get(LocalQueue<E> queue) {
		try {
			return queue.get();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Thread start(Call call) {
		Thread thread = new Thread(() -> {
			try {
				call.run();
			}
			catch (InterruptedException | QueueClosedException ex) {
				// the thread ends
			}
		});
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	/**
	 * A blocking call.
	 */
	private interface Call {

		void run() throws InterruptedException;

	}

}
