/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.batch;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.sample.analysis.Analysis;

/**
 * What became of a batch.
 *
 * @param id the identifier of the batch
 * @param total the number of texts
 * @param done the number of texts that were done in time
 * @param results one result for each text in the order of the request, {@code null} where
 * the time was over
 */
record BatchResult(String id, int total, long done, List<@Nullable Analysis> results) {

	static BatchResult of(String id, List<@Nullable Analysis> results) {
		return new BatchResult(id, results.size(), results.stream().filter(Objects::nonNull).count(), results);
	}

	boolean complete() {
		return this.done == this.total;
	}

}
