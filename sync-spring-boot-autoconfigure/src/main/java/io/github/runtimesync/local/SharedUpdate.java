/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import org.jspecify.annotations.Nullable;

/**
 * Marks the current thread as running the update function of a shared variable. A change
 * of the same variable from inside would make the update's own compare-and-set fail each
 * time, for ever, so it is refused at once.
 */
final class SharedUpdate implements AutoCloseable {

	private static final ThreadLocal<@Nullable SharedUpdate> CURRENT = new ThreadLocal<>();

	private final LocalShared<?> shared;

	private final @Nullable SharedUpdate outer;

	private SharedUpdate(LocalShared<?> shared, @Nullable SharedUpdate outer) {
		this.shared = shared;
		this.outer = outer;
	}

	static SharedUpdate enter(LocalShared<?> shared) {
		refuseInside(shared);
		SharedUpdate update = new SharedUpdate(shared, CURRENT.get());
		CURRENT.set(update);
		return update;
	}

	static void refuseInside(LocalShared<?> shared) {
		for (SharedUpdate update = CURRENT.get(); update != null; update = update.outer) {
			if (update.shared == shared) {
				throw new IllegalStateException("%s is changed from inside its own update function: ".formatted(shared)
						+ "let the function return the new value instead");
			}
		}
	}

	@Override
	public void close() {
		if (this.outer != null) {
			CURRENT.set(this.outer);
		}
		else {
			CURRENT.remove();
		}
	}

}
