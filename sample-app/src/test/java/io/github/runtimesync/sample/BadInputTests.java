/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each bad request gets a problem detail that says what was wrong.
 */
@SampleTest
class BadInputTests {

	private static final byte[] TOO_LARGE = new byte[100 * 1024 + 1];

	private SampleClient client;

	private int port;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.port = port;
		this.client = new SampleClient(port);
	}

	@Test
	@DisplayName("An empty body is refused")
	void emptyBody() {
		ResponseSpec response = this.client.http.post().uri("/jobs").contentType(MediaType.TEXT_PLAIN).exchange();
		expectProblem(response, 400, "empty");
	}

	@Test
	@DisplayName("An empty file is refused")
	void emptyFile() {
		expectProblem(this.client.upload("empty.txt", new byte[0]), 400, "empty");
	}

	@Test
	@DisplayName("A text that is too large is refused with the limit")
	void textTooLarge() {
		ResponseSpec response = this.client.http.post()
			.uri("/jobs")
			.contentType(MediaType.TEXT_PLAIN)
			.body(TOO_LARGE)
			.exchange();
		expectProblem(response, 413, "at most 102400 bytes");
	}

	@Test
	@DisplayName("A text of unknown length that is too large is refused with the limit")
	void chunkedTextTooLarge() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/jobs"))
			.header("Content-Type", "text/plain")
			.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(TOO_LARGE)))
			.build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(413);
		assertThat(response.body()).contains("at most 102400 bytes");
	}

	@Test
	@DisplayName("A file that is too large is refused with the limit")
	void fileTooLarge() {
		expectProblem(this.client.upload("large.txt", TOO_LARGE), 413, "at most 102400 bytes");
	}

	@Test
	@DisplayName("A file that is far too large gets the same answer and not a broken connection")
	void fileFarTooLarge() {
		expectProblem(this.client.upload("huge.txt", new byte[10 * 1024 * 1024]), 413, "at most 102400 bytes");
	}

	@Test
	@DisplayName("Two files in one request are refused")
	void twoFiles() {
		MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
		form.add("file", new NamedContent("a.txt"));
		form.add("file", new NamedContent("b.txt"));
		ResponseSpec response = this.client.http.post()
			.uri("/jobs")
			.contentType(MediaType.MULTIPART_FORM_DATA)
			.body(form)
			.exchange();
		expectProblem(response, 400, "one file, not 2");
	}

	@Test
	@DisplayName("A form without the file is refused with the name of the part")
	void missingPart() {
		MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
		form.add("attachment", new NamedContent("a.txt"));
		ResponseSpec response = this.client.http.post()
			.uri("/jobs")
			.contentType(MediaType.MULTIPART_FORM_DATA)
			.body(form)
			.exchange();
		expectProblem(response, 400, "'file'");
	}

	@Test
	@DisplayName("A broken multipart body is refused")
	void brokenMultipart() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/jobs"))
			.header("Content-Type", "multipart/form-data")
			.POST(BodyPublishers.ofString("no boundary"))
			.build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("multipart");
	}

	@Test
	@DisplayName("A media type that is not taken is refused")
	void unsupportedMediaType() {
		ResponseSpec response = this.client.http.post()
			.uri("/jobs")
			.contentType(MediaType.APPLICATION_XML)
			.body("<a/>".getBytes())
			.exchange();
		expectProblem(response, 415, "application/xml");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nobody-knows-me", "0", "-1", "' or 1=1", "{}", "a.b.c", "%E2%82%AC" })
	@DisplayName("An unknown id is not found")
	void unknownId(String id) {
		expectProblem(this.client.http.get().uri("/jobs/{id}", id).exchange(), 404, "no job");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "501", "-3" })
	@DisplayName("A limit outside its bounds is refused with the bounds")
	void limitOutsideBounds(String limit) {
		expectProblem(this.client.http.get().uri("/jobs?limit=" + limit).exchange(), 400, "from 1 to 500");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "1000", "1.5", "never", " ", "%00" })
	@DisplayName("A wish for failures outside its bounds is refused with the bounds")
	void failuresOutsideBounds(String failures) {
		ResponseSpec response = this.client.http.post()
			.uri("/jobs?failures={failures}", failures)
			.contentType(MediaType.TEXT_PLAIN)
			.body("text")
			.exchange();
		expectProblem(response, 400, "from 0 to 999, or 'always'");
	}

	@Test
	@DisplayName("A dead letter that there is not is not found")
	void unknownDeadLetter() {
		expectProblem(this.client.http.post().uri("/dead-letters/nobody/replay").exchange(), 404, "no dead letter");
	}

	@Test
	@DisplayName("A limit that is no number is refused")
	void limitIsNoNumber() {
		expectProblem(this.client.http.get().uri("/jobs?limit=many").exchange(), 400, "many");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "PUT|/settings|{\"paused\": tru|not valid JSON",
			"PUT|/settings|{\"paused\": true,}|line 1, column 1",
			"PUT|/settings|{\"paused\": true}|'delayMillis' is missing",
			"PUT|/settings|{\"delayMillis\": 5}|'paused' is missing",
			"PUT|/settings|{\"paused\": false, \"delayMillis\": -1}|from 0 to 10000",
			"PUT|/settings|{\"paused\": false, \"delayMillis\": 10001}|from 0 to 10000",
			"PUT|/settings|{\"paused\": false, \"delayMillis\": \"soon\"}|'delayMillis' has a value of the wrong type",
			"PUT|/settings|{\"paused\": false, \"delayMillis\": \"5\"}|'delayMillis' has a value of the wrong type",
			"PUT|/settings|{\"paused\": false, \"delayMillis\": 1.5}|wrong type",
			"PUT|/settings|{\"paused\": false, \"delayMillis\": 99999999999999999999}|wrong type",
			"PUT|/settings|[1]|wrong type", "PUT|/settings|null|missing or empty", "PUT|/settings|``|missing or empty",
			"POST|/batches|{\"texts\": [\"a\"|not valid JSON", "POST|/batches|{}|'texts' is missing",
			"POST|/batches|{\"texts\": []}|'texts' is missing or empty",
			"POST|/batches|{\"texts\": [\"a\", null]}|'texts[1]' is null",
			"POST|/batches|{\"texts\": [\"a\", {}]}|'texts[1]' has a value of the wrong type",
			"POST|/batches|{\"texts\": [\"a\"], \"timeLimitMillis\": 0}|'timeLimitMillis' must be from 1" })
	@DisplayName("Malformed JSON is refused with what is wrong and where")
	void malformedJson(String method, String path, String body, String expected) {
		ResponseSpec response = this.client.http.method(HttpMethod.valueOf(method))
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange();
		expectProblem(response, 400, expected);
	}

	@Test
	@DisplayName("What is wrong with a body is said without a name of a Java type")
	void noJavaTypes() {
		String answer = this.client.http.put()
			.uri("/settings")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"paused\": [1]}")
			.exchange()
			.returnResult(String.class)
			.getResponseBody();
		assertThat(answer).contains("'paused'").doesNotContain("java", "runtimesync", "Boolean");
	}

	@Test
	@DisplayName("A method that a resource does not have is refused")
	void wrongMethod() {
		expectProblem(this.client.http.delete().uri("/jobs").exchange(), 405, "DELETE");
	}

	private static void expectProblem(ResponseSpec response, int status, String detail) {
		response.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.status")
			.isEqualTo(status)
			.jsonPath("$.detail")
			.value((actual) -> assertThat(actual).asString().contains(detail));
	}

}
