/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.listener.DeadLetter;

/**
 * A dead letter without the content of its job and without a stack trace.
 *
 * @param id its identifier
 * @param jobId the identifier of the job
 * @param number the number of the job
 * @param name the name of the job
 * @param cause the simple name of the exception
 * @param message its message
 * @param attempts how many attempts failed since the job was last queued
 * @param firstFailure when the first of them failed
 * @param lastFailure when the last of them failed
 */
record DeadLetterView(String id, String jobId, long number, String name, String cause, @Nullable String message,
		int attempts, Instant firstFailure, Instant lastFailure) {

	static DeadLetterView of(DeadLetter<?> letter) {
		Job job = (Job) Objects.requireNonNull(letter.item());
		String type = letter.cause().type();
		return new DeadLetterView(letter.id(), job.id(), job.number(), job.name(),
				type.substring(type.lastIndexOf('.') + 1), letter.cause().message(), letter.attempts(),
				letter.firstFailure().truncatedTo(ChronoUnit.MILLIS),
				letter.lastFailure().truncatedTo(ChronoUnit.MILLIS));
	}

}
