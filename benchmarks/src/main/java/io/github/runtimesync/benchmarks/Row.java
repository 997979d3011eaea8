/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.util.List;

/**
 * One comparison: the same measurement of several subjects.
 *
 * @param name what is compared
 * @param higherIsBetter whether more is better, as for throughput
 * @param goal the ratio of ours to the best peer that must be reached, 0 for none
 * @param ours the subject that is ours
 * @param peers the subjects it is judged by; the best of them counts
 * @param others subjects to see beside them
 * @param measurement measures a subject once
 */
record Row(String name, boolean higherIsBetter, double goal, String ours, List<String> peers, List<String> others,
		Measurement measurement) {

	double best(List<Double> figures) {
		return figures.stream()
			.mapToDouble(Double::doubleValue)
			.reduce((one, other) -> this.higherIsBetter ? Math.max(one, other) : Math.min(one, other))
			.orElseThrow();
	}

	boolean isReached(double ratio) {
		return this.goal == 0 || (this.higherIsBetter ? ratio >= this.goal : ratio <= this.goal);
	}

	/**
	 * Measures a subject.
	 */
	@FunctionalInterface
	interface Measurement {

		/**
		 * Measure once, in a JVM of its own.
		 * @param subject the subject
		 * @return the figure
		 * @throws Exception if it cannot be measured
		 */
		double measure(String subject) throws Exception;

	}

}
