/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SyncEndpoint} and {@link SyncEndpointWebExtension} over HTTP.
 */
class SyncEndpointWebTests {

	private static final String HOSTILE = "\"><svg onload=alert(1)>";

	private static final HttpClient client = HttpClient.newHttpClient();

	private static final Map<List<String>, ConfigurableApplicationContext> contexts = new HashMap<>();

	private ConfigurableApplicationContext context;

	@AfterAll
	static void closeContexts() {
		contexts.values().forEach(ConfigurableApplicationContext::close);
		contexts.clear();
	}

	@Test
	@DisplayName("The overview shows the engine, totals and the first primitives of each kind")
	void overview() throws Exception {
		SyncRegistry registry = start();
		registry.atomic("requests", 7);
		registry.waitGroup("tasks").add();
		registry.queue("jobs", String.class, 100).offer("one");
		String body = get("").body();
		assertThat(this.<String>read(body, "$.engine")).isEqualTo("local");
		assertThat(this.<Map<String, Integer>>read(body, "$.totals"))
			.isEqualTo(Map.of("atomics", 1, "shareds", 0, "waitGroups", 1, "queues", 1));
		assertThat(this.<Integer>read(body, "$.first.atomics[0].value")).isEqualTo(7);
		assertThat(this.<Integer>read(body, "$.first.waitGroups[0].count")).isEqualTo(1);
		assertThat(this.<Map<String, Object>>read(body, "$.first.queues[0]")).containsEntry("name", "jobs")
			.containsEntry("type", "java.lang.String")
			.containsEntry("size", 1)
			.containsEntry("maxSize", 100)
			.containsEntry("remaining", 99)
			.containsEntry("puts", 1)
			.containsEntry("gets", 0)
			.containsEntry("blockedPutters", 0)
			.containsEntry("blockedGetters", 0)
			.containsEntry("closed", false)
			.containsKeys("oldestAge", "created");
	}

	@Test
	@DisplayName("A page is filtered by name, skips and stops")
	void page() throws Exception {
		SyncRegistry registry = start();
		for (int i = 0; i < 5; i++) {
			registry.atomic("order" + i);
		}
		registry.atomic("user");
		String body = get("/atomics?name=ord*&offset=1&limit=2").body();
		assertThat(this.<Iterable<String>>read(body, "$.items[*].name")).containsExactly("order1", "order2");
		assertThat(this.<Boolean>read(body, "$.hasMore")).isTrue();
		assertThat(this.<Integer>read(body, "$.total")).isEqualTo(6);
		assertThat(this.<Boolean>read(get("/atomics?offset=5").body(), "$.hasMore")).isFalse();
		assertThat(this.<Iterable<String>>read(get("/atomics?name=ord*&after=order3").body(), "$.items[*].name"))
			.containsExactly("order4");
	}

	@Test
	@DisplayName("An offset or a limit out of range is a bad request that says what is allowed")
	void badPage() throws Exception {
		start();
		assertThat(get("/atomics?limit=1001").statusCode()).isEqualTo(400);
		assertThat(get("/atomics?limit=0").body()).contains("'limit' must be from 1 to 1000");
		assertThat(get("/atomics?offset=-1").body()).contains("'offset' must be from 0");
		assertThat(get("/atomics?offset=x").statusCode()).isEqualTo(400);
	}

	@Test
	@DisplayName("An unknown name or kind is not found and nothing is created")
	void unknown() throws Exception {
		SyncRegistry registry = start();
		assertThat(get("/queues/nobody").statusCode()).isEqualTo(404);
		assertThat(get("/pumps").statusCode()).isEqualTo(404);
		assertThat(get("/pumps/nobody").statusCode()).isEqualTo(404);
		for (SyncKind kind : SyncKind.values()) {
			assertThat(registry.count(kind)).isZero();
		}
	}

	@Test
	@DisplayName("One primitive is found by its name, whatever characters it has")
	void primitive() throws Exception {
		SyncRegistry registry = start();
		for (String name : new String[] { "plain", "orders/eu/west", "a b", "ünïcode ✓", "100%", "a;b", "a?b#c" }) {
			registry.atomic(name, 3);
			HttpResponse<String> response = get("/atomics/" + encode(name));
			assertThat(response.statusCode()).as(name).isEqualTo(200);
			assertThat(this.<String>read(response.body(), "$.name")).isEqualTo(name);
		}
	}

