/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application knows of what an operator does to its queue and its listener.
 */
@SampleTest
class QueueActionTests {

	private SampleClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = new SampleClient(port);
		this.client.settle();
	}

	@AfterEach
	void goOn() {
		act("sync/queues/jobs", "resume");
		act("synclisteners/jobs", "start");
		act("synclisteners/jobs", "resume");
		this.client.settle();
	}

	private void awaitGivenUp(String id) {
		this.client.inState(id, "FAILED");
		SampleClient.eventually().until(() -> this.client.get("/dead-letters").size() == 1);
	}

	private void act(String path, String action) {
		this.client.http.post()
			.uri("/actuator/" + path)
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"%s\"}".formatted(action))
			.exchange()
			.expectStatus()
			.isOk();
	}

	@Test
	@DisplayName("Jobs that are cleared from the queue are dropped, those in the hands of workers are not")
	void clear() {
		this.client.settings(true, 0);
		List<String> held = Stream.of("one", "two").map(this.client::accepted).toList();
		held.forEach((id) -> this.client.inState(id, "RUNNING"));
		List<String> queued = Stream.of("three", "four").map(this.client::accepted).toList();
		act("sync/queues/jobs", "clear");
		assertThat(queued).extracting((id) -> this.client.get("/jobs/" + id).get("state").asString())
			.containsOnly("DROPPED");
		assertThat(held).extracting((id) -> this.client.get("/jobs/" + id).get("state").asString())
			.containsOnly("RUNNING");
		this.client.settings(false, 0);
		held.forEach((id) -> this.client.inState(id, "DONE"));
	}

	@Test
	@DisplayName("A job that is replayed in the dashboard is queued again, then done")
	void replay() {
		String id = this.client.accepted("flaky", "4");
		awaitGivenUp(id);
		act("sync/queues/jobs", "pause");
		act("synclisteners/jobs", "replay");
		assertThat(this.client.get("/jobs/" + id).get("state").asString()).isEqualTo("QUEUED");
		assertThat(this.client.get("/jobs/" + id).get("error").isNull()).isTrue();
		act("sync/queues/jobs", "resume");
		assertThat(this.client.inState(id, "DONE").get("attempts").asInt()).isEqualTo(5);
	}

	@Test
	@DisplayName("A job that was forgotten is known again once it is replayed in the dashboard")
	void replayOfForgottenJob() {
		String id = this.client.accepted("flaky", "4");
		awaitGivenUp(id);
		for (int i = 0; i < 20; i++) {
			this.client.finished(this.client.accepted("job " + i));
		}
		this.client.http.get().uri("/jobs/" + id).exchange().expectStatus().isNotFound();
		act("sync/queues/jobs", "pause");
		act("synclisteners/jobs", "replay");
		assertThat(this.client.get("/jobs/" + id).get("state").asString()).isEqualTo("QUEUED");
		act("sync/queues/jobs", "resume");
		awaitGivenUp(id);
		act("synclisteners/jobs", "replay");
		this.client.inState(id, "DONE");
	}

	@Test
	@DisplayName("Jobs that were cleared are forgotten in the end, as finished ones are")
	void clearedJobsAreForgotten() {
		act("sync/queues/jobs", "pause");
		for (int round = 0; round < 5; round++) {
			for (int i = 0; i < 5; i++) {
				this.client.accepted("never done");
			}
			act("sync/queues/jobs", "clear");
		}
		assertThat(this.client.listedIds()).hasSize(20);
	}

	@Test
	@DisplayName("A paused queue and a paused or stopped listener are shown as such")
	void states() {
		JsonNode before = this.client.get("/stats");
		assertThat(before.at("/queue/paused").asBoolean(true)).isFalse();
		assertThat(before.at("/queue/closed").asBoolean(true)).isFalse();
		assertThat(before.get("listener").asString()).isEqualTo("running");
		act("sync/queues/jobs", "pause");
		assertThat(this.client.get("/stats").at("/queue/paused").asBoolean()).isTrue();
		act("synclisteners/jobs", "pause");
		assertThat(this.client.get("/stats").get("listener").asString()).isEqualTo("paused");
		act("synclisteners/jobs", "stop");
		assertThat(this.client.get("/stats").get("listener").asString()).isEqualTo("stopped");
	}

}
