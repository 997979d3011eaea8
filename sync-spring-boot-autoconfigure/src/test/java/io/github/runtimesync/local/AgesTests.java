/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Ages}.
 */
class AgesTests {

	private final Ages ages = new Ages();

	@Test
	@DisplayName("nothing is known before the first stamp")
	void noStamp() {
		assertThat(this.ages.ageNanos(0, 100)).isZero();
	}

	@Test
	@DisplayName("an item is as old as the first stamp at or after its index")
	void firstStampThatCoversTheItem() {
		this.ages.stamp(10, 100, 0);
		this.ages.stamp(20, 200, 0);
		assertThat(this.ages.ageNanos(0, 1000)).isEqualTo(900);
		assertThat(this.ages.ageNanos(10, 1000)).isEqualTo(900);
		assertThat(this.ages.ageNanos(11, 1000)).isEqualTo(800);
		assertThat(this.ages.ageNanos(21, 1000)).isZero();
	}

	@Test
	@DisplayName("a later stamp for the same items does not make them younger")
	void laterStampForTheSameItems() {
		this.ages.stamp(10, 100, 0);
		this.ages.stamp(10, 500, 0);
		assertThat(this.ages.ageNanos(5, 1000)).isEqualTo(900);
	}

	@Test
	@DisplayName("whatever was dropped, the age is a lower bound, and exact for the oldest item")
	void manyStamps() {
		for (int i = 0; i < 10_000; i++) {
			this.ages.stamp(i, 3 * i, 0);
		}
		assertThat(this.ages.ageNanos(0, 50_000)).isEqualTo(50_000);
		for (int i = 0; i < 10_000; i++) {
			assertThat(this.ages.ageNanos(i, 50_000)).isBetween(50_000L - 30_000, 50_000L - 3 * i);
		}
	}

	@Test
	@DisplayName("stamps of items that are gone make space for new ones")
	void stampsOfItemsThatAreGone() {
		for (int i = 0; i < 16; i++) {
			this.ages.stamp(i, i, 0);
		}
		this.ages.stamp(16, 16, 10);
		for (int i = 10; i <= 16; i++) {
			assertThat(this.ages.ageNanos(i, 100)).isEqualTo(100 - i);
		}
	}

}
