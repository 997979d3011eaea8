/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Patience}.
 */
class PatienceTests {

	private static final long BUSY = 1_000;

	private static final long RARE = 100_000;

	private final Patience patience = new Patience();

	private long now = System.nanoTime() + RARE;

	@Test
	void aWaitOnceInAWhileDoesNotLook() {
		assertThat(waitAfter(RARE)).isZero();
		assertThat(waitAfter(RARE)).isZero();
	}

	@Test
	void oneWaitSoonAfterAnotherLooks() {
		waitAfter(RARE);
		assertThat(waitAfter(BUSY)).isPositive();
	}

	@Test
	void looksMoreOftenWhenItPays() {
		waitAfter(RARE);
		int first = waitAfter(BUSY);
		this.patience.hasPaid();
		assertThat(waitAfter(BUSY)).isGreaterThan(first);
	}

	@Test
	void givesUpWhenLookingNeverPaysButForATrialNowAndThen() {
		waitAfter(RARE);
		int waits = 10_000;
		int looking = 0;
		for (int i = 0; i < waits; i++) {
			int looks = waitAfter(BUSY);
			this.patience.hasNotPaid(looks);
			looking += (looks > 0) ? 1 : 0;
		}
		assertThat(looking).isBetween(waits / 100, waits / 40);
	}

	@Test
	void oneTrialThatPaysEndsThat() {
		waitAfter(RARE);
		for (int i = 0; i < 1000; i++) {
			this.patience.hasNotPaid(waitAfter(BUSY));
		}
		this.patience.hasPaid();
		assertThat(waitAfter(BUSY)).isPositive();
		assertThat(waitAfter(BUSY)).isPositive();
	}

	@Test
	void waitsThatDidNotLookAreNoReasonToGiveUp() {
		for (int i = 0; i < 1000; i++) {
			this.patience.hasNotPaid(waitAfter(RARE));
		}
		assertThat(waitAfter(BUSY)).isPositive();
	}

	private int waitAfter(long nanos) {
		this.now += nanos;
		return this.patience.looks(this.now);
	}

}
