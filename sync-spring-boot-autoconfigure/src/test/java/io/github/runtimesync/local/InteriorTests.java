/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.WaitObserver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Interior}, {@link Contents} and the iterator on top of them.
 */
@Timeout(60)
class InteriorTests {

	private final Channel<Object> channel = new Channel<>(0);

	@Test
	@DisplayName("removal across ring boundaries keeps the others in order")
	void removeAcrossRings() {
		Random random = new Random(1);
		List<Object> expected = new ArrayList<>();
		for (int round = 0; round < 100; round++) {
			for (int i = 0; i < 300; i++) {
				put(expected, round * 1000 + i);
			}
			for (int i = 0; i < 100; i++) {
				assertThat(this.channel.tryTake()).isEqualTo(expected.remove(0));
			}
			BitSet doomed = new BitSet();
			Contents<Object> contents = this.channel.interior().contents();
			List<Object> staying = new ArrayList<>();
			for (int i = 0; i < expected.size(); i++) {
				doomed.set(i, random.nextInt(3) == 0);
				if (!doomed.get(i)) {
					staying.add(expected.get(i));
				}
			}
			assertThat(this.channel.interior().remove(contents, doomed)).isEqualTo(expected.size() - staying.size());
			expected = staying;
			assertThat(this.channel.interior().contents().items()).isEqualTo(expected);
			assertThat(this.channel.state().size()).isEqualTo(expected.size());
		}
		assertThat(this.channel.takeAll(Integer.MAX_VALUE)).isEqualTo(expected);
	}

	@Test
	@DisplayName("an item that was taken in the meantime is passed over")
	void takenInTheMeantime() {
		fill("a", "b", "c");
		Contents<Object> contents = this.channel.interior().contents();
		this.channel.tryTake();
		fill("d");
		assertThat(this.channel.interior().remove(contents, positions(0, 1))).isEqualTo(1);
		assertThat(this.channel.takeAll(9)).containsExactly("c", "d");
	}

	@Test
	@DisplayName("an item is found after others have removed some before and after it")
	void othersHaveRemoved() {
		fill("a", "b", "c", "d", "e");
		Contents<Object> contents = this.channel.interior().contents();
		this.channel.interior().remove(contents, positions(1, 3));
		this.channel.tryTake();
		fill("f");
		assertThat(this.channel.interior().tryRemove(contents, positions(4))).isEqualTo(-1);
		assertThat(this.channel.interior().remove(contents, positions(1, 4))).isEqualTo(1);
		assertThat(this.channel.takeAll(9)).containsExactly("c", "f");
	}

	@Test
	@DisplayName("of equal items an iterator removes the one it has returned")
	void duplicates() {
		fill("a", "b", "a", "b", "a");
		Iterator<Object> iterator = new LocalQueueIterator<>(this.channel.interior(), new Unpacking<>(this.channel));
		for (int i = 0; i < 5; i++) {
			iterator.next();
			if (i == 2 || i == 3) {
				iterator.remove();
			}
		}
		assertThat(this.channel.takeAll(9)).containsExactly("a", "b", "a");
	}

	@Test
	@DisplayName("removal lets a waiting putter in")
	void lettingIn() {
		Channel<String> bounded = new Channel<>(2);
		bounded.tryPut("a");
		bounded.tryPut("b");
		bounded.putOrEnlist(new ParkedWaiter<>(this, "c", ParkedWaiter.FOREVER));
		bounded.interior().remove(bounded.interior().contents(), positions(1));
		assertThat(bounded.state().putterCount()).isZero();
		assertThat(bounded.takeAll(9)).containsExactly("a", "c");
	}

	@Test
	@DisplayName("whatever removers, iterators and takers do at once, each item leaves once and in order")
	void concurrentRemoval() throws InterruptedException {
		LocalQueue<Integer> queue = new LocalQueue<>(new WaitObserver("q", "local", false), new ElementType(null), 50);
		BlockingQueue<Integer> view = queue.asBlockingQueue();
		int count = 50_000;
		AtomicInteger removed = new AtomicInteger();
		List<Thread> threads = new ArrayList<>();
		threads.add(new Thread(() -> {
			for (int i = count / 2; queue.size() > 0 || !queue.isClosed(); i = (i + 7) % count) {
				removed.addAndGet(view.remove(i) ? 1 : 0);
			}
		}));
		threads.add(new Thread(() -> {
			while (queue.size() > 0 || !queue.isClosed()) {
				for (Iterator<Integer> iterator = view.iterator(); iterator.hasNext();) {
					if (iterator.next() % 5 == 0) {
						iterator.remove();
					}
				}
			}
		}));
		List<Integer> taken = new ArrayList<>();
		threads.add(new Thread(() -> {
			for (Integer item = queue.poll(); item != null || !queue.isClosed(); item = queue.poll()) {
				if (item != null) {
					taken.add(item);
				}
			}
		}));
		threads.forEach((thread) -> {
			thread.setDaemon(true);
			thread.start();
		});
		for (int i = 0; i < count; i++) {
			queue.put(i);
		}
		queue.close();
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(taken).isSorted().doesNotHaveDuplicates();
		assertThat(queue.snapshot().gets()).isEqualTo(count);
		assertThat(taken.size() + removed.get()).isLessThanOrEqualTo(count);
	}

	private void put(List<Object> expected, Object item) {
		assertThat(this.channel.tryPut(item)).isTrue();
		expected.add(item);
	}

	private void fill(Object... items) {
		for (Object item : items) {
			assertThat(this.channel.tryPut(item)).isTrue();
		}
	}

	private static BitSet positions(int... positions) {
		BitSet set = new BitSet();
		for (int position : positions) {
			set.set(position);
		}
		return set;
	}

}
