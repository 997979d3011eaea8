/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures every subject of every row in turn, several rounds long, and reports the
 * ratios. Options: {@code --rounds N}, {@code --only TEXT} for the rows whose name
 * contains it, {@code --out DIRECTORY} for the files.
 */
public final class Comparison {

	private Comparison() {
	}

	/**
	 * Compare.
	 * @param args the options
	 * @throws Exception if something cannot be measured
	 */
	public static void main(String[] args) throws Exception {
		int rounds = Integer.parseInt(option(args, "--rounds", "5"));
		String only = option(args, "--only", "");
		Path out = Path.of(option(args, "--out", "benchmarks/target"));
		System.setProperty("jmh.ignoreLock", "true");
		List<Figures> all = new ArrayList<>();
		for (Row row : Rows.all()) {
			if (row.name().contains(only)) {
				all.add(compare(row, rounds));
			}
		}
		Report report = new Report(all, rounds);
		System.out.println();
		System.out.println(report.table());
		Files.createDirectories(out);
		String name = "jdk" + Runtime.version().feature();
		Files.writeString(out.resolve("figures-" + name + ".json"), report.json());
		Files.writeString(out.resolve("ratios-" + name + ".svg"), new RatioPlot(all).svg());
	}

	private static Figures compare(Row row, int rounds) throws Exception {
		Figures figures = new Figures(row);
		List<String> subjects = Stream.of(List.of(row.ours()), row.peers(), row.others())
			.flatMap(List::stream)
			.toList();
		for (int round = 0; round < rounds; round++) {
			Map<String, Double> measured = new LinkedHashMap<>();
			for (String subject : subjects) {
				measured.put(subject, row.measurement().measure(subject));
			}
			figures.add(measured);
			System.out.printf("%s, round %d: %s%n", row.name(), round + 1, measured);
		}
		return figures;
	}

	private static String option(String[] args, String name, String ifAbsent) {
		for (int i = 0; i < args.length - 1; i++) {
			if (args[i].equals(name)) {
				return args[i + 1];
			}
		}
		return ifAbsent;
	}

}
