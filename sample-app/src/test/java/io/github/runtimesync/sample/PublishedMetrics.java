/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the Prometheus endpoint publishes: the values of each label of each metric.
 *
 * @param labels values by label by metric
 */
record PublishedMetrics(Map<String, Map<String, Set<String>>> labels) {

	/**
	 * Labels that Prometheus adds to what it scrapes.
	 */
	private static final Set<String> TARGET_LABELS = Set.of("instance", "job");

	private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})? \\S+$");

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

	static PublishedMetrics parse(String exposition) {
		Map<String, Map<String, Set<String>>> metrics = new HashMap<>();
		Matcher sample = SAMPLE.matcher(exposition);
		while (sample.find()) {
			Map<String, Set<String>> labels = metrics.computeIfAbsent(sample.group(1), (name) -> new HashMap<>());
			if (sample.group(2) != null) {
				Matcher label = LABEL.matcher(sample.group(2));
				while (label.find()) {
					labels.computeIfAbsent(label.group(1), (name) -> new HashSet<>()).add(label.group(2));
				}
			}
		}
		return new PublishedMetrics(metrics);
	}

	/**
	 * Check that an expression reads what there is, and nothing else.
	 */
	void assertHas(String expression) {
		PromQuery query = PromQuery.parse(expression);
		assertThat(query.metrics()).as("metrics of %s", expression).isNotEmpty().isSubsetOf(this.labels.keySet());
		for (String label : query.labels()) {
			assertHasLabel(query, label, expression);
		}
		query.equals()
			.forEach((label, value) -> assertThat(query.metrics()).as("%s=\"%s\" of %s", label, value, expression)
				.anyMatch((metric) -> this.labels.get(metric).getOrDefault(label, Set.of()).contains(value)));
	}

	void assertHasLabel(PromQuery query, String label, String where) {
		if (!TARGET_LABELS.contains(label)) {
			assertThat(query.metrics()).as("label %s of %s", label, where)
				.allMatch((metric) -> this.labels.get(metric).containsKey(label));
		}
	}

}
