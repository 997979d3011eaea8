/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the storage: {@link Head}, {@link Tail} and the {@link Ring rings} between
 * them.
 */
class RingTests {

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 15, 16, 17, 33, 1000, 1024, 1025, 5000, Integer.MAX_VALUE, 0 })
	@DisplayName("items come out as they went in, and the bound is exact")
	void order(int maxSize) {
		Tail<Integer> tail = new Tail<>(maxSize);
		Head<Integer> head = new Head<>(tail.ring());
		Queue<Integer> expected = new ArrayDeque<>();
		Random random = new Random(maxSize);
		int next = 0;
		for (int round = 0; round < 200; round++) {
			for (int puts = random.nextInt(150); puts > 0; puts--) {
				boolean room = maxSize == 0 || expected.size() < maxSize;
				assertThat(tail.append(next, head)).isEqualTo(room);
				if (room) {
					expected.add(next++);
				}
			}
			for (int takes = random.nextInt(140); takes > 0; takes--) {
				assertThat(head.peek(tail)).isEqualTo(expected.peek());
				assertThat(head.take(tail)).isEqualTo(expected.poll());
			}
			assertThat(tail.count() - head.count()).isEqualTo(expected.size());
		}
	}

	@Test
	@DisplayName("a queue that was never used holds 16 slots at most, whatever its bound")
	void smallAtFirst() {
		assertThat(new Tail<>(Integer.MAX_VALUE).ring().capacity()).isEqualTo(16);
		assertThat(new Tail<>(0).ring().capacity()).isEqualTo(16);
		assertThat(new Tail<>(5).ring().capacity()).isEqualTo(8);
		assertThat(new Tail<>(1).ring().capacity()).isEqualTo(1);
	}

	@Test
	@DisplayName("a bounded queue grows to its bound rounded up, and then stays in one ring")
	void bounded() {
		Tail<Integer> tail = new Tail<>(100);
		Head<Integer> head = new Head<>(tail.ring());
		Set<Ring<Integer>> rings = new HashSet<>();
		for (int round = 0; round < 50; round++) {
			rings.add(tail.ring());
			fill(tail, head, 100);
			rings.add(tail.ring());
			empty(tail, head);
		}
		assertThat(tail.ring().capacity()).isEqualTo(128);
		assertThat(rings.size()).isLessThanOrEqualTo(4);
		assertThat(head.ring()).isSameAs(tail.ring());
	}

	@Test
	@DisplayName("a steady backlog goes round in the same rings")
	void steadyBacklog() {
		Tail<Integer> tail = new Tail<>(0);
		Head<Integer> head = new Head<>(tail.ring());
		fill(tail, head, 10_000);
		Set<Ring<Integer>> rings = new HashSet<>();
		for (int i = 0; i < 100_000; i++) {
			tail.append(i, head);
			head.take(tail);
			rings.add(tail.ring());
		}
		assertThat(rings.size()).isLessThanOrEqualTo(13);
		assertThat(rings).allSatisfy((ring) -> assertThat(ring.capacity()).isEqualTo(1024));
	}

	@Test
	@DisplayName("an emptied ring lets go of its items and of the rings after it")
	void emptied() {
		Tail<Integer> tail = new Tail<>(0);
		Head<Integer> head = new Head<>(tail.ring());
		Ring<Integer> first = tail.ring();
		fill(tail, head, 20);
		empty(tail, head);
		assertThat(head.ring()).isNotSameAs(first);
		assertThat(first.next()).isNull();
		for (int i = 0; i < 20; i++) {
			assertThat(first.get(i)).isNull();
			assertThat(head.ring().get(i)).isNull();
		}
	}

	private static void fill(Tail<Integer> tail, Head<Integer> head, int count) {
		for (int i = 0; i < count; i++) {
			assertThat(tail.append(i, head)).isTrue();
		}
	}

	private static void empty(Tail<Integer> tail, Head<Integer> head) {
		while (head.take(tail) != null) {
			// take the next one
		}
	}

}
