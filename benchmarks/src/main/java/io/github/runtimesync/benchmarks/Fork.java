/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a {@link Probe} or another class in a JVM of its own.
 */
final class Fork {

	private Fork() {
	}

	static double run(String probe, String subject) throws IOException, InterruptedException {
		return Double.parseDouble(run(Probe.class, probe, subject));
	}

	/**
	 * Run a class.
	 * @param main the class
	 * @param args its arguments
	 * @return the last line of its output
	 */
	static String run(Class<?> main, String... args) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx4g",
						"-XX:+EnableDynamicAgentLoading", "-Djdk.attach.allowAttachSelf=true", "-cp",
						System.getProperty("java.class.path"), main.getName()));
		command.addAll(List.of(args));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
			throw new IOException("%s %s failed: %s".formatted(main.getSimpleName(), List.of(args), output));
		}
		return output.substring(output.lastIndexOf('\n') + 1);
	}

}
