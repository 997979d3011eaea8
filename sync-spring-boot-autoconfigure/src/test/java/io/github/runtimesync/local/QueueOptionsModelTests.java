/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.WaitObserver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random calls of one thread, each compared with a list that is sorted by priority. Many
 * of them cross the points where items go into lanes and back, with backlogs of one ring
 * and of several.
 */
class QueueOptionsModelTests {

	private static final int STEPS = 30_000;

	private final SplittableRandom random = new SplittableRandom(7);

	private final List<Entry> model = new ArrayList<>();

	private long now;

	private int lastItem;

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 3, 64, 3_000 })
	@DisplayName("The queue does what a sorted list would do")
	void randomCalls(int maxSize) {
		DelayTimer timer = new DelayTimer(() -> this.now, (task) -> {
		});
		LocalQueue<Integer> queue = new LocalQueue<>(new WaitObserver("q", "local", false), new ElementType(null),
				maxSize, null, timer);
		for (int step = 0; step < STEPS; step++) {
			// Runs of puts and of takes, so that the backlog grows and goes.
			boolean growing = step / 700 % 2 == 0;
			call(queue, this.random.nextInt(100), growing, maxSize);
			assertThat(queue.size()).isEqualTo(this.model.size());
		}
		assertThat(queue.closeNow()).isEqualTo(items());
	}

	private void call(LocalQueue<Integer> queue, int dice, boolean growing, int maxSize) {
		if (dice < 2) {
			this.now += this.random.nextInt(10);
		}
		else if (dice < 4) {
			removeSome(queue);
		}
		else if (dice < 5 && this.random.nextInt(20) == 0) {
			queue.clear();
			this.model.clear();
		}
		else if (dice < 6) {
			assertThat(queue.asBlockingQueue().toArray()).isEqualTo(items().toArray());
		}
		else if ((dice < 80) == growing) {
			put(queue, maxSize);
		}
		else if (dice < 90) {
			dropExpired();
			assertThat(queue.poll()).isEqualTo(this.model.isEmpty() ? null : this.model.remove(0).item);
		}
		else {
			drain(queue, this.random.nextInt(20));
		}
	}

	private void put(LocalQueue<Integer> queue, int maxSize) {
		int item = ++this.lastItem;
		// Long runs of plain items, and now and then one of another kind.
		int priority = (this.random.nextInt(30) == 0) ? this.random.nextInt(-1, 3) : 0;
		long lifetime = (this.random.nextInt(60) == 0) ? this.random.nextInt(1, 30) : 0;
		boolean added;
		if (priority == 0 && lifetime == 0) {
			added = queue.offer(item);
		}
		else {
			PutOptions options = PutOptions.defaults().priority(priority);
			added = queue.offer(item, (lifetime != 0) ? options.timeToLive(Duration.ofNanos(lifetime)) : options);
		}
		assertThat(added).isEqualTo(maxSize == 0 || this.model.size() < maxSize);
		if (added) {
			this.model.add(new Entry(item, priority, (lifetime != 0) ? this.now + lifetime : Long.MAX_VALUE));
			this.model.sort(Comparator.comparingInt((entry) -> -entry.priority));
		}
	}

	private void removeSome(LocalQueue<Integer> queue) {
		int divisor = this.random.nextInt(2, 40);
		assertThat(queue.asBlockingQueue().removeIf((item) -> item % divisor == 0))
			.isEqualTo(this.model.removeIf((entry) -> entry.item % divisor == 0));
	}

	private void drain(LocalQueue<Integer> queue, int maxItems) {
		List<Integer> expected = new ArrayList<>();
		// As many as were there when the call began, at most.
		int limit = Math.min(maxItems, this.model.size());
		while (expected.size() < limit && hasNext()) {
			expected.add(this.model.remove(0).item);
		}
		List<Integer> drained = new ArrayList<>();
		queue.drainTo(drained, maxItems);
		assertThat(drained).isEqualTo(expected);
		if (limit > 0) {
			dropExpired();
		}
	}

	private boolean hasNext() {
		dropExpired();
		return !this.model.isEmpty();
	}

	private void dropExpired() {
		while (!this.model.isEmpty() && this.model.get(0).expires <= this.now) {
			this.model.remove(0);
		}
	}

	private List<Integer> items() {
		return this.model.stream().map(Entry::item).toList();
	}

	/**
	 * An item in the model.
	 *
	 * @param item the item
	 * @param priority its priority
	 * @param expires when it is not to be delivered any more
	 */
	private record Entry(int item, int priority, long expires) {

	}

}
