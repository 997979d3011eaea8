/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import org.jspecify.annotations.Nullable;

/**
 * Marks the current thread as running the update function of a shared variable. A change
 * of the same variable from inside would make the update's own compare-and-set fail each
 * time, for ever, so it is refused at once. A variable is known by its handle, of which a
 * registry has one.
 */
public final class SharedUpdate implements AutoCloseable {

	private static final ThreadLocal<@Nullable SharedUpdate> CURRENT = new ThreadLocal<>();

	private final EngineShared<?> shared;

	private final @Nullable SharedUpdate outer;

	private SharedUpdate(EngineShared<?> shared, @Nullable SharedUpdate outer) {
		this.shared = shared;
		this.outer = outer;
	}

	/**
	 * Mark this thread until the mark is closed.
	 * @param shared the variable that is updated
	 * @return the mark
	 * @throws IllegalStateException if the thread is updating that variable already
	 */
	public static SharedUpdate enter(EngineShared<?> shared) {
		refuseInside(shared);
		SharedUpdate update = new SharedUpdate(shared, CURRENT.get());
		CURRENT.set(update);
		return update;
	}

	/**
	 * Refuse a change of a variable from inside its own update.
	 * @param shared the variable that is changed
	 * @throws IllegalStateException if the thread is updating that variable
	 */
	public static void refuseInside(EngineShared<?> shared) {
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
