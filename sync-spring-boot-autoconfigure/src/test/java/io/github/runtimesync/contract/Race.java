/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.runtimesync.contract.TestThreads.Action;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lets a few threads do one thing each at nearly the same moment, round after round. Each
 * round shifts them against each other by a random number of spins, so that some
 * thousands of rounds meet most interleavings. A round that hangs fails with the stack of
 * a thread that is stuck.
 */
final class Race implements AutoCloseable {

	private static final int[] MAX_SPINS = { 40, 400, 400, 4_000 };

	private static final int CORES = Runtime.getRuntime().availableProcessors();

	private static final int MEETING_SPINS = 1_000;

	private final List<Runner> runners = new ArrayList<>();

	private final SplittableRandom random = new SplittableRandom(42);

	/** How many threads of a round have not begun, if there is a core for each. */
	private final AtomicInteger missing = new AtomicInteger();

	private int round;

	/**
	 * Run the actions, each on a thread of its own, and return when all have returned.
	 * @param actions what to do
	 */
	void round(Action... actions) {
		while (this.runners.size() < actions.length) {
			this.runners.add(new Runner("racer-" + this.runners.size()));
		}
		this.round++;
		CountDownLatch done = new CountDownLatch(actions.length);
		this.missing.set((actions.length <= CORES) ? actions.length : 0);
		for (int i = 0; i < actions.length; i++) {
			int spins = this.random.nextInt(MAX_SPINS[this.round % MAX_SPINS.length]);
			this.runners.get(i).assign(actions[i], spins, done);
		}
		for (int i = 0; i < actions.length; i++) {
			this.runners.get(i).start.release();
		}
		await(done);
		for (Runner runner : this.runners) {
			if (runner.failure != null) {
				throw new AssertionError("round " + this.round + ", " + runner.getName(), runner.failure);
			}
		}
	}

	/**
	 * Return an action that interrupts the thread of another action of its round, once
	 * that has begun.
	 * @param index the index of the other action
	 * @return the action
	 */
	Action interrupt(int index) {
		return () -> {
			Runner runner = this.runners.get(index);
			while (!runner.begun) {
				Thread.yield();
			}
			runner.interrupt();
		};
	}

	private void await(CountDownLatch done) {
		try {
			if (done.await(TestThreads.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			throw new AssertionError("interrupted in round " + this.round, ex);
		}
		AssertionError stuck = new AssertionError("round " + this.round + " hangs");
		for (Runner runner : this.runners) {
			if (runner.action != null) {
				Throwable where = new Throwable(runner.getName() + " is stuck");
				where.setStackTrace(runner.getStackTrace());
				stuck.addSuppressed(where);
			}
		}
		throw stuck;
	}

	@Override
	public void close() {
		for (Runner runner : this.runners) {
			runner.over = true;
			runner.start.release();
		}
		for (Runner runner : this.runners) {
			TestThreads.eventually().untilAsserted(() -> {
				runner.interrupt();
				assertThat(runner.isAlive()).as("%s is alive", runner.getName()).isFalse();
			});
		}
	}

	/**
	 * A thread that does one action per permit. It waits for permits uninterruptibly,
	 * because an action of another thread may interrupt it a little late.
	 */
	private final class Runner extends Thread {

		private final Semaphore start = new Semaphore(0);

		private volatile Action action;

		private volatile Throwable failure;

		private volatile boolean begun;

		private volatile boolean over;

		private int spins;

		private CountDownLatch done;

		Runner(String name) {
			super(name);
			setDaemon(true);
			start();
		}

		void assign(Action action, int spins, CountDownLatch done) {
			this.action = action;
			this.spins = spins;
			this.done = done;
			this.begun = false;
		}

		@Override
		public void run() {
			while (true) {
				this.start.acquireUninterruptibly();
				if (this.over) {
					return;
				}
				Thread.interrupted();
				this.begun = true;
				meet();
				for (int i = 0; i < this.spins; i++) {
					Thread.onSpinWait();
				}
				try {
					this.action.run();
				}
				catch (Throwable ex) {
					this.failure = ex;
				}
				this.action = null;
				this.done.countDown();
			}
		}

		private void meet() {
			Race.this.missing.decrementAndGet();
			for (int i = 0; i < MEETING_SPINS && Race.this.missing.get() > 0; i++) {
				Thread.onSpinWait();
			}
		}

	}

}
