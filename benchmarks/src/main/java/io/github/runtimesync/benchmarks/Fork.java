/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Runs a {@link Probe} in a JVM of its own.
 */
final class Fork {

	private Fork() {
	}

	static double run(String probe, String subject) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx4g", "-XX:+EnableDynamicAgentLoading", "-Djdk.attach.allowAttachSelf=true", "-cp",
				System.getProperty("java.class.path"), Probe.class.getName(), probe, subject)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
			throw new IOException("Probe " + probe + " of " + subject + " failed: " + output);
		}
		return Double.parseDouble(output.substring(output.lastIndexOf('\n') + 1));
	}

}
