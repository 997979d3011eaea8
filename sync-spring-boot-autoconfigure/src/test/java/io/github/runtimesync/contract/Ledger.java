/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.runtimesync.SyncQueue;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps account of one queue: every item whose put returned must come out exactly once,
 * every other item must not.
 */
final class Ledger {

	private final AtomicInteger next = new AtomicInteger();

	private final ConcurrentLinkedQueue<Integer> accepted = new ConcurrentLinkedQueue<>();

	private final ConcurrentLinkedQueue<Integer> delivered = new ConcurrentLinkedQueue<>();

	/**
	 * Return an item that is unlike any other.
	 */
	int item() {
		return this.next.incrementAndGet();
	}

	/**
	 * Note that the put of an item returned normally.
	 */
	void accepted(int item) {
		this.accepted.add(item);
	}

	/**
	 * Note what a getter got.
	 * @param item the item; {@code null} is none
	 * @return whether it is one
	 */
	boolean delivered(Integer item) {
		if (item != null) {
			this.delivered.add(item);
		}
		return item != null;
	}

	int deliveries() {
		return this.delivered.size();
	}

	/**
	 * Take what is left and compare.
	 * @param queue the queue, which nobody uses any more
	 * @return how many items went through
	 */
	int settle(SyncQueue<Integer> queue) {
		int size = queue.size();
		List<Integer> rest = new ArrayList<>();
		queue.drainTo(rest, Integer.MAX_VALUE);
		assertThat(rest).as("what is left").hasSize(size);
		this.delivered.addAll(rest);
		assertThat(this.delivered.stream().sorted().toList()).isEqualTo(this.accepted.stream().sorted().toList());
		return this.accepted.size();
	}

}
