/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What was measured for a row, round by round. A ratio is taken within a round, where the
 * subjects ran one after the other, so that a machine that gets slower does not change
 * it.
 */
final class Figures {

	private final Row row;

	private final List<Map<String, Double>> rounds = new ArrayList<>();

	Figures(Row row) {
		this.row = row;
	}

	Row row() {
		return this.row;
	}

	void add(Map<String, Double> round) {
		this.rounds.add(new LinkedHashMap<>(round));
	}

	/**
	 * Return the ratio of ours to the best peer.
	 * @return the spread over the rounds
	 */
	Spread ratio() {
		return spread((round) -> round.get(this.row.ours())
				/ this.row.best(this.row.peers().stream().map(round::get).toList()));
	}

	/**
	 * Return the ratio of ours to one subject.
	 * @param subject the subject
	 * @return the spread over the rounds
	 */
	Spread ratio(String subject) {
		return spread((round) -> round.get(this.row.ours()) / round.get(subject));
	}

	/**
	 * Return what was measured for a subject.
	 * @param subject the subject
	 * @return the spread over the rounds
	 */
	Spread of(String subject) {
		return spread((round) -> round.get(subject));
	}

	private Spread spread(ToDoubleFunction<Map<String, Double>> value) {
		return Spread.of(this.rounds.stream().mapToDouble(value));
	}

	/**
	 * A figure over several rounds.
	 *
	 * @param min the smallest
	 * @param median the middle
	 * @param max the largest
	 */
	record Spread(double min, double median, double max) {

		static Spread of(DoubleStream values) {
			double[] sorted = values.sorted().toArray();
			return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
		}

		@Override
		public String toString() {
			return "%.2f (%.2f–%.2f)".formatted(this.median, this.min, this.max);
		}

	}

}
