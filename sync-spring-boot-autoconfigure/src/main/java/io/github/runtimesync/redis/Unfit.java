/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import org.jspecify.annotations.Nullable;

/**
 * A value or a stored form is not what it has to be.
 */
final class Unfit extends RuntimeException {

	private final boolean tooLarge;

	Unfit(String message, @Nullable Throwable cause) {
		this(message, cause, false);
	}

	/**
	 * Create an exception.
	 * @param tooLarge whether a value of the same kind would fit that is smaller, or less
	 * deep
	 */
	Unfit(String message, @Nullable Throwable cause, boolean tooLarge) {
		super(message, cause, false, false);
		this.tooLarge = tooLarge;
	}

	static Unfit tooLarge(int limit) {
		return new Unfit("it takes more than the %d bytes that sync.redis.max-value-size allows".formatted(limit), null,
				true);
	}

	boolean isTooLarge() {
		return this.tooLarge;
	}

	String reason() {
		return String.valueOf(getMessage());
	}

}
