/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Threads that wait for a wait group, in the interleavings of a model checker.
 */
@Timeout(120)
class WaitGroupInterleavingTests {

	@Test
	@DisplayName("Two dones let two waiters go")
	void twoWaitersTwoDones() throws Exception {
		Interleavings.check(() -> {
			LocalWaitGroup group = new LocalWaitGroup("g", false);
			group.add(2);
			Interleavings.run(group::await, group::await, group::done, group::done);
			Interleavings.expect(group.count() == 0 && group.snapshot().waiters() == 0, group);
		});
	}

	@Test
	@DisplayName("The last done lets a waiter go even if a new round begins at once")
	void lastDoneAndNewAdd() throws Exception {
		Interleavings.check(() -> {
			LocalWaitGroup group = new LocalWaitGroup("g", false);
			group.add();
			CompletableFuture<Void> waiter = group.whenZero();
			Interleavings.run(group::done, () -> {
				group.add();
				group.done();
			}, group::await);
			Interleavings.expect(waiter.isDone() && group.count() == 0, group);
		});
	}

	@Test
	@DisplayName("A waiter of the round before is let go while the new round stays open")
	void newRoundStaysOpen() throws Exception {
		Interleavings.check(() -> {
			LocalWaitGroup group = new LocalWaitGroup("g", false);
			group.add();
			CompletableFuture<Void> waiter = group.whenZero();
			CompletableFuture<?>[] next = new CompletableFuture<?>[1];
			Interleavings.run(group::done, () -> {
				group.add();
				next[0] = group.whenZero();
			});
			// Either the done came first and the add began a round, or both were in one.
			Interleavings.expect(group.count() == 1 && !next[0].isDone(), group);
			group.done();
			Interleavings.expect(waiter.isDone() && next[0].isDone(), group);
		});
	}

	@Test
	@DisplayName("An interrupt that races the last done leaves no waiter behind")
	void interruptAndDone() throws Exception {
		Interleavings.check(() -> {
			LocalWaitGroup group = new LocalWaitGroup("g", false);
			group.add();
			String[] end = new String[1];
			Thread waiter = new Thread(() -> end[0] = Interleavings.result(group::await));
			Interleavings.run(() -> {
				waiter.start();
				waiter.interrupt();
				waiter.join();
			}, group::done, group::await);
			Interleavings.expect(!end[0].equals("closed"), end[0]);
			Interleavings.expect(group.count() == 0 && group.snapshot().waiters() == 0, group);
		});
	}

	@Test
	@DisplayName("A removal lets every waiter go")
	void release() throws Exception {
		Interleavings.check(() -> {
			LocalWaitGroup group = new LocalWaitGroup("g", false);
			group.add();
			String[] end = new String[2];
			Interleavings.run(() -> end[0] = Interleavings.result(group::await),
					() -> end[1] = Interleavings.result(group::await), group::release);
			Interleavings.expect(end[0].equals("closed") && end[1].equals("closed"), (Object[]) end);
			Interleavings.expect(group.snapshot().waiters() == 0, group);
		});
	}

}
