/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application in a process of its own, which can be ended by SIGTERM. What it logs
 * goes to a file, so that nothing of it is lost.
 */
class SampleProcess implements AutoCloseable {

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private final Path log;

	private final Process process;

	SampleProcess(Path log, String... arguments) throws IOException {
		this.log = log;
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				SampleApplication.class.getName(), "--server.port=0", "--logging.level.io.github.runtimesync=debug"));
		command.addAll(List.of(arguments));
		this.process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
	}

	int port() {
		await().atMost(Duration.ofMinutes(2)).until(() -> !this.process.isAlive() || PORT.matcher(log()).find());
		List<String> port = find(PORT);
		assertThat(port).as(log()).hasSize(1);
		return Integer.parseInt(port.get(0));
	}

	/**
	 * Send SIGTERM.
	 */
	void terminate() {
		this.process.destroy();
	}

	/**
	 * Wait for the end.
	 * @return the exit code
	 */
	int awaitExit(Duration timeout) throws InterruptedException {
		assertThat(this.process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS))
			.as("ended within " + timeout + ", or else it said " + log())
			.isTrue();
		return this.process.exitValue();
	}

	/**
	 * Return the first group of every place in the log.
	 */
	List<String> find(Pattern pattern) {
		return pattern.matcher(log()).results().map((MatchResult result) -> result.group(1)).toList();
	}

	String log() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Kill the process, if it has not ended, and wait until it has.
	 */
	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
	}

}
