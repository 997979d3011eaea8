/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Action;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.EngineQueue;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What pausing a {@link SyncQueue} promises.
 */
public abstract class SyncQueuePauseContract extends SyncContract {

	@Test
	@DisplayName("pause and resume tell whether they changed anything, and the snapshot shows the pause")
	void pauseAndResume() {
		SyncQueue<String> queue = this.registry.queue("q");
		assertThat(queue.isPaused()).isFalse();
		assertThat(queue.resume()).isFalse();
		assertThat(queue.pause()).isTrue();
		assertThat(queue.pause()).isFalse();
		assertThat(queue.isPaused()).isTrue();
		assertThat(snapshot(this.registry, queue).paused()).isTrue();
		assertThat(queue.resume()).isTrue();
		assertThat(queue.resume()).isFalse();
		assertThat(queue.isPaused()).isFalse();
		assertThat(snapshot(this.registry, queue).paused()).isFalse();
	}

	@Test
	@DisplayName("pause is true for exactly one of many callers, and so is resume")
	void oneCallPauses() {
		SyncQueue<String> queue = this.registry.queue("q");
		try (Race race = new Race()) {
			repeat(500, (round) -> {
				AtomicInteger changed = new AtomicInteger();
				Action pause = () -> changed.addAndGet(queue.pause() ? 1 : 0);
				race.round(pause, pause, pause);
				Action resume = () -> changed.addAndGet(queue.resume() ? 1 : 0);
				race.round(resume, resume, resume);
				assertThat(changed).hasValue(2);
			});
		}
	}

	@Test
	@DisplayName("A paused queue hands out nothing, by no call, and its size still counts")
	void handsOutNothing() throws InterruptedException {
		SyncQueue<String> queue = filled("q", 0, 3);
		queue.pause();
		List<String> target = new ArrayList<>();
		assertThat(queue.poll()).isNull();
		assertThat(queue.poll(Duration.ofMillis(1))).isNull();
		assertThat(queue.drainTo(target, 10)).isZero();
		BlockingQueue<String> view = queue.asBlockingQueue();
		assertThat(view.poll()).isNull();
		assertThat(view.drainTo(target)).isZero();
		assertThat(target).isEmpty();
		assertThat(queue.size()).isEqualTo(3);
		assertThat(snapshot(this.registry, queue).size()).isEqualTo(3);
		assertThat(snapshot(this.registry, queue).gets()).isZero();
		queue.resume();
		assertThat(queue.drainTo(target, 10)).isEqualTo(3);
		assertThat(target).containsExactly("0", "1", "2");
	}

	@Test
	@DisplayName("The view of a paused queue shows what is queued, and can remove it")
	void viewShowsItems() {
		SyncQueue<String> queue = filled("q", 4, 4);
		queue.pause();
		BlockingQueue<String> view = queue.asBlockingQueue();
		assertThat(view.peek()).isEqualTo("0");
		assertThat(view).containsExactly("0", "1", "2", "3");
		assertThat(view.remove("1")).isTrue();
		assertThat(view.poll()).isNull();
		assertThat(view.removeIf("3"::equals)).isTrue();
		assertThat(view).containsExactly("0", "2");
		assertThat(view.remainingCapacity()).isEqualTo(2);
		view.clear();
		assertThat(view).isEmpty();
		assertThat(view.peek()).isNull();
		queue.add("a");
		assertThat(queue.poll()).isNull();
		queue.resume();
		assertThat(queue.poll()).isEqualTo("a");
	}

	@Test
	@DisplayName("clear empties a closed queue")
	void clearWhileClosed() {
		SyncQueue<String> queue = filled("q", 3, 3);
		queue.close();
		assertThat(((EngineQueue<String>) queue).clear()).isEqualTo(3);
		assertThat(queue.size()).isZero();
		assertThat(queue.poll()).isNull();
		assertThat(((EngineQueue<String>) queue).isDrained()).isTrue();
	}

