/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.totals;

import org.springframework.core.ParameterizedTypeReference;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;
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

	private static final String NAME = "totals";

	private static final Totals NONE = new Totals(0, 0, 0, 0);

	/**
	 * Return the shared variable. It declares its type, which an engine needs that writes
	 * values down.
	 * @param registry the registry that has it
	 * @return the shared variable {@code totals}
	 */
	public static SyncShared<Totals> in(SyncRegistry registry) {
		return registry.shared(NAME, ParameterizedTypeReference.forType(Totals.class), NONE);
	}

	Totals plus(Analysis result) {
		return new Totals(this.results + 1, this.bytes + result.bytes(), this.lines + result.lines(),
				this.words + result.words());
	}

}
