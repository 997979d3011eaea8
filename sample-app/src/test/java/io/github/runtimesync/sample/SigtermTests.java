/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * SIGTERM in the middle of a load: the ledger of the jobs that were answered with 202
 * agrees with what the application did and what it reported.
 * {@code -Dsample.sigterm.rounds=10} repeats it.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "There is no SIGTERM")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SigtermTests {

	private static final int CONNECTIONS = 8;

	private static final int SIGTERM_AFTER = 200;

	private static final Pattern DONE = Pattern.compile("Job (\\S+) is done");

	private static final Pattern NOT_DONE = Pattern.compile("Not done when the application ended: job (\\S+)");

	private static final Pattern DEAD = Pattern.compile("Dead when the application ended: job (\\S+)");

	private static final Pattern QUEUED_COUNT = Pattern.compile("queue \"jobs\" still held (\\d+) item");

	private static final Pattern HELD_COUNT = Pattern.compile("(\\d+) item\\(s\\) of queue \"jobs\" were not done");

	private static final Pattern DEAD_COUNT = Pattern.compile("queue \"jobs.dead\" still held (\\d+) item");

	/**
	 * The phases of the web server, listeners, loop and executors may each take this
	 * long, and nothing may take longer.
	 */
	private static final Duration PHASE = Duration.ofSeconds(40);

	@TempDir
	private Path directory;

	static IntStream rounds() {
		return IntStream.rangeClosed(1, Integer.getInteger("sample.sigterm.rounds", 1));
	}

	@ParameterizedTest
	@MethodSource("rounds")
	@DisplayName("With time to drain, every accepted job is done or a dead letter that is reported")
	void drained(int round) throws Exception {
		Outcome outcome = terminateUnderLoad("drained-" + round, "text of a job", "--sync.queues.jobs.max-size=50",
				"--sync.listener.by-id.jobs.retry.delay=300ms", "--sync.shutdown.drain-timeout=30s");
		assertThat(outcome.notDone()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("rounds")
	@DisplayName("Without time to drain, every accepted job is done or reported: queued, in retry or dead")
	void leftOver(int round) throws Exception {
		Outcome outcome = terminateUnderLoad("left-over-" + round, "text of a job ".repeat(50_000),
				"--sync.queues.jobs.max-size=150", "--sync.listener.by-id.jobs.retry.delay=1h",
				"--sync.shutdown.drain-timeout=100ms");
		assertThat(outcome.notDone()).isNotEmpty();
	}

	private Outcome terminateUnderLoad(String name, String text, String... arguments) throws Exception {
		Set<String> ledger;
		List<String> done;
		List<String> notDone;
		List<String> dead;
		try (SampleProcess sample = new SampleProcess(this.directory.resolve(name + ".log"), arguments(arguments))) {
			SampleClient client = new SampleClient(sample.port());
			client.settings(false, 5);
			JobLoad load = new JobLoad(sample.port(), CONNECTIONS, text);
			await().atMost(Duration.ofMinutes(1)).until(() -> load.acceptedSoFar() >= SIGTERM_AFTER);
			await().atMost(Duration.ofMinutes(1)).until(() -> {
				JsonNode stats = client.get("/stats");
				return stats.at("/jobs/inRetry").asInt() > 0 && stats.at("/workers/busy").asInt() > 0;
			});
			long start = System.nanoTime();
			load.ending();
			sample.terminate();
			assertThat(sample.awaitExit(PHASE.multipliedBy(4))).isEqualTo(128 + 15);
			long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
			ledger = load.ledger();
			assertThat(load.unexpected()).isEmpty();
			done = sample.find(DONE);
			notDone = sample.find(NOT_DONE);
			dead = sample.find(DEAD);
			System.out.printf(
					"SIGTERM %s: %d accepted, %d done, %d reported not done, %d reported dead, ended in %d ms%n", name,
					ledger.size(), done.size(), notDone.size(), dead.size(), millis);
			assertThat(notDone).hasSize(sum(sample, QUEUED_COUNT) + sum(sample, HELD_COUNT));
			assertThat(dead).hasSize(sum(sample, DEAD_COUNT));
		}
		assertThat(done).as("done once").doesNotHaveDuplicates();
		Set<String> accounted = new HashSet<>(done);
		for (String id : notDone) {
			assertThat(accounted.add(id)).as("%s is reported and not done as well", id).isTrue();
		}
		for (String id : dead) {
			assertThat(accounted.add(id)).as("%s is dead and nothing else", id).isTrue();
		}
		assertThat(accounted).containsAll(ledger);
		return new Outcome(notDone);
	}

	private static String[] arguments(String[] more) {
		return IntStream.range(0, more.length + 2).mapToObj((i) -> switch (i) {
			case 0 -> "--spring.lifecycle.timeout-per-shutdown-phase=" + PHASE;
			case 1 -> "--sample.workers=4";
			default -> more[i - 2];
		}).toArray(String[]::new);
	}

	private static int sum(SampleProcess sample, Pattern count) {
		return sample.find(count).stream().mapToInt(Integer::parseInt).sum();
	}

	private record Outcome(List<String> notDone) {

	}

}