	@Test
	@DisplayName("clear empties a paused queue of any length and lets waiting putters in")
	void clearWhilePaused() {
		SyncQueue<String> queue = filled("q", 3_000, 3_000);
		queue.pause();
		Task<Void> putter = this.threads.run("putter", () -> queue.put("late"));
		awaitBlockedPutters(queue, 1);
		queue.asBlockingQueue().clear();
		putter.result();
		assertThat(queue.poll()).isNull();
		assertThat(queue.size()).isEqualTo(1);
		queue.resume();
		assertThat(queue.poll()).isEqualTo("late");
	}

	@Test
	@DisplayName("A paused queue takes items up to its bound, and not one more")
	void putsUpToTheBound() {
		SyncQueue<String> queue = filled("q", 3, 1);
		queue.pause();
		assertThat(queue.offer("1")).isTrue();
		assertThat(queue.offer("2")).isTrue();
		assertThat(queue.offer("3")).isFalse();
		Task<Void> putter = this.threads.run("putter", () -> queue.put("3"));
		awaitBlockedPutters(queue, 1);
		assertThat(queue.size()).isEqualTo(3);
		queue.resume();
		assertThat(putter.isRunning()).isTrue();
		assertThat(queue.poll()).isEqualTo("0");
		putter.result();
		assertThat(queue.closeNow()).containsExactly("1", "2", "3");
	}

	@Test
	@DisplayName("A put to a paused queue does not go to a getter that waits")
	void putDoesNotHandOver() {
		SyncQueue<String> queue = this.registry.queue("q");
		Task<String> early = this.threads.start("early", queue::get);
		awaitBlockedGetters(queue, 1);
		queue.pause();
		Task<String> late = this.threads.start("late", queue.asBlockingQueue()::take);
		CompletableFuture<String> future = queue.getAsync();
		awaitBlockedGetters(queue, 3);
		queue.add("a");
		queue.add("b");
		assertThat(queue.putAsync("c")).succeedsWithin(TestThreads.PATIENCE);
		assertThat(queue.size()).isEqualTo(3);
		assertThat(snapshot(this.registry, queue).blockedGetters()).isEqualTo(3);
		queue.resume();
		assertThat(early.result()).isEqualTo("a");
		assertThat(List.of(late.result(), future.join())).containsExactlyInAnyOrder("b", "c");
		assertThat(queue.size()).isZero();
	}

	@Test
	@DisplayName("resume serves the getters in the order in which they began to wait")
	void resumeServesInOrder() {
		SyncQueue<String> queue = filled("q", 0, 3);
		queue.pause();
		List<CompletableFuture<String>> getters = IntStream.range(0, 4).mapToObj((i) -> queue.getAsync()).toList();
		queue.resume();
		assertThat(getters.subList(0, 3)).extracting(CompletableFuture::join).containsExactly("0", "1", "2");
		assertThat(getters.get(3)).isNotDone();
		queue.add("3");
		assertThat(getters.get(3)).succeedsWithin(TestThreads.PATIENCE).isEqualTo("3");
	}

	@Test
	@DisplayName("resume lets putters in as getters make room, and serves getters with what came in")
	void resumeLetsPuttersIn() {
		SyncQueue<String> queue = filled("q", 1, 1);
		queue.pause();
		List<CompletableFuture<Void>> putters = IntStream.range(1, 4)
			.mapToObj((i) -> queue.putAsync(String.valueOf(i)))
			.toList();
		List<CompletableFuture<String>> getters = IntStream.range(0, 3).mapToObj((i) -> queue.getAsync()).toList();
		assertThat(putters).noneMatch(CompletableFuture::isDone);
		queue.resume();
		assertThat(getters).extracting(CompletableFuture::join).containsExactly("0", "1", "2");
		assertThat(putters).allSatisfy((putter) -> assertThat(putter).succeedsWithin(TestThreads.PATIENCE));
		assertThat(queue.poll()).isEqualTo("3");
		assertThat(snapshot(this.registry, queue).puts()).isEqualTo(4);
		assertThat(snapshot(this.registry, queue).gets()).isEqualTo(4);
	}

