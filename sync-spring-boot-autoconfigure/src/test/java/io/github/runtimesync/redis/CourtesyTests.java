/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * For how long threads let others run.
 */
class CourtesyTests {

	private static final Duration PROMPT = Duration.ofNanos(20_000);

	private static final Duration SLICE = Duration.ofMillis(3);

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 10);

	private Duration away = PROMPT;

	private final Courtesy courtesy = new Courtesy(this.nanoTime::get,
			() -> this.nanoTime.addAndGet(this.away.toNanos()));

	@Test
	@DisplayName("Who comes back at once goes on")
	void prompt() {
		assertThat(times(10_000)).isEqualTo(10_000);
	}

	@Test
	@DisplayName("Few who come back late change nothing")
	void few() {
		for (int i = 0; i < 200; i++) {
			this.away = SLICE;
			assertThat(this.courtesy.letOthersRun()).isTrue();
			this.away = PROMPT;
			assertThat(times(Courtesy.WEIGHT)).isEqualTo(Courtesy.WEIGHT);
		}
	}

	@Test
	@DisplayName("If many come back late nobody goes for a while, and for longer each time, up to a limit")
	void many() {
		this.away = SLICE;
		assertThat(times(1000)).isLessThan(20);
		Duration rest = Courtesy.SHORTEST_REST;
		for (int i = 0; i < 10; i++) {
			pass(rest.minusNanos(1));
			assertThat(this.courtesy.letOthersRun()).isFalse();
			pass(Duration.ofNanos(1));
			assertThat(times(1000)).isOne();
			rest = (rest.multipliedBy(2).compareTo(Courtesy.LONGEST_REST) < 0) ? rest.multipliedBy(2)
					: Courtesy.LONGEST_REST;
		}
	}

	@Test
	@DisplayName("Many who were away together say no more than one, and cause the shortest rest")
	void together() {
		AtomicLong now = new AtomicLong();
		AtomicReference<Courtesy> shared = new AtomicReference<>();
		AtomicInteger left = new AtomicInteger(20);
		// Each of them lets the next one run, the last one somebody else.
		shared.set(new Courtesy(now::get, () -> {
			if (left.decrementAndGet() > 0) {
				shared.get().letOthersRun();
			}
			else {
				now.addAndGet(SLICE.toNanos());
			}
		}));
		assertThat(shared.get().letOthersRun()).isTrue();
		assertThat(shared.get().letOthersRun()).isFalse();
		left.set(0);
		now.addAndGet(Courtesy.SHORTEST_REST.toNanos());
		assertThat(shared.get().letOthersRun()).isTrue();
	}

	@Test
	@DisplayName("When the processors are free again all is as before")
	void afterwards() {
		this.away = SLICE;
		times(1000);
		pass(Courtesy.LONGEST_REST);
		this.away = PROMPT;
		assertThat(times(10_000)).isEqualTo(10_000);
		this.away = SLICE;
		assertThat(times(1000)).isBetween(5, 20);
		pass(Courtesy.SHORTEST_REST);
		assertThat(this.courtesy.letOthersRun()).isTrue();
	}

	private int times(int attempts) {
		return (int) IntStream.range(0, attempts).filter((i) -> this.courtesy.letOthersRun()).count();
	}

	private void pass(Duration time) {
		this.nanoTime.addAndGet(time.toNanos());
	}

}
