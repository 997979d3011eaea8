/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

import io.github.runtimesync.SyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Retries, dead letters and their replay.
 */
@SampleTest
class DeadLetterTests {

	@Autowired
	private SyncRegistry registry;

	private SampleClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = new SampleClient(port);
		this.client.settle();
		clear();
	}

	@AfterEach
	void clear() {
		this.client.settle();
		SampleClient.eventually().until(() -> this.client.get("/stats").at("/jobs/inRetry").asInt() == 0);
		this.registry.queue("jobs.dead").asBlockingQueue().clear();
	}

	@Test
	@DisplayName("A job that fails twice is done at the third attempt, once")
	void retried() {
		long before = this.registry.atomic("jobs.completed").get();
		JsonNode job = this.client.finished(this.client.accepted("flaky", "2"));
		assertThat(job.get("state").asString()).isEqualTo("DONE");
		assertThat(job.get("attempts").asInt()).isEqualTo(3);
		assertThat(job.get("error").isNull()).isTrue();
		this.client.settle();
		assertThat(this.registry.atomic("jobs.completed").get()).isEqualTo(before + 1);
		assertThat(letters()).isEmpty();
	}

	@Test
	@DisplayName("A job that always fails becomes a dead letter with its cause")
	void deadLetter() {
		String id = this.client.accepted("hopeless", "always");
		assertThat(this.client.finished(id).get("attempts").asInt()).isEqualTo(4);
		JsonNode letter = letter(id);
		assertThat(letter.get("cause").asString()).isEqualTo("RequestedFailureException");
		assertThat(letter.get("message").asString()).isEqualTo("Failure 4 of a job that always fails.");
		assertThat(letter.get("attempts").asInt()).isEqualTo(4);
		assertThat(letter.get("firstFailure").asString()).isLessThanOrEqualTo(letter.get("lastFailure").asString());
		assertThat(letter.toString()).doesNotContain("content", "stackTrace");
		assertThat(this.client.get("/stats").at("/jobs/dead").asInt()).isEqualTo(1);
	}

	@Test
	@DisplayName("A replayed job is a fresh one, and succeeds once its failures are used up")
	void replay() {
		String id = this.client.accepted("flaky", "5");
		assertThat(this.client.finished(id).get("state").asString()).isEqualTo("FAILED");
		replay(letter(id)).expectStatus().isNoContent();
		assertThat(this.client.inState(id, "DONE").get("attempts").asInt()).isEqualTo(6);
		assertThat(letters()).isEmpty();
	}

	@Test
	@DisplayName("Of two replays of one letter the second finds nothing")
	void replayTwice() {
		String id = this.client.accepted("flaky", "4");
		this.client.finished(id);
		JsonNode letter = letter(id);
		replay(letter).expectStatus().isNoContent();
		replay(letter).expectStatus().isNotFound();
		this.client.inState(id, "DONE");
	}

	@Test
	@DisplayName("A replayed job that has been forgotten is known again")
	void replayOfForgottenJob() {
		String id = this.client.accepted("flaky", "4");
		this.client.finished(id);
		JsonNode letter = letter(id);
		for (int i = 0; i < 20; i++) {
			this.client.finished(this.client.accepted("job " + i));
		}
		this.client.http.get().uri("/jobs/" + id).exchange().expectStatus().isNotFound();
		replay(letter).expectStatus().isNoContent();
		this.client.http.get().uri("/jobs/" + id).exchange().expectStatus().isOk();
	}

	@Test
	@DisplayName("A replay into a full queue is refused with 503, and the letter stays")
	void replayIntoFullQueue() {
		String id = this.client.accepted("flaky", "4");
		this.client.finished(id);
		JsonNode letter = letter(id);
		this.client.settings(true, 0);
		for (int i = 0; i < 2; i++) {
			this.client.accepted("in the hands of a worker");
		}
		SampleClient.eventually().until(() -> this.client.get("/stats").at("/workers/busy").asInt() == 2);
		for (int i = 0; i < 5; i++) {
			this.client.accepted("on the queue");
		}
		replay(letter).expectStatus().isEqualTo(503).expectHeader().exists(HttpHeaders.RETRY_AFTER);
		assertThat(letters()).extracting((one) -> one.get("id").asString())
			.containsExactly(letter.get("id").asString());
		assertThat(this.client.get("/jobs/" + id).get("state").asString()).isEqualTo("FAILED");
		assertThat(replayAll()).isZero();
		assertThat(letters()).hasSize(1);
	}

	@Test
	@DisplayName("All letters can be replayed at once")
	void replayAllLetters() {
		List<String> ids = IntStream.range(0, 3).mapToObj((i) -> this.client.accepted("flaky " + i, "4")).toList();
		ids.forEach(this.client::finished);
		SampleClient.eventually().until(() -> letters().size() == 3);
		assertThat(replayAll()).isEqualTo(3);
		ids.forEach((id) -> this.client.inState(id, "DONE"));
		assertThat(letters()).isEmpty();
	}

	@Test
	@DisplayName("What the listener's workers found out is added up by the loop")
	void totals() {
		JsonNode before = this.client.get("/stats").get("totals");
		this.client.finished(this.client.accepted("one two\nthree\n", "1"));
		SampleClient.eventually().untilAsserted(() -> {
			JsonNode totals = this.client.get("/stats").get("totals");
			for (String name : List.of("results", "lines", "words", "bytes")) {
				int expected = switch (name) {
					case "results" -> 1;
					case "lines" -> 2;
					case "words" -> 3;
					default -> 14;
				};
				assertThat(totals.get(name).asLong() - before.get(name).asLong()).as(name).isEqualTo(expected);
			}
		});
	}

	private JsonNode letter(String jobId) {
		SampleClient.eventually()
			.until(() -> letters().stream().anyMatch((letter) -> letter.get("jobId").asString().equals(jobId)));
		return letters().stream().filter((letter) -> letter.get("jobId").asString().equals(jobId)).findFirst().get();
	}

	private List<JsonNode> letters() {
		return this.client.get("/dead-letters").valueStream().toList();
	}

	private ResponseSpec replay(JsonNode letter) {
		return this.client.http.post().uri("/dead-letters/" + letter.get("id").asString() + "/replay").exchange();
	}

	private int replayAll() {
		return this.client.http.post()
			.uri("/dead-letters/replay")
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(JsonNode.class)
			.getResponseBody()
			.get("replayed")
			.asInt();
	}

}
