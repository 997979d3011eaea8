/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.stats;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.springframework.stereotype.Component;

/**
 * The size of the queue over the last two minutes.
 */
@Component
class QueueHistory {

	private static final int MAX_SAMPLES = 120;

	private final Deque<QueueSample> samples = new ArrayDeque<>();

	synchronized void add(QueueSample sample) {
		this.samples.add(sample);
		if (this.samples.size() > MAX_SAMPLES) {
			this.samples.remove();
		}
	}

	synchronized List<QueueSample> samples() {
		return List.copyOf(this.samples);
	}

}
