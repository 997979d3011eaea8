/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The numbers of the scripts of a lane.
 */
class LaneSequenceTests {

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 10);

	private final LaneSequence sequence = new LaneSequence(this.nanoTime::get);

	@Test
	@DisplayName("Numbers follow each other within a period")
	void within() {
		assertThat(this.sequence.next()).isEqualTo(1);
		pass(LaneSequence.PERIOD.minusNanos(1));
		assertThat(this.sequence.next()).isEqualTo(2);
	}

	@Test
	@DisplayName("A period begins with the next multiple, however long nothing was sent")
	void periods() {
		this.sequence.next();
		pass(LaneSequence.PERIOD);
		assertThat(this.sequence.next()).isEqualTo(LaneSequence.NUMBERS);
		assertThat(this.sequence.next()).isEqualTo(LaneSequence.NUMBERS + 1);
		pass(LaneSequence.PERIOD.multipliedBy(10));
		assertThat(this.sequence.next()).isEqualTo(2 * LaneSequence.NUMBERS);
		pass(LaneSequence.PERIOD);
		assertThat(this.sequence.next()).isEqualTo(3 * LaneSequence.NUMBERS);
	}

	@Test
	@DisplayName("A period with very many numbers runs into the next multiple, and the next period begins after it")
	void many() {
		for (long i = 1; i <= LaneSequence.NUMBERS; i++) {
			this.sequence.next();
		}
		pass(LaneSequence.PERIOD);
		assertThat(this.sequence.next()).isEqualTo(2 * LaneSequence.NUMBERS);
	}

	private void pass(Duration time) {
		this.nanoTime.addAndGet(time.toNanos());
	}

}
