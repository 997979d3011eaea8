/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every content that a client may send.
 */
@SampleTest
class JobContentTests {

	private SampleClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = new SampleClient(port);
		this.client.settle();
	}

	@Test
	@DisplayName("A file from the disk is worked on under its own name")
	void fileFromDisk(@TempDir Path directory) throws Exception {
		Path file = Files.writeString(directory.resolve("Gr\u00fc\u00dfe.txt"), "Gr\u00fc\u00dfe, Gr\u00fc\u00dfe!\n");
		MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
		form.add("file", new FileSystemResource(file));
		String id = this.client
			.id(this.client.http.post().uri("/jobs").contentType(MediaType.MULTIPART_FORM_DATA).body(form).exchange());
		JsonNode job = this.client.finished(id);
		assertThat(job.get("name").asString()).isEqualTo("Gr\u00fc\u00dfe.txt");
		assertThat(job.get("bytes").asLong()).isEqualTo(Files.size(file));
		assertThat(job.at("/result/frequentWords/0/word").asString()).isEqualTo("gr\u00fc\u00dfe");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-8", "UTF-16", "UTF-16LE", "ISO-8859-1", "windows-1252" })
	@DisplayName("A text file is read in its own charset although nobody declares it")
	void undeclaredCharset(String charset) {
		byte[] content = "\u00dcber allen Gipfeln ist Ruh, \u00fcber allen\n".getBytes(Charset.forName(charset));
		JsonNode job = this.client.finished(this.client.id(this.client.upload("gipfel.txt", content)));
		assertThat(job.at("/result/words").asInt()).isEqualTo(7);
		assertThat(job.at("/result/frequentWords/0/word").asString()).isEqualTo("allen");
		assertThat(job.at("/result/frequentWords/1/word").asString()).isEqualTo("\u00fcber");
		assertThat(job.at("/result/frequentWords/1/count").asInt()).isEqualTo(2);
	}

	@Test
	@DisplayName("The declared charset of a text counts")
	void declaredCharset() {
		String id = this.client.id(this.client.http.post()
			.uri("/jobs")
			.contentType(MediaType.parseMediaType("text/plain;charset=Shift_JIS"))
			.body("\u6771\u4eac".getBytes(Charset.forName("Shift_JIS")))
			.exchange());
		assertThat(this.client.finished(id).at("/result/frequentWords/0/word").asString()).isEqualTo("\u6771\u4eac");
	}

	@Test
	@DisplayName("A text that is not what its sender declared fails, says so, and the workers go on")
	void failedJob() {
		for (int i = 0; i < 3; i++) {
			String id = this.client.id(this.client.http.post()
				.uri("/jobs")
				.contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
				.body(new byte[] { 'a', (byte) 0xFF, 'b' })
				.exchange());
			JsonNode job = this.client.finished(id);
			assertThat(job.get("state").asString()).isEqualTo("FAILED");
			assertThat(job.get("error").asString()).contains("UTF-8");
			assertThat(job.get("result").isNull()).isTrue();
		}
		assertThat(this.client.finished(this.client.accepted("still alive")).get("state").asString()).isEqualTo("DONE");
	}

	@Test
	@DisplayName("A binary file is digested and not taken for text")
	void binaryFile() {
		byte[] content = new byte[50_000];
		new Random(1).nextBytes(content);
		JsonNode job = this.client.finished(this.client.id(this.client.upload("noise.bin", content)));
		assertThat(job.get("state").asString()).isEqualTo("DONE");
		assertThat(job.at("/result/charset").isNull()).isTrue();
		assertThat(job.at("/result/bytes").asInt()).isEqualTo(50_000);
		assertThat(job.at("/result/sha256").asString()).hasSize(64);
	}

	@ParameterizedTest
	@ValueSource(strings = { "><svg onload=alert(1)>.txt", "..", "a b;c=d.txt", "%00.txt", "${jndi:ldap:x}" })
	@DisplayName("A hostile file name is taken as it is")
	void hostileName(String name) {
		String id = this.client.id(this.client.upload(name, "text".getBytes(StandardCharsets.UTF_8)));
		assertThat(this.client.finished(id).get("name").asString()).isEqualTo(name);
	}

	@Test
	@DisplayName("The list shows the newest jobs first")
	void newestFirst() {
		String first = this.client.accepted("first");
		String second = this.client.accepted("second");
		assertThat(this.client.listedIds()).startsWith(second, first);
		assertThat(this.client.get("/jobs?limit=1")).hasSize(1);
	}

	@Test
	@DisplayName("The oldest finished jobs are forgotten")
	void finishedJobsAreForgotten() {
		String first = this.client.accepted("first");
		this.client.finished(first);
		for (int i = 0; i < 20; i++) {
			this.client.finished(this.client.accepted("job " + i));
		}
		assertThat(this.client.listedIds()).hasSize(20).doesNotContain(first);
		this.client.http.get().uri("/jobs/" + first).exchange().expectStatus().isNotFound();
	}

}
