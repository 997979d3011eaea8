/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.listener.DeadLetter;
import io.github.runtimesync.listener.SyncListenerEndpoint;
import io.github.runtimesync.listener.SyncListenerOptions;
import io.github.runtimesync.listener.SyncListenerRegistry;
import io.github.runtimesync.redis.server.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the endpoint for listeners reads of a long dead-letter queue in Redis, and what it
 * says if it cannot.
 */
@Timeout(120)
class RedisDeadLettersTests {

	private static final int LETTERS = 200;

	private static final int LENGTH = 50_000;

	/** A good part of the letters, and more than anything else that Redis has to say. */
	private static final int MOST = LETTERS * LENGTH / 2;

	private final RedisServer server = RedisServer.start();

	private EndpointApplication application;

	private SyncQueue<String> jobs;

	@BeforeEach
	void start() {
		this.application = new EndpointApplication(WebApplicationType.SERVLET, Application.class,
				"spring.application.name=letters", "spring.autoconfigure.exclude=" + String.join(",", SECURITY),
				"management.endpoints.web.exposure.include=synclisteners",
				"management.endpoint.synclisteners.access=unrestricted", "sync.engine=redis",
				"spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + this.server.port());
		this.jobs = this.application.registry().queue("jobs", String.class);
		SyncListenerOptions options = new SyncListenerOptions();
		options.setAutoStartup(false);
		this.application.bean(SyncListenerRegistry.class)
			.register(SyncListenerEndpoint.forItems("jobs", "jobs", String.class, (job) -> {
			}).withOptions(options));
	}

	private void add(int letters) {
		SyncQueue<DeadLetter<String>> dead = this.application.registry()
			.queue("jobs.dead", new ParameterizedTypeReference<DeadLetter<String>>() {
			}, 10_000);
		DeadLetter.Cause cause = new DeadLetter.Cause("Failure", null, "");
		for (int i = 0; i < letters; i++) {
			dead.add(new DeadLetter<>("letter-" + i, "x".repeat(LENGTH), cause, 1, Instant.EPOCH, Instant.EPOCH, "jobs",
					"jobs"));
		}
	}

	private static final List<String> SECURITY = List.of(
			"org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration");

	@AfterEach
	void close() {
		this.server.thaw();
		this.application.close();
		this.server.close();
	}

	@Test
	@DisplayName("A page of letters is read without those behind it")
	void page() throws Exception {
		add(LETTERS);
		long before = sent();
		String page = ok(this.application.get("listeners/jobs/deadLetters?limit=20"));
		assertThat(sent() - before).isLessThan(MOST);
		assertThat(JsonPath.<List<String>>read(page, "$.items[*].id")).hasSize(20).startsWith("letter-0", "letter-1");
		assertThat(JsonPath.<Boolean>read(page, "$.hasMore")).isTrue();
		String last = ok(this.application.get("listeners/jobs/deadLetters?offset=180&limit=20"));
		assertThat(JsonPath.<List<String>>read(last, "$.items[*].id")).hasSize(20).endsWith("letter-199");
		assertThat(JsonPath.<Boolean>read(last, "$.hasMore")).isFalse();
	}

	@Test
	@DisplayName("A replay does not read the letters behind the one that is replayed, and says how many are left")
	void replay() throws Exception {
		add(LETTERS);
		long before = sent();
		String answer = ok(
				this.application.post("listeners/jobs", "{\"action\": \"replay\", \"deadLetter\": \"letter-1\"}"));
		assertThat(sent() - before).isLessThan(MOST);
		assertThat(JsonPath.<Integer>read(answer, "$.moved")).isOne();
		assertThat(JsonPath.<Integer>read(answer, "$.remaining")).isEqualTo(LETTERS - 1);
		assertThat(this.jobs.size()).isOne();
	}

	@Test
	@DisplayName("While Redis is frozen letters are neither read nor replayed, which is answered with 503")
	void unavailable() throws Exception {
		add(2);
		this.server.freeze();
		EndpointApplication.assertProblem(this.application.get("listeners/jobs/deadLetters"), 503, "jobs.dead");
		EndpointApplication.assertProblem(
				this.application.post("listeners/jobs", "{\"action\": \"replay\", \"deadLetter\": \"letter-1\"}"), 503,
				"jobs.dead");
	}

	private static String ok(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

	/**
	 * Return how many bytes the server has sent.
	 */
	private long sent() {
		return ((String) this.server.run("INFO", "stats")).lines()
			.filter((line) -> line.startsWith("total_net_output_bytes:"))
			.mapToLong((line) -> Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
			.findFirst()
			.orElseThrow();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
