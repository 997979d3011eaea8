/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.listener.SyncListenerEndpoint;
import io.github.runtimesync.listener.SyncListenerRegistry;
import io.github.runtimesync.redis.server.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What those see who look at primitives while Redis is frozen. A call to Redis would wait
 * for five minutes, so nothing here can have waited for one.
 */
@Timeout(120)
class RedisAwayTests {

	private static final int COUNTERS = 150;

	private final RedisServer server = RedisServer.start();

	private EndpointApplication application;

	@BeforeEach
	void start() {
		this.application = new EndpointApplication(WebApplicationType.SERVLET, Application.class,
				"spring.application.name=away", "spring.autoconfigure.exclude=" + String.join(",", SECURITY),
				"sync.engine=redis", "sync.redis.timeout=5m", "spring.data.redis.host=127.0.0.1",
				"spring.data.redis.port=" + this.server.port(), "sync.atomics.near.engine=local");
		DefaultSyncRegistry registry = this.application.registry();
		for (int i = 0; i < COUNTERS; i++) {
			registry.atomic("c" + i, i);
		}
	}

	static final List<String> SECURITY = List.of(
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
	@DisplayName("While Redis answers, nothing is said to be old")
	void present() throws Exception {
		HttpResponse<String> overview = this.application.get("");
		assertThat(this.<List<Object>>read(overview, "$..stale")).isEmpty();
		assertThat(this.<List<String>>read(overview, "$.engines[*].name")).containsExactly("redis", "local");
		assertThat(this.<Map<String, Object>>read(overview, "$.engines[0]")).containsEntry("reachable", true)
			.containsEntry("shared", true)
			.containsEntry("waiters", 0)
			.containsKeys("lastAnswer", "roundTrip")
			.doesNotContainKey("problem");
		assertThat(this.<Map<String, Object>>read(overview, "$.engines[1]"))
			.isEqualTo(Map.of("name", "local", "shared", false));
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		assertThat(health().getDetails()).extractingByKey("engines").asString().contains("reachable=true");
	}

	@Test
	@DisplayName("While Redis is frozen the endpoint answers with what is known and says so, and goes on afterwards")
	void endpoint() throws Exception {
		assertThat(this.<Integer>read(this.application.get("/atomics/c7"), "$.value")).isEqualTo(7);
		this.server.freeze();
		eventually().until(() -> !this.<List<Object>>read(this.application.get(""), "$..stale").isEmpty());
		eventually()
			.untilAsserted(() -> assertThat(this.<Map<String, Object>>read(this.application.get(""), "$.engines[0]"))
				.containsEntry("reachable", false)
				.containsEntry("problem", "no answer"));
		HttpResponse<String> page = this.application.get("/atomics?limit=1000");
		assertThat(this.<List<Object>>read(page, "$.items[?(@.stale == true)]")).hasSize(COUNTERS);
		assertThat(this.<List<String>>read(page, "$.items[?(!@.stale)].name")).containsExactly("near");
		assertThat(this.<Integer>read(this.application.get("/atomics/c7"), "$.value")).isEqualTo(7);
		this.server.thaw();
		eventually().untilAsserted(() -> {
			HttpResponse<String> overview = this.application.get("");
			assertThat(this.<List<Object>>read(overview, "$..stale")).isEmpty();
			assertThat(this.<Boolean>read(overview, "$.engines[0].reachable")).isTrue();
		});
	}

	@Test
	@DisplayName("While Redis is frozen the application, which has a listener, is down, and up again afterwards")
	void healthOfApplication() {
		this.application.bean(SyncListenerRegistry.class)
			.register(SyncListenerEndpoint.forItems("jobs", "jobs", String.class, (job) -> {
			}));
		this.server.freeze();
		eventually().untilAsserted(() -> {
			assertThat(health().getStatus()).isEqualTo(Status.DOWN);
			assertThat(health().getDetails()).extractingByKey("problems")
				.asString()
				.contains("engine redis=no answer; last answer ");
		});
		this.server.thaw();
		eventually().untilAsserted(() -> assertThat(health().getStatus()).isEqualTo(Status.UP));
	}

	@Test
	@DisplayName("A scrape reads all meters while Redis is frozen, with the values it saw last")
	void scrape() {
		MeterRegistry meters = this.application.bean(MeterRegistry.class);
		scrape(meters);
		assertThat(meters.get("sync.atomic.value").tag("name", "c7").gauge().value()).isEqualTo(7);
		assertThat(meters.get("sync.engine.reachable").tag("engine", "redis").gauge().value()).isEqualTo(1);
		assertThat(meters.get("sync.engine.commands").functionCounter().count()).isGreaterThan(COUNTERS);
		assertThat(meters.get("sync.engine.round.trip").functionTimer().count()).isGreaterThan(COUNTERS);
		this.application.registry().atomic("c7").add();
		assertThat(meters.get("sync.engine.requests").functionCounter().count()).isEqualTo(1);
		assertThat(meters.get("sync.engine.batches").functionCounter().count()).isEqualTo(1);
		this.server.freeze();
		eventually().untilAsserted(() -> {
			scrape(meters);
			assertThat(meters.get("sync.engine.reachable").gauge().value()).isZero();
		});
		assertThat(meters.get("sync.atomic.value").tag("name", "c9").gauge().value()).isEqualTo(9);
	}

	/**
	 * Longer than usual: while Redis is frozen, each look waits for it.
	 */
	private static ConditionFactory eventually() {
		return await().atMost(Duration.ofSeconds(30));
	}

	private static void scrape(MeterRegistry meters) {
		meters.getMeters()
			.stream()
			.map(Meter::measure)
			.forEach((measurements) -> measurements.forEach((measurement) -> measurement.getValue()));
	}

	private Health health() {
		Health health = this.application.bean(SyncHealthIndicator.class).health();
		assertThat(health).isNotNull();
		return health;
	}

	private <T> T read(HttpResponse<String> response, String path) {
		assertThat(response.statusCode()).isEqualTo(200);
		return JsonPath.read(response.body(), path);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		SimpleMeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

	}

}
