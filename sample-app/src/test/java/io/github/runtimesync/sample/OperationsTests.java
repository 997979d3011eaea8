/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an operator and a browser find.
 */
@SampleTest
class OperationsTests {

	private SampleClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = new SampleClient(port);
		this.client.settle();
	}

	@Test
	@DisplayName("The Prometheus endpoint has the meters of the queue and the counters")
	void prometheus() {
		this.client.finished(this.client.accepted("measure me"));
		String meters = text("/actuator/prometheus");
		assertThat(meters).containsPattern("sync_queue_size_items\\{[^}]*name=\"jobs\"")
			.containsPattern("sync_queue_puts_items_total\\{[^}]*name=\"jobs\"")
			.containsPattern("sync_atomic_value\\{[^}]*name=\"jobs.completed\"");
	}

	@Test
	@DisplayName("The sync endpoint shows the queue with its bound, and the shared settings")
	void endpoint() {
		JsonNode queue = this.client.get("/actuator/sync/queues/jobs");
		assertThat(queue.get("name").asString()).isEqualTo("jobs");
		assertThat(queue.get("maxSize").asInt()).isEqualTo(5);
		assertThat(this.client.get("/actuator/sync/shareds/settings").toString()).contains("delayMillis");
	}

	@Test
	@DisplayName("The application is healthy")
	void health() {
		assertThat(this.client.get("/actuator/health").get("status").asString()).isEqualTo("UP");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/sample.js", "/sample.css", "/jobs" })
	@DisplayName("A browser is told to run and load nothing but the application's own files")
	void contentSecurityPolicy(String path) {
		this.client.http.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.value("Content-Security-Policy", (policy) -> assertThat(policy).contains("default-src 'self'"));
	}

	@Test
	@DisplayName("The page has no inline script, no inline style and no external asset")
	void pageIsSelfContained() {
		assertThat(text("/")).contains("<h1>")
			.doesNotContainPattern("<script(?![^>]*\\ssrc=)")
			.doesNotContainPattern("<style|\\sstyle=|\\son\\w+=|https?://|(src|href)=\"//");
		assertThat(text("/sample.js"))
			.doesNotContainPattern("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(");
	}

	private String text(String path) {
		return this.client.http.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(String.class)
			.getResponseBody();
	}

}
