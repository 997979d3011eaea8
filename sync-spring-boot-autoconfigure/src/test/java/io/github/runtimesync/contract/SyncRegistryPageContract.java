/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncSnapshot;
import io.github.runtimesync.SyncSnapshotPage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a registry promises to those who look at many primitives.
 */
public abstract class SyncRegistryPageContract extends SyncContract {

	@ParameterizedTest
	@EnumSource
	@DisplayName("Pages are ordered by name and tell whether more come after them")
	void pagesAreOrdered(SyncKind kind) {
		IntStream.of(7, 3, 9, 1, 5, 0, 2, 8, 6, 4).forEach((i) -> Primitives.get(this.registry, kind, "x" + i));
		SyncSnapshotPage first = this.registry.snapshots(kind, null, 0, 4);
		assertThat(first.kind()).isEqualTo(kind);
		assertThat(first.total()).isEqualTo(10);
		assertThat(first.offset()).isZero();
		assertThat(first.hasMore()).isTrue();
		assertThat(names(first)).containsExactly("x0", "x1", "x2", "x3");
		SyncSnapshotPage last = this.registry.snapshots(kind, "*", 8, 4);
		assertThat(last.offset()).isEqualTo(8);
		assertThat(last.hasMore()).isFalse();
		assertThat(names(last)).containsExactly("x8", "x9");
		assertThat(this.registry.snapshots(kind, "*", 6, 4).hasMore()).isFalse();
		assertThat(this.registry.snapshots(kind, "*", 10, 4).items()).isEmpty();
		assertThat(this.registry.snapshots(kind, "*", Integer.MAX_VALUE, Integer.MAX_VALUE).items()).isEmpty();
		assertThat(this.registry.snapshots(kind, "*", 0, Integer.MAX_VALUE).items()).hasSize(10);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> first.items().clear());
	}

	@Test
	@DisplayName("A name pattern has * for any number of characters and nothing else that is special")
	void namePattern() {
		List.of("jobs", "jobs-1", "jobs-2", "old-jobs", "job.s", "jxbs", "[a]", "a?c", "")
			.stream()
			.filter((name) -> !name.isEmpty())
			.forEach(this.registry::atomic);
		assertThat(matching("jobs")).containsExactly("jobs");
		assertThat(matching("jobs*")).containsExactly("jobs", "jobs-1", "jobs-2");
		assertThat(matching("*jobs")).containsExactly("jobs", "old-jobs");
		assertThat(matching("*jobs*")).containsExactly("jobs", "jobs-1", "jobs-2", "old-jobs");
		assertThat(matching("j*bs")).containsExactly("jobs", "jxbs");
		assertThat(matching("j*s*1")).containsExactly("jobs-1");
		assertThat(matching("**")).hasSize(8);
		assertThat(matching("j.bs")).isEmpty();
		assertThat(matching("job.s")).containsExactly("job.s");
		assertThat(matching("[a]")).containsExactly("[a]");
		assertThat(matching("a?c")).containsExactly("a?c");
		assertThat(matching("j?bs")).isEmpty();
		assertThat(matching("JOBS")).isEmpty();
		SyncSnapshotPage page = this.registry.snapshots(SyncKind.ATOMIC, "jobs*", 1, 1);
		assertThat(names(page)).containsExactly("jobs-1");
		assertThat(page.hasMore()).isTrue();
		assertThat(page.total()).isEqualTo(8);
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("What was removed is on no page and is not skipped either")
	void removedOnesAreNotCounted(SyncKind kind) {
		List.of("a", "b", "c", "d").forEach((name) -> Primitives.get(this.registry, kind, name));
		this.registry.remove(kind, "a");
		this.registry.remove(kind, "c");
		SyncSnapshotPage page = this.registry.snapshots(kind, null, 1, 1);
		assertThat(names(page)).containsExactly("d");
		assertThat(page.hasMore()).isFalse();
		assertThat(page.total()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("A page may follow the last name of the page before, also if that is gone")
	void pageAfterAName(SyncKind kind) {
		List.of("b1", "a2", "a1", "b3", "b2").forEach((name) -> Primitives.get(this.registry, kind, name));
		SyncSnapshotPage first = this.registry.snapshotsAfter(kind, null, "a1", 2);
		assertThat(names(first)).containsExactly("a2", "b1");
		assertThat(first.offset()).isZero();
		assertThat(first.total()).isEqualTo(5);
		assertThat(first.hasMore()).isTrue();
		this.registry.remove(kind, "b1");
		SyncSnapshotPage second = this.registry.snapshotsAfter(kind, null, "b1", 2);
		assertThat(names(second)).containsExactly("b2", "b3");
		assertThat(second.hasMore()).isFalse();
		assertThat(names(this.registry.snapshotsAfter(kind, "b*", "a1", 1))).containsExactly("b2");
		assertThat(names(this.registry.snapshotsAfter(kind, "b*", "b2", 5))).containsExactly("b3");
		assertThat(names(this.registry.snapshotsAfter(kind, "a*", "b2", 5))).isEmpty();
		assertThat(names(this.registry.snapshotsAfter(kind, "*2", "", 5))).containsExactly("a2", "b2");
		assertThat(this.registry.snapshotsAfter(kind, null, "b3", 5).items()).isEmpty();
		assertThat(this.registry.count(kind)).isEqualTo(4);
	}

	@Test
	@DisplayName("A hostile pattern costs no more than others")
	void hostilePattern() {
		IntStream.range(0, 50).forEach((i) -> this.registry.atomic("a".repeat(150) + i));
		assertThat(matching("*a".repeat(90) + "*b")).isEmpty();
	}

	@Test
	@DisplayName("A negative offset or a limit below 1 is an IllegalArgumentException")
	void invalidPage() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.snapshots(SyncKind.ATOMIC, null, -1, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.snapshots(SyncKind.ATOMIC, null, 0, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.snapshots(SyncKind.ATOMIC, null, 0, -1));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.registry.snapshotsAfter(SyncKind.ATOMIC, null, "a", 0));
	}

	@Test
	@DisplayName("Looking while others create and remove shows each name at most once, and what stays always")
	void lookingRacesChanges() {
		this.registry.atomic("m");
		AtomicBoolean over = new AtomicBoolean();
		this.threads.run("changer", () -> repeat(5_000, (round) -> {
			this.registry.atomic("a" + round % 50);
			this.registry.atomic("z" + round % 50);
			this.registry.remove(SyncKind.ATOMIC, "a" + (round + 7) % 50);
			this.registry.remove(SyncKind.ATOMIC, "z" + (round + 13) % 50);
		}));
		this.threads.run("observer", () -> {
			while (!over.get()) {
				List<String> names = names(this.registry.snapshots(SyncKind.ATOMIC, null, 0, 1_000));
				assertThat(names).contains("m").isSorted().doesNotHaveDuplicates();
				assertThat(this.registry.snapshot(SyncKind.ATOMIC, "m")).isPresent();
			}
		});
		repeat(5_000, (round) -> this.registry.atomic("b" + round % 20));
		over.set(true);
		this.threads.joinAll();
	}

	private List<String> matching(String pattern) {
		return names(this.registry.snapshots(SyncKind.ATOMIC, pattern, 0, 100));
	}

	private static List<String> names(SyncSnapshotPage page) {
		return page.items().stream().map(SyncSnapshot::name).toList();
	}

}
