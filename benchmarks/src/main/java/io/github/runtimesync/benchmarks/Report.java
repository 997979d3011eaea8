/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The figures as a table for people and as JSON for programs.
 *
 * @param figures the figures of each row
 * @param rounds how many rounds there were
 */
record Report(List<Figures> figures, int rounds) {

	String table() {
		StringBuilder table = new StringBuilder("JDK %s, %d processors, %d rounds; median (smallest–largest)%n%n"
			.formatted(Runtime.version(), Runtime.getRuntime().availableProcessors(), this.rounds))
			.append("| | ours | best peer of | ratio to it | must be | |\n|---|---|---|---|---|---|\n");
		for (Figures figure : this.figures) {
			Row row = figure.row();
			Figures.Spread ratio = figure.ratio();
			table.append("| %s | %s | %s | %s | %s | %s |%n".formatted(row.name(), figure.of(row.ours()),
					subjects(figure, row.peers()), ratio, goal(row), row.isReached(ratio.median()) ? "" : "missed"));
			for (String other : row.others()) {
				table.append("| | | %s | %s | | |%n".formatted(subjects(figure, List.of(other)), figure.ratio(other)));
			}
		}
		return table.toString();
	}

	String json() {
		String rows = this.figures.stream().map(this::json).collect(Collectors.joining(",\n"));
		return "{\n  \"jdk\": \"%s\",\n  \"rounds\": %d,\n  \"rows\": [\n%s\n  ]\n}\n".formatted(Runtime.version(),
				this.rounds, rows);
	}

	private String json(Figures figure) {
		Row row = figure.row();
		String subjects = Stream.of(List.of(row.ours()), row.peers(), row.others())
			.flatMap(List::stream)
			.map((subject) -> "\"%s\": %s".formatted(subject, json(figure.of(subject))))
			.collect(Collectors.joining(", "));
		return "    { \"name\": \"%s\", \"ratio\": %s, \"goal\": %s, \"figures\": { %s } }".formatted(row.name(),
				json(figure.ratio()), number(row.goal()), subjects);
	}

	private static String json(Figures.Spread spread) {
		return "[%s, %s, %s]".formatted(number(spread.min()), number(spread.median()), number(spread.max()));
	}

	private static String number(double value) {
		return String.format(Locale.ROOT, "%.4g", value);
	}

	private static String subjects(Figures figure, List<String> subjects) {
		return subjects.stream()
			.map((subject) -> "%s %s".formatted(subject, figure.of(subject)))
			.collect(Collectors.joining("<br>"));
	}

	private static String goal(Row row) {
		return (row.goal() != 0) ? "%s %.1f".formatted(row.higherIsBetter() ? "≥" : "≤", row.goal()) : "";
	}

}
