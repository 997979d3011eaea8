/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.engine.ElementType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SharedChanges} through {@link LocalShared}.
 */
@Timeout(60)
class LocalSyncSharedChangesTests {

	@Test
	@DisplayName("A listener that subscribes while others change misses nothing from then on")
	void subscribeWhileChanging() throws Exception {
		for (int round = 0; round < 2_000; round++) {
			LocalShared<Integer> shared = new LocalShared<>("counter", new ElementType(null), 0);
			Thread writer = new Thread(() -> {
				for (int i = 0; i < 20; i++) {
					shared.update((value) -> value + 1);
				}
			});
			writer.start();
			List<Integer> seen = new ArrayList<>();
			shared.onChange(seen::add);
			writer.join();
			shared.set(100);
			// Whatever was seen is a gapless run that ends with the last change.
			assertThat(seen).last().isEqualTo(100);
			for (int i = 1; i < seen.size() - 1; i++) {
				assertThat(seen.get(i)).isEqualTo(seen.get(i - 1) + 1);
			}
		}
	}

	@Test
	@DisplayName("A listener that changes the variable is not called from inside itself")
	void listenerThatChanges() {
		LocalShared<Integer> shared = new LocalShared<>("counter", new ElementType(null), 0);
		AtomicInteger depth = new AtomicInteger();
		List<Integer> seen = new ArrayList<>();
		shared.onChange((value) -> {
			assertThat(depth.incrementAndGet()).isOne();
			seen.add(value);
			if (value < 3) {
				shared.set(value + 1);
			}
			depth.decrementAndGet();
		});
		shared.set(1);
		assertThat(seen).containsExactly(1, 2, 3);
	}

}
