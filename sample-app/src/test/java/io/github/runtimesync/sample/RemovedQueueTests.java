/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of jobs when somebody removes their queue. The application does not
 * recover from that.
 */
@SampleTest
@DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
class RemovedQueueTests {

	@Autowired
	private SyncRegistry registry;

	private SampleClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = new SampleClient(port);
	}

	@Test
	@DisplayName("Jobs whose queue was deleted while their listener is stopped are dropped")
	void deleted() {
		act("stop");
		List<String> queued = accepted("one", "two");
		this.client.http.delete().uri("/actuator/sync/queues/jobs").exchange().expectStatus().isOk();
		queued.forEach((id) -> this.client.inState(id, "DROPPED"));
	}

	@Test
	@DisplayName("What a listener leaves of its removed queue when it is stopped is dropped")
	void left() {
		this.client.settings(true, 0);
		List<String> held = accepted("one", "two");
		held.forEach((id) -> this.client.inState(id, "RUNNING"));
		List<String> queued = accepted("three", "four");
		assertThat(this.registry.remove(SyncKind.QUEUE, "jobs")).isTrue();
		act("stop");
		queued.forEach((id) -> this.client.inState(id, "DROPPED"));
		this.client.settings(false, 0);
		held.forEach((id) -> this.client.inState(id, "DONE"));
	}

	@Test
	@DisplayName("A listener at work still takes what its removed queue has")
	void emptied() {
		this.client.settings(true, 0);
		List<String> held = accepted("one", "two");
		held.forEach((id) -> this.client.inState(id, "RUNNING"));
		List<String> queued = accepted("three", "four");
		assertThat(this.registry.remove(SyncKind.QUEUE, "jobs")).isTrue();
		this.client.settings(false, 0);
		Stream.concat(held.stream(), queued.stream()).forEach((id) -> this.client.inState(id, "DONE"));
		SampleClient.eventually().until(() -> this.client.get("/stats").get("listener").asString().equals("stopped"));
	}

	private List<String> accepted(String... texts) {
		return Stream.of(texts).map(this.client::accepted).toList();
	}

	private void act(String action) {
		this.client.http.post()
			.uri("/actuator/synclisteners/jobs")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"%s\"}".formatted(action))
			.exchange()
			.expectStatus()
			.isOk();
	}

}
