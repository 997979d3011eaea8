/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.runtimesync.local.LocalSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PutOptions}.
 */
class PutOptionsTests {

	@Test
	@DisplayName("Options that are derived leave the original as it was")
	void immutable() {
		PutOptions original = PutOptions.defaults().priority(3);
		PutOptions derived = original.key("k").timeToLive(Duration.ofSeconds(1)).delay(Duration.ofSeconds(2));
		assertThat(original).isEqualTo(new PutOptions(null, null, 3, null, null));
		assertThat(derived).isEqualTo(new PutOptions(null, Duration.ofSeconds(2), 3, "k", Duration.ofSeconds(1)));
	}

	@Test
	@DisplayName("Of a time and a delay the later call counts")
	void timeOrDelay() {
		PutOptions time = PutOptions.defaults().delay(Duration.ofSeconds(1)).notBefore(Instant.EPOCH);
		assertThat(time.delay()).isNull();
		assertThat(time.notBefore()).isEqualTo(Instant.EPOCH);
		assertThat(time.delay(Duration.ZERO).notBefore()).isNull();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PutOptions(Instant.EPOCH, Duration.ZERO, 0, null, null));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 201, 10_000 })
	@DisplayName("A key has 1 to 200 characters, and a refused one is not shown")
	void keyLength(int length) {
		assertThatIllegalArgumentException().isThrownBy(() -> PutOptions.defaults().key("<".repeat(length)))
			.withMessage("A key must have 1 to 200 characters, not " + length);
		assertThat(PutOptions.defaults().key("k".repeat(200)).key()).hasSize(200);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1 })
	@DisplayName("A time to live is positive")
	void timeToLive(int seconds) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> PutOptions.defaults().timeToLive(Duration.ofSeconds(seconds)));
	}

	@Test
	@DisplayName("The example of the README works")
	void readme() throws Exception {
		try (var registry = LocalSyncRegistry.create()) {
			SyncQueue<String> mails = registry.queue("mails", String.class, 100);
			PutOptions urgent = PutOptions.defaults().priority(10);
			mails.put("newsletter");
			mails.put("password reset", urgent.timeToLive(Duration.ofMinutes(10)));
			mails.put("reminder", PutOptions.defaults().delay(Duration.ofHours(24)).key("reminder-42"));
			boolean again = mails.put("reminder", PutOptions.defaults().key("reminder-42"));
			assertThat(again).isFalse();
			assertThat(mails.get()).isEqualTo("password reset");
			assertThat(mails.get()).isEqualTo("newsletter");
			assertThat(mails.poll()).isNull();
		}
	}

}
