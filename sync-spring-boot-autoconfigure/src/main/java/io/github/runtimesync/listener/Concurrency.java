/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Between how many workers a container has.
 *
 * @param min the number that are always there, at least 1
 * @param max the number that there are at most
 */
public record Concurrency(int min, int max) {

	private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,5})\\s*(?:-\\s*(\\d{1,5})\\s*)?");

	/**
	 * Create bounds.
	 * @throws IllegalArgumentException if {@code min} is below 1 or above {@code max}
	 */
	public Concurrency {
		if (min < 1 || max < min) {
			throw new IllegalArgumentException("The concurrency must be a number from 1 up, as in 4,"
					+ " or two of them, as in 2-8: %d-%d".formatted(min, max));
		}
	}

	/**
	 * Read bounds as they are written in an annotation or a property.
	 * @param text one number, as in {@code 4}, or two, as in {@code 2-8}
	 * @return the bounds
	 * @throws IllegalArgumentException if it is neither
	 */
	public static Concurrency parse(String text) {
		Matcher matcher = TEXT.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException(
					"The concurrency must be a number from 1 up, as in 4, or two of them, as in 2-8: " + text);
		}
		int min = Integer.parseInt(matcher.group(1));
		return new Concurrency(min, (matcher.group(2) != null) ? Integer.parseInt(matcher.group(2)) : min);
	}

	@Override
	public String toString() {
		return (this.min != this.max) ? this.min + "-" + this.max : String.valueOf(this.min);
	}

}
