/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the rounds of a {@link SyncWaitGroup} promise, among them the scenarios of Go's
 * own tests.
 */
public abstract class SyncWaitGroupRoundContract extends SyncContract {

	@Test
	@DisplayName("Reaching zero releases every waiter of that round even if the count rises again at once")
	void zeroReleasesTheRoundForGood() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		List<Task<Boolean>> waiters = IntStream.range(0, 8).mapToObj((i) -> this.threads.start("waiter-" + i, () -> {
			if (i % 2 == 0) {
				return group.await(Duration.ofHours(1));
			}
			group.await();
			return true;
		})).toList();
		CompletableFuture<Void> future = group.whenZero();
		waiters.forEach(Task::awaitBlocked);
		TestThreads.eventually()
			.untilAsserted(() -> assertThat(snapshot(this.registry, group).waiters()).isGreaterThanOrEqualTo(8));
		group.done();
		group.add();
		assertThat(waiters).allSatisfy((waiter) -> assertThat(waiter.result()).isTrue());
		assertThat(future).succeedsWithin(TestThreads.PATIENCE);
		assertThat(group.count()).isEqualTo(1);
	}

	@Test
	@DisplayName("A waiter of the next round is not released by the zero of the last one")
	void nextRoundWaitsForItsOwnZero() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		Task<Void> first = this.threads.run("first", group::await);
		awaitWaiters(group, 1);
		group.done();
		group.add(2);
		Task<Void> second = this.threads.run("second", group::await);
		first.result();
		awaitWaiters(group, 1);
		second.awaitBlocked();
		group.done();
		assertThat(second.awaitBlocked().isRunning()).isTrue();
		group.done();
		second.result();
	}

	@Test
	@DisplayName("A wait group can be reused before the earlier waiters have returned")
	void reuseBeforeEarlierWaitersReturned() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		AtomicInteger returned = new AtomicInteger();
		repeat(100, (round) -> {
			group.add();
			this.threads.run("waiter-" + round, () -> {
				group.await();
				returned.incrementAndGet();
			}).awaitBlocked();
			group.done();
		});
		group.add();
		this.threads.joinAll();
		assertThat(returned).hasValue(rounds(100));
		group.done();
	}

	@Test
	@DisplayName("No waiter is left behind when the last done races a new add")
	void lastDoneRacesAdd() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		try (Race race = new Race()) {
			repeat(2_000, (round) -> {
				group.add();
				Task<Void> waiter = (round % 20 == 0) ? this.threads.run("waiter-" + round, group::await).awaitBlocked()
						: null;
				race.round(group::done, group::add);
				assertThat(group.count()).isEqualTo(1);
				group.done();
				if (waiter != null) {
					waiter.result();
				}
			});
		}
		assertThat(snapshot(this.registry, group).waiters()).isZero();
	}

	@Test
	@DisplayName("A waiter that is about to park is released by the only done there will be")
	void onlyDoneRacesParking() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		try (Race race = new Race()) {
			repeat(10_000, (round) -> {
				group.add();
				race.round(group::await, group::done);
			});
		}
		assertThat(snapshot(this.registry, group).waiters()).isZero();
	}

	@Test
	@DisplayName("Two waiters and two dones at once: both waiters return, each after both dones")
	void waitersRaceDones() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		try (Race race = new Race()) {
			repeat(3_000, (round) -> {
				AtomicInteger done = new AtomicInteger();
				group.add(2);
				TestThreads.Action waiting = () -> {
					group.await();
					assertThat(done).hasValue(2);
				};
				TestThreads.Action doing = () -> {
					done.incrementAndGet();
					group.done();
				};
				race.round(waiting, doing, waiting, doing);
			});
		}
		assertThat(group.count()).isZero();
	}

	@Test
	@DisplayName("A barrier of two groups holds for eight rounds")
	void barrierOfTwoGroups() {
		SyncWaitGroup arrived = this.registry.waitGroup("arrived");
		SyncWaitGroup released = this.registry.waitGroup("released");
		for (int round = 0; round < 8; round++) {
			AtomicInteger passed = new AtomicInteger();
			List<Task<Void>> workers = new ArrayList<>();
			arrived.add(16);
			released.add(16);
			for (int i = 0; i < 16; i++) {
				workers.add(this.threads.run("worker-" + round + "-" + i, () -> {
					arrived.done();
					released.await();
					passed.incrementAndGet();
				}));
			}
			this.threads.run("main-" + round, arrived::await).result();
			for (int i = 0; i < 16; i++) {
				assertThat(passed).as("passed before the barrier opened").hasValue(0);
				released.done();
			}
			workers.forEach(Task::result);
			assertThat(passed).hasValue(16);
		}
	}

	@Test
	@DisplayName("What happens before done is visible after await")
	void doneHappensBeforeAwait() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		int[] plain = new int[2];
		try (Race race = new Race()) {
			repeat(3_000, (round) -> {
				group.add(2);
				race.round(() -> {
					plain[0] = round;
					group.done();
				}, () -> {
					group.await();
					assertThat(plain).containsOnly(round);
				}, () -> {
					plain[1] = round;
					group.done();
				});
			});
		}
	}

	@Test
	@DisplayName("A timeout that races done changes no count and leaves no waiter behind")
	void timeoutRacesDone() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		try (Race race = new Race()) {
			repeat(3_000, (round) -> {
				group.add();
				boolean[] zero = new boolean[1];
				race.round(() -> zero[0] = group.await(Duration.ofNanos(1_000 * (1 + round % 100))), group::done,
						() -> {
							if (!group.await(Duration.ofNanos(50_000))) {
								group.await();
							}
						});
				assertThat(group.count()).isZero();
			});
		}
		assertThat(snapshot(this.registry, group).waiters()).isZero();
	}

	@Test
	@DisplayName("An interrupt that races done changes no count and leaves no waiter behind")
	void interruptRacesDone() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		try (Race race = new Race()) {
			repeat(3_000, (round) -> {
				group.add();
				race.round(() -> {
					try {
						group.await();
					}
					catch (InterruptedException ex) {
						assertThat(group.count()).isBetween(0L, 1L);
					}
				}, group::done, race.interrupt(0));
				assertThat(group.count()).isZero();
			});
		}
		assertThat(snapshot(this.registry, group).waiters()).isZero();
	}

	@Test
	@DisplayName("Concurrent changes of the count are exact and never make it negative")
	void concurrentChangesAreExact() {
		SyncWaitGroup group = this.registry.waitGroup("w");
		group.add();
		this.threads.startTogether(4, "changer", (i) -> () -> {
			repeat(20_000, (j) -> {
				group.add(2);
				if (group.count() < 3) {
					throw new AssertionError("count " + group.count());
				}
				group.done();
				group.add(-1);
			});
			return null;
		});
		this.threads.joinAll();
		assertThat(group.count()).isEqualTo(1);
	}

}
