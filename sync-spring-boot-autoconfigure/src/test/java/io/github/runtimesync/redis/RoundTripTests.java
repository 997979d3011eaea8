/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * For how long it is worth staying awake for an answer.
 */
class RoundTripTests {

	private final RoundTrip roundTrip = new RoundTrip();

	@Test
	@DisplayName("As long as nothing is known nobody stays awake")
	void unknown() {
		assertThat(this.roundTrip.patienceNanos()).isZero();
	}

	@Test
	@DisplayName("For a Redis that is near, callers stay awake for about two round trips")
	void near() {
		answered(50, 80);
		assertThat(this.roundTrip.patienceNanos()).isBetween(micros(160), micros(170));
	}

	@Test
	@DisplayName("For a Redis that is far away nobody stays awake")
	void far() {
		answered(50, 80);
		answered(50, 400);
		assertThat(this.roundTrip.patienceNanos()).isZero();
	}

	@Test
	@DisplayName("One answer that was held up changes little, however late it is")
	void outlier() {
		answered(50, 80);
		answered(1, 30_000_000);
		assertThat(this.roundTrip.patienceNanos()).isBetween(micros(170), micros(300));
	}

	private void answered(int times, long micros) {
		for (int i = 0; i < times; i++) {
			this.roundTrip.answered(micros(micros));
		}
	}

	private static long micros(long micros) {
		return TimeUnit.MICROSECONDS.toNanos(micros);
	}

}