	@Test
	@DisplayName("A hostile name is text in a JSON document")
	void hostileName() throws Exception {
		start().atomic(HOSTILE);
		HttpResponse<String> response = get("/atomics");
		assertThat(response.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).contains("json"));
		assertThat(this.<Iterable<String>>read(response.body(), "$.items[*].name")).containsExactly(HOSTILE);
	}

	@Test
	@DisplayName("Values of shared variables are masked by default, counters are not")
	void maskedByDefault() throws Exception {
		SyncRegistry registry = start();
		registry.shared("password", "s3cret");
		String body = get("/shareds/password").body();
		assertThat(body).doesNotContain("s3cret");
		assertThat(this.<String>read(body, "$.value")).isEqualTo("******");
		assertThat(get("").body()).doesNotContain("s3cret");
		assertThat(get("/shareds").body()).doesNotContain("s3cret");
	}

	@Test
	@DisplayName("Values are shown when that is configured, objects as text")
	void shown() throws Exception {
		SyncRegistry registry = start("management.endpoint.sync.show-values=always");
		registry.shared("count", 12);
		registry.shared("settings", new Settings(true));
		registry.shared("broken", new Object() {
			@Override
			public String toString() {
				throw new IllegalStateException("no text");
			}
		});
		assertThat(this.<Integer>read(get("/shareds/count").body(), "$.value")).isEqualTo(12);
		assertThat(this.<String>read(get("/shareds/settings").body(), "$.value")).isEqualTo("Settings[paused=true]");
		assertThat(this.<String>read(get("/shareds/broken").body(), "$.value")).contains("its toString() failed");
	}

	@Test
	@DisplayName("Values are hidden from anonymous callers with when-authorized")
	void whenAuthorized() throws Exception {
		start("management.endpoint.sync.show-values=when-authorized").shared("password", "s3cret");
		assertThat(get("/shareds/password").body()).doesNotContain("s3cret");
	}

	@Test
	@DisplayName("A sanitizing function masks even what is shown")
	void sanitizingFunction() throws Exception {
		SyncRegistry registry = start("management.endpoint.sync.show-values=always", "mask=true");
		registry.shared("password", "s3cret");
		registry.shared("mode", "fast");
		assertThat(get("/shareds/password").body()).doesNotContain("s3cret");
		assertThat(get("/shareds/mode").body()).contains("fast");
	}

	@Test
	@DisplayName("A queue in full shows who is blocked, in which call and since when; a page does not")
	void blockedThreads() throws Exception {
		SyncQueue<String> jobs = start().queue("jobs");
		Thread getter = new Thread(() -> getQuietly(jobs), "getter <1>");
		getter.start();
		jobs.getAsync();
		await().until(() -> getter.getState() == Thread.State.WAITING);
		Map<String, Object> queue = read(get("/queues/jobs").body(), "$");
		assertThat(this.<Integer>read(get("/queues/jobs").body(), "$.blocked.total")).isEqualTo(2);
		List<Map<String, Object>> shown = read(get("/queues/jobs").body(), "$.blocked.shown");
		assertThat(shown)
			.anySatisfy((caller) -> assertThat(caller).containsEntry("thread", "getter <1>")
				.containsEntry("call", "get")
				.containsKeys("since", "waited")
				.doesNotContainKey("callSite"))
			.anySatisfy((caller) -> assertThat(caller).containsEntry("call", "getAsync").doesNotContainKey("thread"));
		assertThat(queue).containsEntry("blockedGetters", 2);
		assertThat(get("/queues").body()).doesNotContain("\"blocked\"");
		assertThat(get("").body()).doesNotContain("\"blocked\"");
		jobs.close();
		getter.join();
	}

	@Test
	@DisplayName("Of many blocked callers one hundred are shown, and all are counted")
	void manyBlocked() throws Exception {
		SyncQueue<String> jobs = start().queue("jobs");
		for (int i = 0; i < 150; i++) {
			jobs.getAsync();
		}
		String body = get("/queues/jobs").body();
		assertThat(this.<List<Object>>read(body, "$.blocked.shown")).hasSize(100);
		assertThat(this.<Integer>read(body, "$.blocked.total")).isEqualTo(150);
	}

	@Test
	@DisplayName("With call sites captured a wait group shows where it was counted up and who waits from where")
	void callSites() throws Exception {
		SyncRegistry registry = start("sync.diagnostics.capture-call-sites=true");
		registry.waitGroup("leaky").add(3);
		registry.waitGroup("leaky").done();
		registry.waitGroup("leaky").whenZero();
		String body = get("/waitGroups/leaky").body();
		List<Map<String, Object>> sites = read(body, "$.callSites");
		assertThat(sites).anySatisfy((site) -> {
			assertThat(site).containsEntry("call", "add").containsEntry("added", 3);
			assertThat(site.get("callSite").toString()).contains("SyncEndpointWebTests.callSites");
		});
		assertThat(this.<List<String>>read(body, "$.blocked.shown[0].callSite").get(0))
			.contains("SyncEndpointWebTests.callSites(SyncEndpointWebTests.java:");
		registry.waitGroup("leaky").add(-2);
		assertThat(get("/waitGroups/leaky").body()).doesNotContain("callSites");
	}

	private static void getQuietly(SyncQueue<String> queue) {
		try {
			queue.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Start an application, or take one of the same properties and empty its registry.
	 */
	private SyncRegistry start(String... properties) {
		this.context = contexts.computeIfAbsent(List.of(properties), (key) -> {
			Stream<String> all = Stream
				.concat(Stream.of("server.port=0", "management.endpoints.web.exposure.include=sync"), key.stream());
			return new SpringApplication(TestConfiguration.class)
				.run(all.map((property) -> "--" + property).toArray(String[]::new));
		});
		SyncRegistry registry = this.context.getBean(SyncRegistry.class);
		for (SyncKind kind : SyncKind.values()) {
			registry.snapshots(kind, null, 0, 1_000).items().forEach((found) -> registry.remove(kind, found.name()));
		}
		return registry;
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		String port = this.context.getEnvironment().getProperty("local.server.port");
		return client.send(
				HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/sync" + path)).build(),
				BodyHandlers.ofString());
	}

	private static String encode(String name) {
		return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
	}

	private <T> T read(String json, String path) {
		return JsonPath.read(json, path);
	}

	/**
	 * A value with a text form.
	 */
	record Settings(boolean paused) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TestConfiguration {

		@Bean
		@ConditionalOnBooleanProperty("mask")
		SanitizingFunction maskPassword() {
			return SanitizingFunction.sanitizeValue().ifKeyEquals("password");
		}

	}

}
