/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.redis.server.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the profile {@code redis} needs, and that nothing else does.
 */
@ExtendWith(OutputCaptureExtension.class)
class RedisProfileTests {

	/**
	 * A port that no system hands out, and nobody listens at.
	 */
	private static final int NOBODY = 1;

	@Test
	@DisplayName("Without the profile nobody asks for Redis, and the application is healthy")
	void withoutProfile() throws IOException {
		try (ServerSocket redis = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				ConfigurableApplicationContext context = start(redis.getLocalPort())) {
			assertThat(context.getBean(SyncRegistry.class).engine()).isEqualTo("local");
			assertThat(context.getBean(HealthEndpoint.class).health().getStatus()).isEqualTo(Status.UP);
			assertThat(context.getBean(HealthEndpoint.class).healthForPath("redis")).isNull();
			redis.setSoTimeout(1);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(redis::accept);
		}
	}

	@Test
	@DisplayName("With the profile and without Redis the start fails, and says what is missing")
	void withoutRedis(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> start(NOBODY, "--spring.profiles.active=redis", "--sync.redis.timeout=10s"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Redis did not answer within 10000 ms: Connection refused: /127.0.0.1:" + NOBODY)
			.contains("Start Redis, or say where it is with 'spring.data.redis.host' and 'spring.data.redis.port'");
	}

	@Test
	@DisplayName("What cannot be decoded hides no dead letters, and does not end the loop that adds results up")
	void undecodable() {
		try (RedisServer redis = RedisServer.start();
				ConfigurableApplicationContext context = start(redis.port(), "--spring.profiles.active=redis",
						"--sync.listener.by-id.jobs.retry.delay=10ms")) {
			SampleClient client = new SampleClient(
					context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
			spoil(redis, "jobs.dead");
			assertThat(client.get("/stats").at("/jobs/dead").asInt()).isOne();
			assertThat(client.get("/dead-letters")).isEmpty();
			client.finished(client.accepted("hopeless", "always"));
			SampleClient.eventually().until(() -> client.get("/dead-letters").size() == 1);
			spoil(redis, "results");
			client.finished(client.accepted("fine"));
			SampleClient.eventually().until(() -> client.get("/stats").at("/totals/results").asInt() == 1);
		}
	}

	private static void spoil(RedisServer redis, String queue) {
		String key = (String) ((List<?>) redis.run("KEYS", "*queues:" + queue + "}*")).get(0);
		redis.run("RPUSH", key.substring(0, key.indexOf('}') + 1) + ":q", "1 5 id-1\nx?");
	}

	private static ConfigurableApplicationContext start(int redisPort, String... arguments) {
		SpringApplication application = new SpringApplicationBuilder(SampleApplication.class)
			.properties("server.port=0", "spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + redisPort)
			.build();
		return application.run(arguments);
	}

}
