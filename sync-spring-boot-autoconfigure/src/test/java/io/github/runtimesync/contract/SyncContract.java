/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.function.IntConsumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.WaitGroupSnapshot;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every contract needs: a fresh registry of the engine under test, threads that end
 * with the test, and ways to wait until callers are blocked. An engine extends each
 * contract, supplies its registry, and overrides a capability where it differs by design.
 */
@Timeout(60)
public abstract class SyncContract {

	/**
	 * The registry of this test.
	 */
	protected SyncRegistry registry;

	/**
	 * The threads of this test.
	 */
	protected final TestThreads threads = new TestThreads();

	/**
	 * Supply a registry that shares no primitive with any other.
	 * @return a fresh registry
	 */
	protected abstract SyncRegistry registry();

	/**
	 * Close a registry as the end of its application context does.
	 * @param registry the registry
	 */
	protected void closeRegistry(SyncRegistry registry) {
		try {
			((AutoCloseable) registry).close();
		}
		catch (Exception ex) {
			throw new AssertionError("closing a registry failed", ex);
		}
	}

	/**
	 * How often to repeat a race or how many items to move, for engines that need more
	 * time for each.
	 * @param rounds what an in-memory engine does in about half a second
	 * @return what this engine does
	 */
	protected int rounds(int rounds) {
		return rounds;
	}

	/**
	 * Return whether a queue takes any object and hands out that very object, rather than
	 * a copy of what can be serialized.
	 * @return whether items are kept as they are
	 */
	protected boolean keepsItems() {
		return true;
	}

	/**
	 * Return whether the end of a registry closes its queues, rather than leaving them to
	 * others who share them.
	 * @return whether queues end with their registry
	 */
	protected boolean closesWithRegistry() {
		return true;
	}

	/**
	 * Return whether a handle of a removed queue can still take what was in it.
	 * @return whether removal leaves items to those who have the handle
	 */
	protected boolean keepsWhatIsRemoved() {
		return true;
	}

	/**
	 * Return whether an iterator of a queue's view looks whether an item is still there,
	 * rather than showing a copy.
	 * @return whether it skips what has gone
	 */
	protected boolean iteratesOverWhatIsThere() {
		return true;
	}

	@BeforeEach
	void openRegistry() {
		this.registry = registry();
	}

	@AfterEach
	void endThreadsAndCloseRegistry() {
		Thread.interrupted();
		try {
			this.threads.close();
		}
		finally {
			closeRegistry(this.registry);
		}
	}

	/**
	 * Repeat something.
	 * @param rounds how often in an in-memory engine
	 * @param body what to do
	 */
	protected final void repeat(int rounds, IntConsumer body) {
		int last = rounds(rounds);
		for (int round = 0; round < last; round++) {
			body.accept(round);
		}
	}

	static QueueSnapshot snapshot(SyncRegistry registry, SyncQueue<?> queue) {
		return (QueueSnapshot) registry.snapshot(SyncKind.QUEUE, queue.name()).orElseThrow();
	}

	static WaitGroupSnapshot snapshot(SyncRegistry registry, SyncWaitGroup waitGroup) {
		return (WaitGroupSnapshot) registry.snapshot(SyncKind.WAIT_GROUP, waitGroup.name()).orElseThrow();
	}

	final void awaitBlockedGetters(SyncQueue<?> queue, int getters) {
		TestThreads.eventually()
			.untilAsserted(
					() -> assertThat(snapshot(this.registry, queue).blockedGetters()).as("getters").isEqualTo(getters));
	}

	final void awaitBlockedPutters(SyncQueue<?> queue, int putters) {
		TestThreads.eventually()
			.untilAsserted(
					() -> assertThat(snapshot(this.registry, queue).blockedPutters()).as("putters").isEqualTo(putters));
	}

	final void awaitWaiters(SyncWaitGroup waitGroup, int waiters) {
		TestThreads.eventually()
			.untilAsserted(
					() -> assertThat(snapshot(this.registry, waitGroup).waiters()).as("waiters").isEqualTo(waiters));
	}

}
