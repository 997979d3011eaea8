/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.totals;

import io.github.runtimesync.sample.analysis.Analysis;

/**
 * The value of the shared variable {@code totals}.
 *
 * @param results how many results were added up
 * @param bytes the size of their contents
 * @param lines the number of lines
 * @param words the number of words
 */
public record Totals(long results, long bytes, long lines, long words) {

	/** The name of the shared variable. */
	public static final String NAME = "totals";

	/** The value with which the application starts. */
	public static final Totals NONE = new Totals(0, 0, 0, 0);

	Totals plus(Analysis result) {
		return new Totals(this.results + 1, this.bytes + result.bytes(), this.lines + result.lines(),
				this.words + result.words());
	}

}
