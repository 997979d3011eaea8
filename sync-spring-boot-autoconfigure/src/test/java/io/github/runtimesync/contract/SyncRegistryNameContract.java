/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncSnapshot;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads.Action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a registry promises about names, which may come from users.
 */
public abstract class SyncRegistryNameContract extends SyncContract {

	private static final String MARKUP = "\"><svg onload=alert(1)>";

	private static final String TRICKY = "a\u202e\u2028\\\"b";

	@ParameterizedTest
	@MethodSource("refusedNames")
	@DisplayName("A name that is not valid is an IllegalArgumentException that shows it escaped")
	void invalidNameIsRefused(String name, String shown) {
		for (SyncKind kind : SyncKind.values()) {
			assertThatIllegalArgumentException().isThrownBy(() -> Primitives.get(this.registry, kind, name))
				.withMessageContaining(shown)
				.satisfies((ex) -> assertThat(ex.getMessage().codePoints())
					.allSatisfy((codePoint) -> assertThat(isShowable(codePoint)).isTrue()));
			assertThat(this.registry.count(kind)).isZero();
		}
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.atomic(name, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.shared(name, String.class));
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.queue(name, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.queue(name, String.class));
	}

	static Stream<Arguments> refusedNames() {
		return Stream.of(Arguments.of("", "\"\""), Arguments.of("x".repeat(201), "\"xxxxxxxxxx"),
				Arguments.of("x".repeat(1_000_000), "\"xxxxxxxxxx"), Arguments.of("a\nb", "a\\u000ab"),
				Arguments.of("a\r\nINFO forged", "a\\u000d\\u000aINFO forged"), Arguments.of("\u0000", "\\u0000"),
				Arguments.of("\t", "\\u0009"), Arguments.of("a\u001b[31m", "a\\u001b[31m"),
				Arguments.of("a\u007f", "a\\u007f"), Arguments.of("a\u0085b", "a\\u0085b"),
				Arguments.of("a\ud83d", "a\\ud83d"), Arguments.of("\ude80b", "\\ude80b"),
				Arguments.of("\ude80\ud83d", "\\ude80\\ud83d"));
	}

	@Test
	@DisplayName("The message about a name that is far too long is short")
	void hugeNameIsCut() {
		Throwable failure = catchThrowable(() -> this.registry.queue("x".repeat(1_000_000)));
		assertThat(failure).isInstanceOf(IllegalArgumentException.class);
		assertThat(failure.getMessage()).hasSizeLessThan(1_000);
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("A name of 1 to 200 characters that are no control characters is accepted as plain text")
	void validNameIsAccepted(SyncKind kind) {
		List<String> names = List.of("x", " ", "x".repeat(200), MARKUP, TRICKY, "${jndi:ldap://x}", "../../etc/passwd",
				"größe", "队列", "🚀", "a.b[c]/d", "*", "%s{}", "' OR 1=1");
		for (String name : names) {
			Primitives.get(this.registry, kind, name);
			SyncSnapshot snapshot = this.registry.snapshot(kind, name).orElseThrow();
			assertThat(snapshot.name()).isEqualTo(name);
		}
		assertThat(this.registry.count(kind)).isEqualTo(names.size());
		assertThat(this.registry.snapshots(kind, null, 0, 100).items()).extracting(SyncSnapshot::name)
			.containsExactlyInAnyOrderElementsOf(names);
		names.forEach((name) -> assertThat(this.registry.remove(kind, name)).isTrue());
		assertThat(this.registry.count(kind)).isZero();
	}

	@Test
	@DisplayName("Names that differ in one character, letter case or normal form are different names")
	void namesAreComparedByCharacter() {
		List<String> names = List.of("a", "A", "a ", "\u00e4", "a\u0308");
		names.forEach(this.registry::atomic);
		assertThat(this.registry.count(SyncKind.ATOMIC)).isEqualTo(names.size());
	}

	@Test
	@DisplayName("Every message shows the name escaped")
	void messagesShowTheNameEscaped() {
		SyncQueue<Object> queue = this.registry.queue(TRICKY, 1);
		SyncQueue<Integer> typed = this.registry.queue(TRICKY + 2, Integer.class);
		SyncQueue<Object> closed = this.registry.queue(TRICKY + 3, 1);
		SyncWaitGroup group = this.registry.waitGroup(TRICKY);
		queue.add(1);
		closed.close();
		List<Action> failures = List.of(() -> queue.add(2), () -> closed.put(1), () -> closed.putAsync(1).get(),
				() -> untyped(typed).put("text"), () -> this.registry.queue(TRICKY, 2),
				() -> this.registry.queue(TRICKY + 2, String.class), () -> this.registry.queue(TRICKY, -1),
				() -> group.done(), () -> group.add(-1), () -> this.registry.shared(TRICKY, 1)
					.update((value) -> this.registry.shared(TRICKY, 1).update((other) -> other)));
		assertThat(failures).allSatisfy((failure) -> assertEscaped(failure::run));
		group.add();
		this.registry.remove(SyncKind.WAIT_GROUP, TRICKY);
		assertEscaped(() -> group.await(Duration.ofHours(1)));
		closeRegistry(this.registry);
		assertEscaped(() -> this.registry.atomic(TRICKY));
	}

	private static void assertEscaped(Action failing) {
		Throwable failure = catchThrowable(failing::run);
		assertThat(failure).isNotNull();
		Throwable cause = (failure.getCause() != null) ? failure.getCause() : failure;
		assertThat(cause.getMessage()).contains("a\\u202e\\u2028\\\\\\\"b").doesNotContain("\u202e", "\u2028");
	}

	@Test
	@DisplayName("The text of a primitive, a snapshot and a registry shows no name unescaped")
	void textShowsNoNameUnescaped() {
		for (SyncKind kind : SyncKind.values()) {
			Object primitive = Primitives.get(this.registry, kind, TRICKY);
			assertThat(primitive.toString()).doesNotContain("\u202e", "\u2028");
		}
		assertThat(this.registry.toString()).doesNotContain("\u202e", "\u2028");
	}

	@SuppressWarnings("unchecked")
	private static SyncQueue<Object> untyped(SyncQueue<?> queue) {
		return (SyncQueue<Object>) queue;
	}

	private static boolean isShowable(int codePoint) {
		return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
	}

}
