/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

import io.github.runtimesync.redis.server.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The profile {@code redis}, as a user starts it: two JVMs and a real Redis.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SeveralJvmsTests {

	private static final String WITHOUT_WORKERS = "--sync.listener.by-id.jobs.auto-startup=false";

	@TempDir
	private Path directory;

	@Test
	@DisplayName("What is posted at one JVM is done by the other, and when that one is killed the first does the rest")
	void postHereWorkThere() throws IOException {
		try (RedisServer redis = RedisServer.start();
				SampleProcess poster = start(redis, "poster", WITHOUT_WORKERS);
				SampleProcess worker = start(redis, "worker")) {
			SampleClient here = new SampleClient(poster.port());
			SampleClient there = new SampleClient(worker.port());
			there.settings(false, 0);
			List<String> ids = IntStream.range(0, 10).mapToObj((i) -> here.accepted("text " + i)).toList();
			ids.forEach((id) -> assertDone(here.finished(id), "worker"));
			assertThat(here.finished(here.accepted("flaky", "2")).get("attempts").asInt()).isEqualTo(3);
			SampleClient.eventually().until(() -> here.get("/stats").at("/totals/results").asInt() == 11);
			SampleClient.eventually().until(() -> here.get("/stats").at("/jobs/completed").asInt() == 11);
			assertSeesAll(here, "poster");
			assertSeesAll(there, "worker");

			here.settings(false, 10_000);
			SampleClient.eventually().until(() -> there.get("/stats").at("/settings/delayMillis").asInt() == 10_000);
			String held = here.accepted("in the hands of a JVM that is killed");
			here.inState(held, "RUNNING");
			worker.close();
			here.settings(false, 0);
			startWorkers(here);
			assertDone(here.finished(held), "poster");
			assertThat(here.get("/jobs/" + held).get("attempts").asInt()).isEqualTo(2);
		}
	}

	private SampleProcess start(RedisServer redis, String name, String... more) throws IOException {
		List<String> arguments = List.of("--spring.profiles.active=redis", "--spring.data.redis.host=127.0.0.1",
				"--spring.data.redis.port=" + redis.port(), "--sample.instance=" + name, "--sync.redis.lease=10s",
				"--sync.listener.by-id.jobs.retry.delay=10ms");
		return new SampleProcess(this.directory.resolve(name + ".log"),
				IntStream.range(0, arguments.size() + more.length)
					.mapToObj((i) -> (i < arguments.size()) ? arguments.get(i) : more[i - arguments.size()])
					.toArray(String[]::new));
	}

	private static void assertDone(JsonNode job, String worker) {
		assertThat(job.get("state").asString()).isEqualTo("DONE");
		assertThat(job.get("instance").asString()).isEqualTo("poster");
		assertThat(job.at("/worker/instance").asString()).isEqualTo(worker);
		assertThat(job.at("/worker/thread").asString()).startsWith("sync-jobs-");
		assertThat(job.at("/result/words").asInt()).isPositive();
	}

	private static void assertSeesAll(SampleClient client, String instance) {
		JsonNode stats = client.get("/stats");
		assertThat(stats.at("/instance/name").asString()).isEqualTo(instance);
		assertThat(stats.at("/instance/engine").asString()).isEqualTo("redis");
		assertThat(stats.at("/jobs/completed").asInt()).isEqualTo(11);
		assertThat(client.listedIds()).hasSize(11);
		assertThat(client.get("/actuator/sync").at("/engines/0/reachable").asBoolean()).isTrue();
		JsonNode health = client.get("/actuator/health");
		assertThat(health.at("/components/redis/status").asString()).isEqualTo("UP");
		assertThat(health.at("/components/sync/status").asString()).isEqualTo("UP");
	}

	private static void startWorkers(SampleClient client) {
		client.http.post()
			.uri("/actuator/synclisteners/jobs")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"start\"}")
			.exchange()
			.expectStatus()
			.isOk();
	}

}
