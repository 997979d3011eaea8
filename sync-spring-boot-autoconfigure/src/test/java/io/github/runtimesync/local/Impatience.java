/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.lang.reflect.Field;

/**
 * Makes callers enlist and park at once: looking again before that has more interleavings
 * than a model checker gets through.
 */
final class Impatience {

	private static final Field WAITING = field(LocalQueueOutlet.class, "waiting");

	private static final Field GETTER_PATIENCE = field(QueueWait.class, "getterPatience");

	private static final Field PUTTER_PATIENCE = field(QueueWait.class, "putterPatience");

	private static final Field LOOKS = field(Patience.class, "looks");

	private Impatience() {
	}

	static void impose(LocalQueue<?> queue) {
		try {
			impose((QueueWait<?>) WAITING.get(queue));
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static void impose(QueueWait<?> waiting) {
		try {
			LOOKS.setInt(GETTER_PATIENCE.get(waiting), 0);
			LOOKS.setInt(PUTTER_PATIENCE.get(waiting), 0);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Field field(Class<?> type, String name) {
		try {
			Field field = type.getDeclaredField(name);
			field.setAccessible(true);
			return field;
		}
		catch (NoSuchFieldException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

}
