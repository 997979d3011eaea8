/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Sampler}. The answers of the store are given, and time passes, by
 * hand.
 */
@Timeout(60)
class SamplerTests {

	private final List<CompletableFuture<List<Object>>> questions = new ArrayList<>();

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 10);

	private final Sampler sampler = new Sampler(Duration.ofMillis(100), this.nanoTime::get);

	@Test
	@DisplayName("Many samples that are asked for first are all asked before any answer is waited for")
	void prefetch() {
		List<Sampler.Sample<Integer>> samples = IntStream.range(0, 50).mapToObj((i) -> sample()).toList();
		samples.forEach(Sampler.Sample::prefetch);
		assertThat(this.questions).hasSize(50);
		IntStream.range(0, 50).forEach((i) -> this.questions.get(i).complete(List.of(i)));
		assertThat(samples.stream().map(Sampler.Sample::get)).isEqualTo(IntStream.range(0, 50).boxed().toList());
		assertThat(this.questions).hasSize(50);
	}

	@Test
	@DisplayName("Who asks while a question is under way joins it, and an answer is noted though nobody waits")
	void join() {
		Sampler.Sample<Integer> sample = sample();
		sample.prefetch();
		sample.prefetch();
		assertThat(this.questions).hasSize(1);
		this.questions.get(0).complete(List.of(7));
		assertThat(sample.get()).isEqualTo(7);
	}

	@Test
	@DisplayName("An answer is fresh for a moment, then it is asked again")
	void fresh() {
		Sampler.Sample<Integer> sample = sample();
		sample.prefetch();
		this.questions.get(0).complete(List.of(1));
		pass(Sampler.FRESH.minusNanos(1));
		sample.prefetch();
		assertThat(this.questions).hasSize(1);
		pass(Duration.ofNanos(1));
		sample.prefetch();
		assertThat(this.questions).hasSize(2);
		this.questions.get(1).complete(List.of(2));
		assertThat(sample.get()).isEqualTo(2);
	}

	@Test
	@DisplayName("An answer that may be older than a change of this JVM does not count")
	void outdate() {
		Sampler.Sample<Integer> sample = sample();
		sample.prefetch();
		sample.outdate();
		sample.prefetch();
		assertThat(this.questions).hasSize(2);
		this.questions.get(1).complete(List.of(2));
		this.questions.get(0).complete(List.of(1));
		assertThat(sample.get()).isEqualTo(2);
	}

	@Test
	@DisplayName("Who has made a change asks again, however fresh the last answer is")
	void changeAfterAnswer() {
		Sampler.Sample<Integer> sample = sample();
		sample.prefetch();
		this.questions.get(0).complete(List.of(1));
		sample.outdate();
		sample.prefetch();
		assertThat(this.questions).hasSize(2);
		this.questions.get(1).complete(List.of(2));
		assertThat(sample.get()).isEqualTo(2);
		assertThat(this.questions).hasSize(2);
	}

	@Test
	@DisplayName("One wait without an answer is enough for all: they show what they know, and the question is withdrawn")
	void noAnswer() {
		Sampler.Sample<Integer> sample = sample();
		assertThat(sample.get()).isEqualTo(-1);
		assertThat(this.questions).hasSize(1);
		assertThat(this.questions.get(0)).isCancelled();
		List<Sampler.Sample<Integer>> others = IntStream.range(0, 1_000).mapToObj((i) -> sample()).toList();
		pass(Sampler.PAUSE.minusNanos(1));
		assertThat(others).allMatch((other) -> other.get() == -1);
		assertThat(this.questions).hasSize(1);
		pass(Duration.ofNanos(1));
		sample.prefetch();
		assertThat(this.questions).hasSize(2);
	}

	@Test
	@DisplayName("An answer that cannot be read keeps nobody from asking for others")
	void badAnswer() {
		Sampler.Sample<Integer> sample = sample();
		sample.prefetch();
		this.questions.get(0).complete(List.of("no number"));
		assertThat(sample()).satisfies((other) -> {
			other.prefetch();
			this.questions.get(1).complete(List.of(3));
			assertThat(other.get()).isEqualTo(3);
		});
	}

	private void pass(Duration time) {
		this.nanoTime.addAndGet(time.toNanos());
	}

	private Sampler.Sample<Integer> sample() {
		return this.sampler.new Sample<>(-1, () -> {
			CompletableFuture<List<Object>> question = new CompletableFuture<>();
			this.questions.add(question);
			return question;
		}, (reply) -> (Integer) reply.get(0));
	}

}
