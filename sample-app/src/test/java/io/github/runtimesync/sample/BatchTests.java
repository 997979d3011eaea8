/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The fan-out over a wait group.
 */
@SampleTest
class BatchTests {

	@Autowired
	private SyncRegistry registry;

	@Autowired
	@Qualifier("applicationTaskExecutor")
	private ThreadPoolTaskExecutor executor;

	private SampleClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = new SampleClient(port);
		this.client.settle();
	}

	@AfterEach
	void resume() {
		this.client.settle();
	}

	@Test
	@DisplayName("A batch is answered when all texts are done, in the order of the texts")
	void allTextsAreDone() {
		JsonNode batch = body(
				post(Map.of("texts", List.of("one", "two two", "three three three"))).expectStatus().isOk());
		assertThat(batch.get("total").asInt()).isEqualTo(3);
		assertThat(batch.get("done").asInt()).isEqualTo(3);
		assertThat(batch.at("/results/0/words").asInt()).isEqualTo(1);
		assertThat(batch.at("/results/1/words").asInt()).isEqualTo(2);
		assertThat(batch.at("/results/2/words").asInt()).isEqualTo(3);
	}

	@Test
	@DisplayName("More texts than the executor has threads are all done")
	void moreTextsThanThreads() {
		JsonNode batch = body(post(Map.of("texts", Collections.nCopies(100, "text"))).expectStatus().isOk());
		assertThat(batch.get("done").asInt()).isEqualTo(100);
	}

	@Test
	@DisplayName("A batch that runs out of time is answered with 504 and what was done so far")
	void timeLimit() {
		this.client.settings(true, 0);
		ResponseSpec response = post(Map.of("texts", List.of("one", "two"), "timeLimitMillis", 50));
		JsonNode problem = body(
				response.expectStatus().isEqualTo(504).expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON));
		assertThat(problem.get("detail").asString()).isEqualTo("0 of 2 texts were done within 50 ms.");
		assertThat(problem.get("total").asInt()).isEqualTo(2);
		assertThat(problem.get("results")).hasSize(2).allMatch(JsonNode::isNull);
	}

	@Test
	@DisplayName("A batch leaves neither its wait group nor a thread behind, in time or not")
	void nothingIsLeftBehind() {
		post(Map.of("texts", List.of("one"))).expectStatus().isOk();
		this.client.settings(true, 0);
		post(Map.of("texts", Collections.nCopies(20, "text"), "timeLimitMillis", 50)).expectStatus().isEqualTo(504);
		assertThat(this.registry.count(SyncKind.WAIT_GROUP)).isZero();
		SampleClient.eventually().until(() -> this.executor.getActiveCount() == 0);
		assertThat(this.executor.getQueueSize()).isZero();
	}

	@Test
	@DisplayName("A text that is too long and a batch of too many texts are refused with the limit")
	void limits() {
		String detail = body(post(Map.of("texts", Collections.nCopies(101, "text"))).expectStatus().isBadRequest())
			.get("detail")
			.asString();
		assertThat(detail).contains("101 texts").contains("100");
		detail = body(post(Map.of("texts", List.of("x".repeat(65537)))).expectStatus().isBadRequest()).get("detail")
			.asString();
		assertThat(detail).contains("'texts[0]' has 65537 characters").contains("65536");
		post(Map.of("texts", Collections.nCopies(3, "x".repeat(60_000)))).expectStatus().isEqualTo(413);
	}

	private ResponseSpec post(Map<String, Object> batch) {
		return this.client.http.post().uri("/batches").contentType(MediaType.APPLICATION_JSON).body(batch).exchange();
	}

	private static JsonNode body(ResponseSpec response) {
		return response.returnResult(JsonNode.class).getResponseBody();
	}

}