	@Test
	@DisplayName("A getter that leaves a paused queue takes nothing with it")
	void leavingGetters() throws InterruptedException {
		SyncQueue<String> queue = filled("q", 0, 2);
		queue.pause();
		CompletableFuture<String> cancelled = queue.getAsync();
		Task<String> interrupted = this.threads.start("interrupted", queue::get);
		awaitBlockedGetters(queue, 2);
		assertThat(cancelled.cancel(false)).isTrue();
		interrupted.thread().interrupt();
		assertThat(interrupted.failure()).isInstanceOf(InterruptedException.class);
		assertThat(queue.poll(Duration.ofMillis(1))).isNull();
		assertThat(snapshot(this.registry, queue).blockedGetters()).isZero();
		queue.resume();
		assertThat(queue.get()).isEqualTo("0");
		assertThat(queue.get()).isEqualTo("1");
	}

	@Test
	@DisplayName("close ends a pause: waiting getters get what is queued, in order, the others null")
	void closeEndsPause() {
		SyncQueue<String> queue = filled("q", 2, 2);
		queue.pause();
		List<CompletableFuture<String>> getters = IntStream.range(0, 2).mapToObj((i) -> queue.getAsync()).toList();
		Task<String> third = this.threads.start("third", () -> queue.poll(Duration.ofHours(1)));
		awaitBlockedGetters(queue, 3);
		assertThat(queue.close()).isTrue();
		assertThat(getters).extracting(CompletableFuture::join).containsExactly("0", "1");
		assertThat(third.result()).isNull();
		assertThat(queue.isPaused()).isFalse();
	}

	@Test
	@DisplayName("A queue that is closed while paused can be drained, and putters are refused")
	void closedQueueCanBeDrained() throws InterruptedException {
		SyncQueue<String> queue = filled("q", 2, 2);
		queue.pause();
		Task<Void> putter = this.threads.run("putter", () -> queue.put("2"));
		awaitBlockedPutters(queue, 1);
		queue.close();
		assertThat(putter.failure()).isInstanceOf(QueueClosedException.class);
		List<String> drained = new ArrayList<>();
		queue.forEach(drained::add);
		assertThat(drained).containsExactly("0", "1");
	}

	@Test
	@DisplayName("closeNow ends a pause and hands back what no waiting getter took")
	void closeNowEndsPause() {
		SyncQueue<String> queue = filled("q", 0, 3);
		queue.pause();
		CompletableFuture<String> getter = queue.getAsync();
		assertThat(queue.closeNow()).containsExactly("1", "2");
		assertThat(getter.join()).isEqualTo("0");
	}

	@Test
	@DisplayName("A closed queue cannot be paused or resumed")
	void closedQueueCannotBePaused() {
		SyncQueue<String> queue = filled("q", 0, 1);
		queue.close();
		assertThat(queue.pause()).isFalse();
		assertThat(queue.isPaused()).isFalse();
		assertThat(queue.resume()).isFalse();
		assertThat(queue.poll()).isEqualTo("0");
	}

	@Test
	@DisplayName("Neither removal nor the end of the application leaves somebody behind at a paused queue")
	void releaseEndsPause() {
		SyncQueue<String> removed = this.registry.queue("removed");
		SyncQueue<String> kept = this.registry.queue("kept");
		List<Task<String>> getters = List.of(this.threads.start("removed", removed::get),
				this.threads.start("kept", kept::get));
		awaitBlockedGetters(removed, 1);
		awaitBlockedGetters(kept, 1);
		for (SyncQueue<String> queue : List.of(removed, kept)) {
			queue.pause();
			queue.add("a");
		}
		this.registry.remove(SyncKind.QUEUE, "removed");
		assertThat(getters.get(0).result()).isEqualTo("a");
		closeRegistry(this.registry);
		assertThat(getters.get(1).result()).isEqualTo(closesWithRegistry() ? "a" : null);
	}

	private SyncQueue<String> filled(String name, int maxSize, int items) {
		SyncQueue<String> queue = this.registry.queue(name, maxSize);
		IntStream.range(0, items).mapToObj(String::valueOf).forEach(queue::add);
		return queue;
	}

}
