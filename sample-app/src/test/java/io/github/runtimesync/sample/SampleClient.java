/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.awaitility.core.ConditionFactory;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a client of the application does, over real HTTP.
 */
class SampleClient {

	/**
	 * Bounds a hang; no test depends on how long anything takes.
	 */
	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final ClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();

	final RestTestClient http;

	SampleClient(int port) {
		this.http = RestTestClient.bindToServer(requests).baseUrl("http://localhost:" + port).build();
	}

	/**
	 * Bring the application back to where every test begins: no pause, no delay, no job
	 * under way. A job that is changing hands is neither on the queue nor with a worker,
	 * but its state says that it is not done; a worker still counts one that is.
	 */
	void settle() {
		settings(false, 0);
		eventually().untilAsserted(() -> {
			assertThat(get("/jobs?limit=500").valueStream().map((job) -> job.get("state").asString()))
				.isSubsetOf("DONE", "FAILED", "DROPPED");
			JsonNode stats = get("/stats");
			assertThat(stats.at("/queue/size").asInt()).isZero();
			assertThat(stats.at("/workers/busy").asInt()).isZero();
		});
	}

	void settings(boolean paused, long delayMillis) {
		this.http.put()
			.uri("/settings")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"paused\": %s, \"delayMillis\": %d}".formatted(paused, delayMillis))
			.exchange()
			.expectStatus()
			.isOk();
	}

	ResponseSpec post(String text) {
		return this.http.post().uri("/jobs").contentType(MediaType.TEXT_PLAIN).body(text).exchange();
	}

	/**
	 * Post a text of which some attempts fail.
	 */
	String accepted(String text, String failures) {
		return id(this.http.post()
			.uri("/jobs?failures=" + failures)
			.contentType(MediaType.TEXT_PLAIN)
			.body(text)
			.exchange());
	}

	static ConditionFactory eventually() {
		return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20)).atMost(PATIENCE);
	}

	String accepted(String text) {
		return id(post(text));
	}

	ResponseSpec upload(String name, byte[] content) {
		ByteArrayResource file = new ByteArrayResource(content) {

			@Override
			public String getFilename() {
				return name;
			}

		};
		MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
		form.add("file", file);
		return this.http.post().uri("/jobs").contentType(MediaType.MULTIPART_FORM_DATA).body(form).exchange();
	}

	String id(ResponseSpec response) {
		HttpHeaders headers = response.expectStatus().isAccepted().returnResult(JsonNode.class).getResponseHeaders();
		String location = String.valueOf(headers.getLocation());
		assertThat(location).startsWith("/jobs/");
		return location.substring("/jobs/".length());
	}

	JsonNode get(String path) {
		JsonNode body = this.http.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(JsonNode.class)
			.getResponseBody();
		assertThat(body).isNotNull();
		return body;
	}

	JsonNode finished(String id) {
		eventually().until(() -> List.of("DONE", "FAILED").contains(get("/jobs/" + id).get("state").asString()));
		return get("/jobs/" + id);
	}

	JsonNode inState(String id, String state) {
		eventually().until(() -> state.equals(get("/jobs/" + id).get("state").asString()));
		return get("/jobs/" + id);
	}

	List<String> listedIds() {
		JsonNode jobs = get("/jobs?limit=500");
		return IntStream.range(0, jobs.size()).mapToObj((i) -> jobs.get(i).get("id").asString()).toList();
	}

}
