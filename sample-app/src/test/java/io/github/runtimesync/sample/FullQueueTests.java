/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client sees when more arrives than the workers can do.
 */
@SampleTest
class FullQueueTests {

	private static final int WORKERS = 2;

	private static final int CAPACITY = 5;

	private SampleClient client;

	@BeforeEach
	void fill(@LocalServerPort int port) {
		this.client = new SampleClient(port);
		this.client.settle();
		this.client.settings(true, 0);
		for (int i = 0; i < WORKERS; i++) {
			this.client.accepted("in the hands of a worker");
		}
		SampleClient.eventually().until(() -> this.client.get("/stats").at("/workers/busy").asInt() == WORKERS);
		for (int i = 0; i < CAPACITY; i++) {
			this.client.accepted("on the queue");
		}
	}

	@AfterEach
	void drain() {
		this.client.settle();
	}

	@Test
	@DisplayName("A full queue is answered with 503, Retry-After and a problem detail")
	void fullQueueIsUnavailable() {
		this.client.post("one too many")
			.expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.valueMatches(HttpHeaders.RETRY_AFTER, "\\d+")
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.status")
			.isEqualTo(503)
			.jsonPath("$.detail")
			.value((detail) -> assertThat(detail).asString().contains("taken"));
		this.client.upload("one-too-many.txt", new byte[] { 'x' }).expectStatus().isEqualTo(503);
	}

	@Test
	@DisplayName("A refused job leaves no trace")
	void refusedJobIsNotListed() {
		List<String> before = this.client.listedIds();
		this.client.post("one too many").expectStatus().isEqualTo(503);
		assertThat(this.client.listedIds()).isEqualTo(before);
	}

	@Test
	@DisplayName("The stats say how full the queue is")
	void statsShowFullQueue() {
		JsonNode stats = this.client.get("/stats");
		assertThat(stats.at("/queue/size").asInt()).isEqualTo(CAPACITY);
		assertThat(stats.at("/queue/capacity").asInt()).isEqualTo(CAPACITY);
		assertThat(stats.at("/settings/paused").asBoolean()).isTrue();
	}

	@Test
	@DisplayName("When the queue drains, jobs are taken again and none was lost")
	void drainedQueueTakesJobs() {
		long before = this.client.get("/stats").at("/jobs/completed").asLong();
		this.client.settle();
		assertThat(this.client.get("/stats").at("/jobs/completed").asLong()).isEqualTo(before + WORKERS + CAPACITY);
		assertThat(this.client.finished(this.client.accepted("again")).get("state").asString()).isEqualTo("DONE");
	}

}
