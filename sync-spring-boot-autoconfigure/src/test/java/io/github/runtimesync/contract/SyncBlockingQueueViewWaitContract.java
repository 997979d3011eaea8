/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Action;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What the {@link BlockingQueue} view of a {@link SyncQueue} promises to callers that
 * wait, and about a closed queue.
 */
public abstract class SyncBlockingQueueViewWaitContract extends SyncContract {

	@Test
	@DisplayName("take and put wait, and serve each other")
	void takeAndPutWait() {
		SyncQueue<Integer> queue = this.registry.queue("q", 1);
		BlockingQueue<Integer> view = queue.asBlockingQueue();
		Task<Integer> taker = this.threads.start("taker", view::take);
		awaitBlockedGetters(queue, 1);
		view.add(1);
		assertThat(taker.result()).isEqualTo(1);
		view.add(2);
		Task<Void> putter = this.threads.run("putter", () -> view.put(3));
		awaitBlockedPutters(queue, 1);
		assertThat(view.poll()).isEqualTo(2);
		putter.result();
		assertThat(view.poll()).isEqualTo(3);
	}

	@Test
	@DisplayName("Whatever removes an item makes room for a blocked putter")
	void removalMakesRoom() {
		SyncQueue<Integer> queue = this.registry.queue("q", 2);
		BlockingQueue<Integer> view = queue.asBlockingQueue();
		List<Action> removals = List.of(() -> view.remove(2), view::clear, () -> view.removeIf((item) -> item == 2),
				() -> view.removeAll(List.of(2)), () -> view.retainAll(List.of(1)), () -> {
					Iterator<Integer> items = view.iterator();
					items.next();
					items.next();
					items.remove();
				}, () -> view.drainTo(new ArrayList<>()), () -> view.drainTo(new ArrayList<>(), 1));
		for (int i = 0; i < removals.size(); i++) {
			view.add(1);
			view.add(2);
			Task<Void> putter = this.threads.run("putter-" + i, () -> view.put(3));
			awaitBlockedPutters(queue, 1);
			Action removal = removals.get(i);
			this.threads.run("removal-" + i, removal).result();
			putter.result();
			view.clear();
		}
	}

	@Test
	@DisplayName("Insertions into a closed queue throw QueueClosedException")
	void closedQueueRefusesItems() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		BlockingQueue<String> view = queue.asBlockingQueue();
		view.add("a");
		queue.close();
		List<Action> calls = List.of(() -> view.add("b"), () -> view.offer("b"), () -> view.put("b"),
				() -> view.offer("b", 1, TimeUnit.HOURS), () -> view.addAll(List.of("b")));
		assertThat(calls)
			.allSatisfy((call) -> assertThatExceptionOfType(QueueClosedException.class).isThrownBy(call::run));
		assertThat(view).containsExactly("a");
	}

	@Test
	@DisplayName("take on a closed and drained queue throws QueueClosedException, poll returns null")
	void takeOnDrainedQueue() throws InterruptedException {
		SyncQueue<String> queue = this.registry.queue("q");
		BlockingQueue<String> view = queue.asBlockingQueue();
		view.add("a");
		queue.close();
		assertThat(view.take()).isEqualTo("a");
		assertThatExceptionOfType(QueueClosedException.class).isThrownBy(view::take)
			.withMessageContaining("queue \"q\"");
		assertThat(view.poll()).isNull();
		assertThat(view.poll(1, TimeUnit.HOURS)).isNull();
		assertThat(view.peek()).isNull();
	}

	@Test
	@DisplayName("close wakes all blocked takers and putters with QueueClosedException")
	void closeWakesEveryone() {
		SyncQueue<String> empty = this.registry.queue("empty");
		SyncQueue<String> full = this.registry.queue("full", 1);
		full.add("a");
		List<Task<Void>> calls = IntStream.range(0, 6)
			.mapToObj((i) -> this.threads.run("call-" + i,
					(i % 2 == 0) ? () -> empty.asBlockingQueue().take() : () -> full.asBlockingQueue().put("b")))
			.toList();
		awaitBlockedGetters(empty, 3);
		awaitBlockedPutters(full, 3);
		empty.close();
		full.close();
		assertThat(calls).allSatisfy((call) -> assertThat(call.failure()).isInstanceOf(QueueClosedException.class));
	}

	@Test
	@DisplayName("Removals that race puts and gets keep the account exact")
	void removalsRaceGets() {
		SyncQueue<Integer> queue = this.registry.queue("q", 4);
		BlockingQueue<Integer> view = queue.asBlockingQueue();
		Ledger ledger = new Ledger();
		try (Race race = new Race()) {
			repeat(3_000, (round) -> {
				int first = ledger.item();
				int second = ledger.item();
				race.round(() -> {
					queue.put(first);
					ledger.accepted(first);
					queue.put(second);
					ledger.accepted(second);
				}, () -> ledger.delivered(queue.poll(Duration.ofNanos(10_000))), () -> {
					if (view.remove(second)) {
						ledger.delivered(second);
					}
				}, () -> {
					Iterator<Integer> items = view.iterator();
					while (items.hasNext()) {
						assertThat(items.next()).isIn(first, second);
					}
				});
				view.drainTo(new ArrayList<>() {

					@Override
					public boolean add(Integer item) {
						return ledger.delivered(item);
					}

				});
			});
		}
		ledger.settle(queue);
	}

	@Test
	@DisplayName("A thread pool can work off the view")
	void threadPoolWorksOffTheView() throws InterruptedException {
		assumeThat(keepsItems()).isTrue();
		SyncQueue<Runnable> queue = this.registry.queue("q", 10);
		ExecutorService pool = new ThreadPoolExecutor(2, 4, 1, TimeUnit.SECONDS, queue.asBlockingQueue(),
				new ThreadPoolExecutor.CallerRunsPolicy());
		AtomicInteger count = new AtomicInteger();
		for (int i = 0; i < 1_000; i++) {
			pool.execute(count::incrementAndGet);
		}
		pool.shutdown();
		assertThat(pool.awaitTermination(TestThreads.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(count).hasValue(1_000);
	}

}
