/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Measures two subjects in one JVM, which is started when the first of them is asked for
 * again.
 */
final class PairedFork implements Row.Measurement {

	private final Class<?> main;

	private final String[] args;

	private final String one;

	private final String other;

	private final Map<String, Double> measured = new HashMap<>();

	/**
	 * Create a measurement.
	 * @param main a class that prints a figure of each subject
	 * @param one the first subject
	 * @param other the second one
	 * @param args the arguments of the class
	 */
	PairedFork(Class<?> main, String one, String other, String... args) {
		this.main = main;
		this.args = args;
		this.one = one;
		this.other = other;
	}

	@Override
	public double measure(String subject) throws IOException, InterruptedException {
		if (!this.measured.containsKey(subject)) {
			String[] figures = Fork.run(this.main, this.args).split(" ");
			this.measured.put(this.one, Double.valueOf(figures[0]));
			this.measured.put(this.other, Double.valueOf(figures[1]));
		}
		return this.measured.remove(subject);
	}

}
