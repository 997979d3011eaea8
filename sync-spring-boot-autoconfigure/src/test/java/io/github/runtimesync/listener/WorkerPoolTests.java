/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.listener.Gate.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who leaves a {@link WorkerPool}, and who comes. The workers have no threads.
 */
class WorkerPoolTests {

	private final Gate gate = new Gate();

	private final AtomicBoolean exhausted = new AtomicBoolean();

	private final AtomicInteger drained = new AtomicInteger();

	private final WorkerPool pool = new WorkerPool(this.gate, new Concurrency(2, 2), this::newWorker,
			this.exhausted::get, this.drained::incrementAndGet, () -> {
			}, () -> {
			});

	private Worker newWorker(int number) {
		return new Worker(number, new WorkerParts("jobs", null, null, null, null, null), this.pool, this.gate,
				new WorkerCalls(null));
	}

	@Test
	@DisplayName("A worker that found its queue drained is replaced if there is another queue by the time it leaves")
	void startedAgain() {
		this.pool.proceed(Reason.STOPPED);
		assertThat(this.pool.workers()).hasSize(2);
		Worker leaving = this.pool.workers().get(0);
		this.pool.halt(Reason.STOPPED);
		this.pool.proceed(Reason.STOPPED);
		assertThat(this.pool.leave(leaving, true)).isTrue();
		assertThat(this.pool.workers()).hasSize(2).doesNotContain(leaving);
		assertThat(this.drained).hasValue(0);
	}

	@Test
	@DisplayName("If all workers find their queue drained while another is opened, all are replaced and nothing ends")
	void allLeave() {
		this.pool.proceed(Reason.STOPPED);
		this.pool.workers().forEach((worker) -> this.pool.leave(worker, true));
		assertThat(this.pool.workers()).hasSize(2);
		assertThat(this.drained).hasValue(0);
	}

	@Test
	@DisplayName("Workers that leave a drained queue are not replaced, and the last of them says so")
	void drained() {
		this.pool.proceed(Reason.STOPPED);
		this.exhausted.set(true);
		this.pool.leave(this.pool.workers().get(0), true);
		assertThat(this.pool.workers()).hasSize(1);
		assertThat(this.drained).hasValue(0);
		this.pool.leave(this.pool.workers().get(0), true);
		assertThat(this.pool.workers()).isEmpty();
		assertThat(this.drained).hasValue(1);
	}

}
