/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisReadOnlyException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedRuntimeException;

/**
 * Which failures are worth another try, and when. Redis's own answers are final unless
 * they say that it will be able to do it soon; everything that keeps it from answering
 * may pass.
 *
 * @param attemptTimeout how long to wait for an answer before the script is sent once
 * more
 */
record ResendPolicy(Duration attemptTimeout) {

	private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

	private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

	private static final List<String> PASSING = List.of("TRYAGAIN", "CLUSTERDOWN", "MASTERDOWN");

	/**
	 * Create the policy that suits a deadline: a few attempts fit into it.
	 */
	static ResendPolicy within(Duration timeout) {
		Duration fifth = timeout.dividedBy(5);
		Duration longest = Duration.ofSeconds(2);
		return new ResendPolicy((fifth.compareTo(longest) < 0) ? fifth : longest);
	}

	/**
	 * Return whether a failure is what Redis has answered, once and for all.
	 */
	boolean isAnswer(Throwable failure) {
		return answer(failure) != null && !isPassing(failure);
	}

	boolean isPassing(Throwable failure) {
		RedisCommandExecutionException answer = answer(failure);
		if (answer != null) {
			return answer instanceof RedisLoadingException || answer instanceof RedisBusyException
					|| answer instanceof RedisReadOnlyException || hasPassingCode(answer.getMessage());
		}
		// Spring's own are those of its connection factory; it may also be stopped just
		// now.
		return failure instanceof RedisException || failure instanceof NestedRuntimeException
				|| failure instanceof IllegalStateException || failure instanceof IOException;
	}

	/**
	 * Find what Redis has answered, to the script or when connecting: a wrong password is
	 * still wrong the next time.
	 */
	private static @Nullable RedisCommandExecutionException answer(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof RedisCommandExecutionException answer) {
				return answer;
			}
		}
		return null;
	}

	private static boolean hasPassingCode(@Nullable String message) {
		return message != null && PASSING.stream().anyMatch(message::startsWith);
	}

	/**
	 * Return how long to wait after an attempt that has failed.
	 * @param attempts how many there were
	 */
	Duration pause(int attempts) {
		Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
		return (pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE;
	}

}
