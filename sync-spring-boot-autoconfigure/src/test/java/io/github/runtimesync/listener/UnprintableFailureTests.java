/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Items whose listener throws what cannot be written down.
 */
@Timeout(60)
class UnprintableFailureTests {

	@RegisterExtension
	private final ListenerFixture fixture = new ListenerFixture();

	@ParameterizedTest
	@ValueSource(classes = { SilentException.class, SilentError.class })
	@DisplayName("An item whose listener throws something without a message that can be read becomes a dead letter")
	void silent(Class<? extends Throwable> type) throws Exception {
		this.fixture.options.getRetry().setMaxRetries(1L);
		DeadLetter<String> letter = deadLetter(type.getDeclaredConstructor().newInstance());
		assertThat(letter.item()).isEqualTo("job");
		assertThat(letter.cause().type()).isEqualTo(type.getName());
		assertThat(letter.cause().message()).isNull();
	}

	@Test
	@DisplayName("So does one whose listener throws something with more causes than a stack has room for")
	void deep() throws Exception {
		Throwable cause = new IllegalStateException("the first");
		for (int i = 0; i < 100_000; i++) {
			cause = new IllegalStateException("another", cause);
			cause.setStackTrace(new StackTraceElement[0]);
		}
		DeadLetter<String> letter = deadLetter(new AssertionError("broken", cause));
		assertThat(letter.cause().message()).isEqualTo("broken");
		assertThat(letter.cause().stackTrace()).contains("UnprintableFailureTests", "another");
	}

	private DeadLetter<String> deadLetter(Throwable failure) throws InterruptedException {
		this.fixture.listeners()
			.register(SyncListenerEndpoint.forItems("jobs", "jobs", String.class, (item) -> sneakyThrow(failure)));
		this.fixture.jobs().put("job");
		DeadLetter<String> letter = this.fixture.dead().poll(Duration.ofSeconds(30));
		assertThat(letter).isNotNull();
		return letter;
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
		throw (T) failure;
	}

	/**
	 * An exception that fails when it is asked for its message.
	 */
	static final class SilentException extends RuntimeException {

		@Override
		public String getMessage() {
			throw new IllegalStateException("not to be had");
		}

	}

	/**
	 * An error that fails when it is asked for its message.
	 */
	static final class SilentError extends Error {

		@Override
		public String getMessage() {
			throw new IllegalStateException("not to be had");
		}

	}

}
