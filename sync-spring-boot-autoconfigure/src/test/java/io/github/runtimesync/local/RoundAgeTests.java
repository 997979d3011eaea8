/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link RoundAge}.
 */
class RoundAgeTests {

	private final RoundAge age = new RoundAge();

	@Test
	@DisplayName("A round ages from when it was seen first, a newer one begins anew")
	void ages() {
		this.age.see(1);
		await().until(() -> this.age.of(1).compareTo(Duration.ofMillis(20)) > 0);
		Duration first = this.age.of(1);
		long before = System.nanoTime();
		assertThat(this.age.of(2)).isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - before));
		assertThat(first).isGreaterThan(Duration.ofMillis(20));
	}

	@Test
	@DisplayName("Somebody late with an older round makes the newer one no younger, also where rounds wrap around")
	void late() {
		this.age.see(Integer.MIN_VALUE);
		await().until(() -> this.age.of(Integer.MIN_VALUE).compareTo(Duration.ofMillis(20)) > 0);
		this.age.see(Integer.MAX_VALUE);
		assertThat(this.age.of(Integer.MIN_VALUE)).isGreaterThan(Duration.ofMillis(20));
	}

}
