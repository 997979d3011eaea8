/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads.Action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What the {@link BlockingQueue} view of a {@link SyncQueue} promises.
 */
public abstract class SyncBlockingQueueViewContract extends SyncContract {

	@Test
	@DisplayName("Changes to the view are changes to the queue, and the other way round")
	void viewIsTheQueue() throws InterruptedException {
		SyncQueue<Integer> queue = this.registry.queue("q", 5);
		BlockingQueue<Integer> view = queue.asBlockingQueue();
		assertThat(view.add(1)).isTrue();
		queue.add(2);
		view.put(3);
		assertThat(view.offer(4)).isTrue();
		assertThat(view.offer(5, 1, TimeUnit.HOURS)).isTrue();
		assertThat(view).hasSize(5).containsExactly(1, 2, 3, 4, 5);
		assertThat(queue.size()).isEqualTo(5);
		assertThat(view.peek()).isEqualTo(1);
		assertThat(view.element()).isEqualTo(1);
		assertThat(view.take()).isEqualTo(1);
		assertThat(queue.get()).isEqualTo(2);
		assertThat(view.poll()).isEqualTo(3);
		assertThat(view.poll(1, TimeUnit.HOURS)).isEqualTo(4);
		assertThat(view.remove()).isEqualTo(5);
		assertThat(view).isEmpty();
		assertThat(queue.size()).isZero();
	}

	@Test
	@DisplayName("add on a full queue is an IllegalStateException, offer is false")
	void fullQueue() throws InterruptedException {
		BlockingQueue<Integer> view = this.registry.<Integer>queue("q", 1).asBlockingQueue();
		view.add(1);
		assertThatIllegalStateException().isThrownBy(() -> view.add(2));
		assertThatIllegalStateException().isThrownBy(() -> view.addAll(List.of(2, 3)));
		assertThat(view.offer(2)).isFalse();
		assertThat(view.offer(2, 0, TimeUnit.SECONDS)).isFalse();
		assertThat(view.offer(2, -1, TimeUnit.SECONDS)).isFalse();
		assertThat(view.offer(2, 1, TimeUnit.MILLISECONDS)).isFalse();
		assertThat(view).containsExactly(1);
	}

