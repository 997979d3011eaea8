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

/**
 * What an item costs in the rounds of a row, by subject.
 */
final class RedisCosts {

	private final String row;

	private final Map<String, List<RedisCost>> costs = new LinkedHashMap<>();

	RedisCosts(String row) {
		this.row = row;
	}

	/**
	 * Return the costs of a subject, to be added to.
	 */
	List<RedisCost> of(String subject) {
		return this.costs.computeIfAbsent(subject, (key) -> new ArrayList<>());
	}

	static String table(List<RedisCosts> rows) {
		StringBuilder table = new StringBuilder(
				"| per item | | scripts | commands | µs of the server | µs of the client |\n|---|---|---|---|---|---|\n");
		for (RedisCosts row : rows) {
			row.costs.forEach((subject,
					costs) -> table.append("| %s | %s | %s | %s | %s | %s |%n".formatted(row.row, subject,
							spread(costs, RedisCost::scripts), spread(costs, RedisCost::commands),
							spread(costs, RedisCost::serverMicros), spread(costs, RedisCost::clientMicros))));
		}
		return table.toString();
	}

	private static Figures.Spread spread(List<RedisCost> costs, ToDoubleFunction<RedisCost> figure) {
		return Figures.Spread.of(costs.stream().mapToDouble(figure));
	}

}
