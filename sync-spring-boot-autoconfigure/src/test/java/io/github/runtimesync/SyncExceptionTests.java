/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SyncException} and its family.
 */
class SyncExceptionTests {

	@Test
	@DisplayName("Errors are few and typed, with SyncException at the root and unchecked")
	void family() {
		assertThat(SyncException.class).isAssignableTo(RuntimeException.class);
		assertThat(List.of(SyncClosedException.class, QueueFullException.class, SyncDefinitionException.class,
				SyncLimitException.class))
			.allSatisfy((type) -> assertThat(type.getSuperclass()).isEqualTo(SyncException.class));
		assertThat(QueueClosedException.class).isAssignableTo(SyncClosedException.class);
	}

	@Test
	@DisplayName("A definition exception knows the property that would settle the definition")
	void property() {
		SyncDefinitionException exception = new SyncDefinitionException("both definitions",
				"sync.queues.jobs.max-size");
		assertThat(exception).hasMessage("both definitions");
		assertThat(exception.getProperty()).isEqualTo("sync.queues.jobs.max-size");
	}

}