	@Test
	@DisplayName("An empty queue gives null or a NoSuchElementException")
	void emptyQueue() throws InterruptedException {
		BlockingQueue<Integer> view = this.registry.<Integer>queue("q").asBlockingQueue();
		assertThat(view.poll()).isNull();
		assertThat(view.poll(0, TimeUnit.SECONDS)).isNull();
		assertThat(view.poll(1, TimeUnit.MILLISECONDS)).isNull();
		assertThat(view.peek()).isNull();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(view::element);
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(view::remove);
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> view.iterator().next());
	}

	@Test
	@DisplayName("The remaining capacity is the room that is left, or without end")
	void remainingCapacity() {
		BlockingQueue<Integer> bounded = this.registry.<Integer>queue("b", 3).asBlockingQueue();
		BlockingQueue<Integer> unbounded = this.registry.<Integer>queue("u").asBlockingQueue();
		assertThat(bounded.remainingCapacity()).isEqualTo(3);
		bounded.add(1);
		unbounded.add(1);
		assertThat(bounded.remainingCapacity()).isEqualTo(2);
		assertThat(unbounded.remainingCapacity()).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	@DisplayName("Items can be found and removed by equality, the oldest first")
	void itemsAreFoundByEquality() {
		BlockingQueue<String> view = this.registry.<String>queue("q").asBlockingQueue();
		view.addAll(List.of("a", "b", "a", "c"));
		assertThat(view.contains(new StringBuilder("b").toString())).isTrue();
		assertThat(view.contains("x")).isFalse();
		assertThat(view.contains(null)).isFalse();
		assertThat(view.remove(null)).isFalse();
		assertThat(view.remove("x")).isFalse();
		assertThat(view.remove("a")).isTrue();
		assertThat(view).containsExactly("b", "a", "c");
		assertThat(view.removeAll(List.of("b", "c"))).isTrue();
		assertThat(view.toArray()).containsExactly("a");
		assertThat(view.toArray(new String[0])).containsExactly("a");
		assertThat(view.toString()).isEqualTo("[a]");
	}

	@Test
	@DisplayName("A null item is a NullPointerException")
	void nullItem() {
		BlockingQueue<String> view = this.registry.<String>queue("q").asBlockingQueue();
		List<Action> calls = List.of(() -> view.add(null), () -> view.offer(null), () -> view.put(null),
				() -> view.offer(null, 1, TimeUnit.HOURS), () -> view.drainTo(null), () -> view.addAll(null));
		assertThat(calls).allSatisfy((call) -> assertThatNullPointerException().isThrownBy(call::run));
		assertThat(view).isEmpty();
	}

	@Test
	@DisplayName("The view can neither be drained into itself nor added to itself")
	void viewIntoItself() {
		SyncQueue<String> queue = this.registry.queue("q");
		BlockingQueue<String> view = queue.asBlockingQueue();
		view.add("a");
		assertThatIllegalArgumentException().isThrownBy(() -> view.drainTo(view));
		assertThatIllegalArgumentException().isThrownBy(() -> view.drainTo(view, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> view.drainTo(queue.asBlockingQueue()));
		assertThatIllegalArgumentException().isThrownBy(() -> view.addAll(view));
		assertThat(view).containsExactly("a");
	}

	@Test
	@DisplayName("An iterator goes on while the queue changes, and shows each item at most once")
	void iteratorIsWeaklyConsistent() {
		BlockingQueue<Integer> view = this.registry.<Integer>queue("q").asBlockingQueue();
		view.addAll(List.of(1, 2, 3));
		Iterator<Integer> items = view.iterator();
		assertThat(items.next()).isEqualTo(1);
		view.remove(2);
		view.add(4);
		view.poll();
		List<Integer> seen = new ArrayList<>();
		items.forEachRemaining(seen::add);
		assertThat(seen).contains(3).isSubsetOf(2, 3, 4).isSorted().doesNotHaveDuplicates();
		Iterator<Integer> late = view.iterator();
		assertThat(late.next()).isEqualTo(3);
		view.clear();
		late.remove();
		assertThat(view).isEmpty();
		assertThatIllegalStateException().isThrownBy(late::remove);
	}

	@Test
	@DisplayName("An iterator shows at most one item that has gone already, the one it has promised")
	void iteratorSkipsWhatHasGone() {
		assumeThat(iteratesOverWhatIsThere()).isTrue();
		BlockingQueue<Integer> view = this.registry.<Integer>queue("q").asBlockingQueue();
		view.addAll(List.of(1, 2, 3, 4, 5, 6));
		Iterator<Integer> polled = view.iterator();
		Iterator<Integer> removed = view.iterator();
		Iterator<Integer> cleared = view.iterator();
		view.poll();
		view.poll();
		assertThat(polled).toIterable().containsExactly(1, 3, 4, 5, 6);
		view.removeIf((item) -> item % 2 != 0);
		view.add(7);
		assertThat(removed).toIterable().containsExactly(1, 4, 6);
		assertThat(cleared.next()).isEqualTo(1);
		view.clear();
		assertThat(cleared).toIterable().containsExactly(4);
	}

	@Test
	@DisplayName("An iterator removes what it has shown while others remove from within")
	void iteratorRemovesBesideOthers() {
		assumeThat(iteratesOverWhatIsThere()).isTrue();
		BlockingQueue<Integer> view = this.registry.<Integer>queue("q").asBlockingQueue();
		view.addAll(List.of(1, 2, 3, 4, 5, 6));
		Iterator<Integer> items = view.iterator();
		items.next();
		items.next();
		view.remove(4);
		items.remove();
		assertThat(view).containsExactly(1, 3, 5, 6);
		assertThat(items.next()).isEqualTo(3);
		items.remove();
		assertThat(items.next()).isEqualTo(5);
		items.remove();
		view.remove(1);
		assertThat(items.next()).isEqualTo(6);
		items.remove();
		assertThat(items.hasNext()).isFalse();
		assertThat(view).isEmpty();
	}

}
