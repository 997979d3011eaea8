/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * What can be configured. Every value bounds something, so that memory stays flat
 * whatever arrives.
 *
 * @param instance what this instance of the application is called on the page
 * @param workers the number of jobs that are worked on at once
 * @param retries how often a job is tried again before it is given up
 * @param keptJobs the number of finished jobs that can still be read
 * @param maxContent the largest file or request body
 * @param batch the limits of a batch
 */
@ConfigurationProperties("sample")
public record SampleProperties(@DefaultValue("sample") String instance, @DefaultValue("2") int workers,
		@DefaultValue("3") int retries, @DefaultValue("200") int keptJobs, @DefaultValue("2MB") DataSize maxContent,
		@DefaultValue Batch batch) {

	public SampleProperties {
		Assert.isTrue(workers > 0, "'sample.workers' must be at least 1");
		Assert.isTrue(retries >= 0, "'sample.retries' must not be negative");
		Assert.isTrue(keptJobs > 0, "'sample.kept-jobs' must be at least 1");
		Assert.isTrue(maxContent.toBytes() > 0 && maxContent.toMegabytes() < 1024,
				"'sample.max-content' must be at least 1B and below 1GB");
	}

	/**
	 * The limits of a batch.
	 *
	 * @param maxTexts the number of texts
	 * @param maxTextLength the number of characters of each text
	 * @param timeLimit how long a request waits at most
	 */
	public record Batch(@DefaultValue("100") int maxTexts, @DefaultValue("65536") int maxTextLength,
			@DefaultValue("10s") Duration timeLimit) {

		public Batch {
			Assert.isTrue(maxTexts > 0, "'sample.batch.max-texts' must be at least 1");
			Assert.isTrue(maxTextLength > 0, "'sample.batch.max-text-length' must be at least 1");
			Assert.isTrue(timeLimit.toMillis() > 0, "'sample.batch.time-limit' must be at least 1ms");
		}

	}

}
