/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The reference's example: one thread puts, another takes, a third measures, and all of
 * them meet by name.
 */
@SampleTest
class CrossEnvironmentTests {

	@Autowired
	private SyncRegistry registry;

	private SampleClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = new SampleClient(port);
		this.client.settle();
	}

	@Test
	@DisplayName("A job put by a request thread is taken by a worker and its result read over HTTP")
	void jobIsProcessed() {
		String id = this.client.accepted("to be or not to be\nthat is the question\n");
		JsonNode job = this.client.finished(id);
		assertThat(job.get("state").asString()).isEqualTo("DONE");
		JsonNode result = job.get("result");
		assertThat(result.get("lines").asInt()).isEqualTo(2);
		assertThat(result.get("words").asInt()).isEqualTo(10);
		assertThat(result.get("sha256").asString())
			.isEqualTo("264be91deeebca5d4a270c7e1ae007466a321268e516b4c0e3c0f99cbdc3e3b2");
		assertThat(result.at("/frequentWords/0/word").asString()).isEqualTo("be");
		assertThat(result.at("/frequentWords/0/count").asInt()).isEqualTo(2);
		assertThat(job.get("started").asString()).isNotEmpty();
	}

	@Test
	@DisplayName("The counter that workers count up reaches the scheduled job, which publishes a rate")
	void counterReachesScheduledJob() {
		long before = this.registry.atomic("jobs.completed").get();
		this.client.finished(this.client.accepted("one"));
		this.client.finished(this.client.accepted("two"));
		SampleClient.eventually().until(() -> this.registry.atomic("jobs.completed").get() == before + 2);
		SampleClient.eventually().until(() -> this.client.get("/stats").get("jobsPerSecond").asDouble() > 0);
	}

	@Test
	@DisplayName("A pause set by a request holds the workers, and ending it lets them go on")
	void pauseReachesWorkers() {
		this.client.settings(true, 0);
		String id = this.client.accepted("later");
		assertThat(this.client.inState(id, "RUNNING").get("result").isNull()).isTrue();
		this.client.settings(false, 0);
		assertThat(this.client.finished(id).get("state").asString()).isEqualTo("DONE");
	}

	@Test
	@DisplayName("A shorter delay reaches a worker that waits for the longer one")
	void delayReachesWaitingWorker() {
		this.client.settings(false, 10_000);
		String id = this.client.accepted("slow");
		SampleClient.eventually().until(() -> this.client.get("/jobs/" + id).get("state").asString().equals("RUNNING"));
		this.client.settings(false, 0);
		assertThat(this.client.finished(id).get("state").asString()).isEqualTo("DONE");
	}

	@Test
	@DisplayName("The history of the queue's size shows jobs that wait")
	void historyShowsQueue() {
		this.client.settings(true, 0);
		for (int i = 0; i < 4; i++) {
			this.client.accepted("waits");
		}
		SampleClient.eventually().until(() -> {
			JsonNode history = this.client.get("/stats").get("history");
			return !history.isEmpty() && history.get(history.size() - 1).get("size").asInt() == 2;
		});
		assertThat(this.client.get("/stats").at("/queue/size").asInt()).isEqualTo(2);
	}

	@Test
	@DisplayName("The application needs no primitive for each job")
	void primitivesDoNotGrow() {
		int atomics = this.registry.count(SyncKind.ATOMIC);
		int shareds = this.registry.count(SyncKind.SHARED);
		this.client.finished(this.client.accepted("one more"));
		assertThat(this.registry.count(SyncKind.ATOMIC)).isEqualTo(atomics);
		assertThat(this.registry.count(SyncKind.SHARED)).isEqualTo(shareds);
		assertThat(this.registry.count(SyncKind.QUEUE)).isEqualTo(3);
		assertThat(this.registry.count(SyncKind.WAIT_GROUP)).isZero();
	}

}
