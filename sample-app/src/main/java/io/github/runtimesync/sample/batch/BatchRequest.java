/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.batch;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import io.github.runtimesync.sample.SampleProperties;

/**
 * The body of {@code POST /batches}.
 *
 * @param texts the texts to work on
 * @param timeLimitMillis how long to wait for them; if absent, as long as configured
 */
record BatchRequest(@Nullable List<@Nullable String> texts, @Nullable Long timeLimitMillis) {

	List<String> texts(SampleProperties.Batch limits) {
		Assert.notEmpty(this.texts, "'texts' is missing or empty");
		Assert.isTrue(this.texts.size() <= limits.maxTexts(),
				() -> "'texts' has " + this.texts.size() + " texts, at most " + limits.maxTexts() + " are taken");
		for (int i = 0; i < this.texts.size(); i++) {
			String text = this.texts.get(i);
			Assert.notNull(text, "'texts[" + i + "]' is null");
			Assert.isTrue(text.length() <= limits.maxTextLength(), "'texts[" + i + "]' has " + text.length()
					+ " characters, at most " + limits.maxTextLength() + " are taken");
		}
		return List.copyOf(this.texts);
	}

	Duration timeLimit(SampleProperties.Batch limits) {
		if (this.timeLimitMillis == null) {
			return limits.timeLimit();
		}
		long max = limits.timeLimit().toMillis();
		Assert.isTrue(this.timeLimitMillis > 0 && this.timeLimitMillis <= max,
				"'timeLimitMillis' must be from 1 to " + max + ", not " + this.timeLimitMillis);
		return Duration.ofMillis(this.timeLimitMillis);
	}

}
