/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.local.QueueWaiter.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WaiterList}.
 */
class WaiterListTests {

	private final WaiterList<String> list = new WaiterList<>();

	@Test
	@DisplayName("waiters leave in the order in which they came")
	void order() {
		List<QueueWaiter<String>> waiters = enlist(3);
		assertThat(this.list.size()).isEqualTo(3);
		assertThat(poll(3)).isEqualTo(waiters);
		assertThat(this.list.isEmpty()).isTrue();
		assertThat(this.list.poll()).isNull();
	}

	@Test
	@DisplayName("a waiter can leave from the front, the middle and the end, once")
	void remove() {
		List<QueueWaiter<String>> waiters = enlist(5);
		for (int leaving : new int[] { 2, 0, 4 }) {
			assertThat(this.list.remove(waiters.get(leaving))).isTrue();
			assertThat(this.list.remove(waiters.get(leaving))).isFalse();
		}
		assertThat(this.list.size()).isEqualTo(2);
		assertThat(poll(2)).containsExactly(waiters.get(1), waiters.get(3));
		assertThat(this.list.size()).isZero();
	}

	@Test
	@DisplayName("a waiter that has left links to no other one")
	void links() {
		List<QueueWaiter<String>> waiters = enlist(3);
		this.list.remove(waiters.get(1));
		assertThat(waiters.get(1).next).isNull();
		assertThat(waiters.get(1).previous).isNull();
		assertThat(waiters.get(1).list).isNull();
	}

	@Test
	@DisplayName("the list can be used again after the last waiter has left")
	void reuse() {
		this.list.remove(enlist(1).get(0));
		List<QueueWaiter<String>> waiters = enlist(2);
		assertThat(poll(2)).isEqualTo(waiters);
	}

	@Test
	@DisplayName("closing settles every waiter and drops its item")
	void closeAll() {
		List<QueueWaiter<String>> waiters = enlist(3);
		assertThat(this.list.closeAll()).isSameAs(waiters.get(0));
		assertThat(waiters.get(0).next).isSameAs(waiters.get(1));
		assertThat(waiters.get(1).next).isSameAs(waiters.get(2));
		assertThat(waiters).allSatisfy((waiter) -> {
			assertThat(waiter.outcome()).isEqualTo(Outcome.CLOSED);
			assertThat(waiter.removeItem()).isNull();
		});
		assertThat(this.list.size()).isZero();
		QueueWaiter.wakeAll(waiters.get(0));
		assertThat(waiters).allSatisfy((waiter) -> assertThat(waiter.next).isNull());
	}

	private List<QueueWaiter<String>> enlist(int count) {
		List<QueueWaiter<String>> waiters = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			QueueWaiter<String> waiter = new ParkedWaiter<>(this, "item", ParkedWaiter.FOREVER);
			this.list.add(waiter);
			waiters.add(waiter);
		}
		return waiters;
	}

	private List<QueueWaiter<String>> poll(int count) {
		List<QueueWaiter<String>> waiters = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			waiters.add(this.list.poll());
		}
		return waiters;
	}

}
