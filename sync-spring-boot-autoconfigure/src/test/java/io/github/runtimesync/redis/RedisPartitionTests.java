/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A JVM and Redis lose sight of each other for less than a call has time.
 */
@Timeout(60)
class RedisPartitionTests {

	private final TestThreads threads = new TestThreads();

	private final Faults faults = Faults.durable();

	@AfterEach
	void close() {
		this.threads.close();
		this.faults.close();
	}

	@Test
	@DisplayName("Calls that begin in a partition are tried again and again, succeed when it is over, and count once")
	void triedAgain() {
		SyncAtomic atomic = this.faults.one().atomic("a", 10);
		SyncShared<Integer> shared = this.faults.one().shared("s", 20);
		assertThat(atomic.add() + shared.update((value) -> value + 1)).isEqualTo(32);
		this.faults.proxy().refuse();
		long before = Faults.resends(this.faults.one());
		Task<Long> adder = this.threads.start("adder", () -> atomic.add(2));
		Task<Long> reader = this.threads.start("reader", atomic::get);
		Task<Integer> updater = this.threads.start("updater", () -> shared.update((value) -> value + 1));
		Task<Void> setter = this.threads.run("setter", () -> this.faults.one().shared("set", "initial").set("set"));
		List<Task<?>> calls = List.of(adder, reader, updater, setter);
		// One script of each primitive is under way at a time.
		TestThreads.eventually().until(() -> Faults.resends(this.faults.one()) - before >= 3);
		calls.forEach(Task::awaitBlocked);
		assertThat(this.faults.direct().atomic("a").get()).isEqualTo(11);
		this.faults.proxy().admit();
		assertThat(adder.result()).isEqualTo(13);
		assertThat(reader.result()).isIn(11L, 13L);
		assertThat(updater.result()).isEqualTo(22);
		setter.result();
		assertThat(atomic.get()).isEqualTo(13);
		assertThat(shared.version()).isEqualTo(2);
		assertThat(this.faults.direct().shared("set", "initial").get()).isEqualTo("set");
		assertThat(this.faults.direct().shared("set", "initial").version()).isOne();
	}

}
