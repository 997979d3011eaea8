/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs that wait for their next attempt, which in this application comes after the test.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "sync.listener.by-id.jobs.retry.delay=1h", "sync.listener.retry.max-items=3" })
class RetryTests {

	private SampleClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = new SampleClient(port);
		this.client.settings(false, 0);
	}

	@Test
	@DisplayName("A job that waits for a retry is shown with its failure, and keeps no worker from the others")
	void waitsForRetry() {
		String flaky = this.client.accepted("flaky", "1");
		JsonNode job = this.client.inState(flaky, "RETRYING");
		assertThat(job.get("attempts").asInt()).isEqualTo(1);
		assertThat(job.get("error").asString()).isEqualTo("Failure 1 of 1 that were asked for.");
		assertThat(job.get("finished").isNull()).isTrue();
		String second = this.client.accepted("flaky too", "always");
		assertThat(this.client.inState(second, "RETRYING").get("error").asString())
			.isEqualTo("Failure 1 of a job that always fails.");
		SampleClient.eventually().untilAsserted(() -> {
			JsonNode stats = this.client.get("/stats");
			assertThat(stats.at("/jobs/inRetry").asInt()).isEqualTo(2);
			assertThat(stats.at("/workers/busy").asInt()).isZero();
		});
		for (int i = 0; i < 3; i++) {
			assertThat(this.client.finished(this.client.accepted("text")).get("state").asString()).isEqualTo("DONE");
		}
	}

}
