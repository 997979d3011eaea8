/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.listener.DeadLetter;
import io.github.runtimesync.listener.SyncListenerContainer;
import io.github.runtimesync.listener.SyncListenerEndpoint;
import io.github.runtimesync.listener.SyncListenerOptions;
import io.github.runtimesync.listener.SyncListenerRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SyncListenersEndpoint} over HTTP.
 */
@Timeout(120)
@ParameterizedClass
@EnumSource(names = { "SERVLET", "REACTIVE" })
@ExtendWith(OutputCaptureExtension.class)
class SyncListenersEndpointTests {

	private static final Map<WebApplicationType, EndpointApplication> applications = new EnumMap<>(
			WebApplicationType.class);

	private static final AtomicInteger ids = new AtomicInteger();

	private final EndpointApplication application;

	private final String id = "orders/jobs-" + ids.incrementAndGet();

	private final AtomicBoolean broken = new AtomicBoolean(true);

	private final CountDownLatch release = new CountDownLatch(1);

	private SyncListenerContainer container;

	private SyncQueue<String> jobs;

	SyncListenersEndpointTests(WebApplicationType type) {
		this.application = applications.computeIfAbsent(type,
				(key) -> new EndpointApplication(key, TestConfiguration.class,
						"management.endpoints.web.exposure.include=synclisteners",
						"management.endpoint.synclisteners.access=unrestricted"));
	}

	@BeforeEach
	void listen() {
		this.jobs = this.application.registry().queue(this.id, 3);
		SyncListenerOptions options = new SyncListenerOptions();
		options.getRetry().setMaxRetries(0L);
		options.setConcurrency("1-2");
		options.setStuckAfter(Duration.ofMillis(20));
		this.container = this.application.bean(SyncListenerRegistry.class)
			.register(
					SyncListenerEndpoint.forItems(this.id, this.id, String.class, this::process).withOptions(options));
	}

	private void process(String item) {
		if (item.equals("wait")) {
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		else if (this.broken.get()) {
			throw new IllegalStateException("no \"" + item.length() + "\"");
		}
	}

	@AfterEach
	void end() {
		this.release.countDown();
		this.container.stop();
	}

	@AfterAll
	static void stop() {
		applications.values().forEach(EndpointApplication::close);
		applications.clear();
	}

	@Test
	@DisplayName("All listeners are shown, and each by its id, which may hold slashes")
	void shown() throws Exception {
		this.jobs.put("s3cret");
		await().until(() -> this.container.snapshot().handled() == 1);
		String one = get("/" + this.id).body();
		assertThat(JsonPath.<Map<String, Object>>read(one, "$")).containsEntry("id", this.id)
			.containsEntry("queue", this.id)
			.containsEntry("state", "running")
			.containsEntry("inRetry", 0)
			.containsEntry("handled", 1)
			.containsEntry("failures", 1)
			.containsEntry("stuck", List.of());
		assertThat(JsonPath.<Map<String, Object>>read(one, "$.concurrency")).containsEntry("min", 1)
			.containsEntry("max", 2)
			.containsKey("present");
		assertThat(JsonPath.<Map<String, Object>>read(one, "$.deadLetters")).containsEntry("queue", this.id + ".dead")
			.containsEntry("waiting", 1)
			.containsEntry("sent", 1);
		assertThat(JsonPath.<List<String>>read(get("").body(), "$.listeners[*].id")).contains(this.id).isSorted();
	}

	@Test
	@DisplayName("A stuck worker is shown with its thread and since when")
	void stuck() throws Exception {
		this.jobs.put("wait");
		await().until(() -> !this.container.snapshot().stuck().isEmpty());
		Map<String, Object> stuck = JsonPath.read(get("/" + this.id).body(), "$.stuck[0]");
		assertThat(stuck).containsEntry("thread", "sync-" + this.id + "-1").containsKeys("since", "busy");
		this.release.countDown();
		await().until(() -> JsonPath.<List<Object>>read(get("/" + this.id).body(), "$.stuck").isEmpty());
	}

	@Test
	@DisplayName("Dead letters come by page, with the cause and without the item")
	void deadLetters() throws Exception {
		// One after the other, since there are two workers.
		for (String item : List.of("s3cret", "s3cret2", "s3cret33")) {
			this.jobs.put(item);
			awaitDead(item.length() - 5);
		}
		String body = get("/" + this.id + "/deadLetters?limit=2").body();
		assertThat(JsonPath.<Map<String, Object>>read(body, "$.items[0]"))
			.containsEntry("cause", IllegalStateException.class.getName())
			.containsEntry("message", "no \"6\"")
			.containsEntry("item", "******")
			.containsEntry("attempts", 1)
			.containsEntry("listener", this.id)
			.containsKeys("id", "firstFailure", "lastFailure");
		assertThat(JsonPath.<Boolean>read(body, "$.hasMore")).isTrue();
		assertThat(JsonPath.<List<Object>>read(get("/" + this.id + "/deadLetters?offset=2").body(), "$.items"))
			.hasSize(1);
		assertThat(body).doesNotContain("s3cret");
		EndpointApplication.assertProblem(get("/" + this.id + "/deadLetters?limit=0"), 400,
				"'limit' must be from 1 to 1000");
	}

	@Test
	@DisplayName("A listener is paused, resumed, stopped and started, and a second time nothing changes")
	void lifecycle(CapturedOutput output) throws Exception {
		for (String action : List.of("pause", "resume", "stop", "start")) {
			assertThat(changed(action)).as(action).isTrue();
			assertThat(changed(action)).as(action).isFalse();
			assertThat(output.getOut()
				.lines()
				.filter((line) -> line.contains("listener \"%s\": ".formatted(this.id)) && line.contains(" INFO ")))
				.as(action)
				.hasSize(1 + List.of("pause", "resume", "stop", "start").indexOf(action));
		}
		assertThat(output).contains("listener \"%s\": stopped by \"anonymous\" over http".formatted(this.id));
		assertThat(audited("SYNC_LISTENER_PAUSE")).singleElement()
			.satisfies((event) -> assertThat(event.getData()).containsEntry("action", "pause")
				.containsEntry("source", "http"));
		assertThat(this.container.isRunning()).isTrue();
	}

	@Test
	@DisplayName("The number of workers is changed as it is written in the annotation")
	void scale() throws Exception {
		assertThat(JsonPath.<Map<String, Object>>read(post("{\"concurrency\": \"2-8\"}").body(), "$"))
			.containsEntry("action", "scale")
			.containsEntry("concurrency", "2-8")
			.containsEntry("changed", true);
		assertThat(this.container.snapshot().minConcurrency()).isEqualTo(2);
		assertThat(this.container.snapshot().maxConcurrency()).isEqualTo(8);
		post("{\"concurrency\": 3}");
		assertThat(this.container.snapshot().maxConcurrency()).isEqualTo(3);
		for (String wrong : List.of("\"0\"", "\"8-2\"", "\"many\"", "-1")) {
			EndpointApplication.assertProblem(post("{\"concurrency\": %s}".formatted(wrong)), 400,
					"The concurrency must be a number");
		}
		EndpointApplication.assertProblem(post("{\"concurrency\": \"1-1001\"}"), 400, "at most 1000 here: 1-1001");
		assertThat(this.container.snapshot().maxConcurrency()).isEqualTo(3);
	}

	@Test
	@DisplayName("All dead letters are replayed as far as there is room, and the answer says how many")
	void replayAll() throws Exception {
		for (String item : List.of("a", "b", "c")) {
			this.jobs.put(item);
		}
		awaitDead(3);
		this.broken.set(false);
		post("{\"action\": \"stop\"}");
		assertThat(this.container.awaitQuiet(Duration.ofSeconds(60))).isTrue();
		this.jobs.put("other");
		Map<String, Object> answer = JsonPath.read(post("{\"action\": \"replay\"}").body(), "$");
		assertThat(answer).containsEntry("moved", 2).containsEntry("remaining", 1).containsEntry("changed", true);
		assertThat(audited("SYNC_LISTENER_REPLAY")).singleElement()
			.satisfies((event) -> assertThat(event.getData()).containsEntry("moved", 2));
		assertThat(this.jobs.size()).isEqualTo(3);
	}

	@Test
	@DisplayName("One dead letter is replayed; one that does not fit, or is not there, says so")
	void replayOne() throws Exception {
		this.jobs.put("a");
		awaitDead(1);
		this.broken.set(false);
		String letter = JsonPath.read(get("/" + this.id + "/deadLetters").body(), "$.items[0].id");
		String replay = "{\"action\": \"replay\", \"deadLetter\": \"%s\"}".formatted(letter);
		post("{\"action\": \"stop\"}");
		assertThat(this.container.awaitQuiet(Duration.ofSeconds(60))).isTrue();
		for (String item : List.of("x", "y", "z")) {
			this.jobs.put(item);
		}
		EndpointApplication.assertProblem(post(replay), 409, "is full");
		this.jobs.drainTo(new ArrayList<>(), 3);
		assertThat(JsonPath.<Map<String, Object>>read(post(replay).body(), "$")).containsEntry("moved", 1)
			.containsEntry("remaining", 0);
		assertThat(this.jobs.size()).isEqualTo(1);
		EndpointApplication.assertProblem(post(replay), 404, "has no dead letter with this id");
		EndpointApplication.assertProblem(post("{\"deadLetter\": \"x\"}"), 400, "A listener takes");
	}

	@Test
	@DisplayName("The letter of an item that could not be decoded is shown as such, and stays where it is")
	void replayUndecodable() throws Exception {
		DeadLetter.Cause cause = new DeadLetter.Cause("Failure", null, "");
		this.application.registry()
			.queue(this.id + ".dead")
			.put(new DeadLetter<>("undecodable", null, cause, 0, Instant.EPOCH, Instant.EPOCH, this.id, this.id, "x?"));
		this.jobs.put("a");
		awaitDead(2);
		assertThat(JsonPath.<List<Boolean>>read(get("/" + this.id + "/deadLetters").body(), "$.items[*].replayable"))
			.containsExactly(false, true);
		EndpointApplication.assertProblem(post("{\"action\": \"replay\", \"deadLetter\": \"undecodable\"}"), 409,
				"its item cannot be decoded: it stays where it is");
		awaitDead(2);
	}

	@Test
	@DisplayName("What makes no sense is a problem that says what is expected")
	void problems() throws Exception {
		for (String body : List.of("{}", "{\"action\": \"close\"}", "{\"action\": \"stop\", \"concurrency\": \"2\"}",
				"{\"action\": null}")) {
			EndpointApplication.assertProblem(post(body), 400, "A listener takes {\"action\": \"start\"}");
		}
		EndpointApplication.assertProblem(get("/nobody"), 404, "listener \"nobody\" does not exist");
		EndpointApplication.assertProblem(get("/nobody/deadLetters"), 404, "listener \"nobody\" does not exist");
		EndpointApplication.assertProblem(this.application.post("listeners/nobody", "{\"action\": \"stop\"}"), 404,
				"does not exist");
		EndpointApplication.assertProblem(
				this.application.post("listeners/" + this.id + "/deadLetters", "{\"action\": \"replay\"}"), 405,
				"Only a single listener");
		assertThat(this.application.post("listeners", "{\"action\": \"stop\"}").statusCode()).isEqualTo(405);
		assertThat(this.application.delete("listeners/" + this.id).statusCode()).isEqualTo(405);
	}

	@Test
	@DisplayName("A listener whose queue is closed and empty is not started")
	void closedQueue() throws Exception {
		this.jobs.close();
		await().until(() -> !this.container.isRunning());
		EndpointApplication.assertProblem(post("{\"action\": \"start\"}"), 409, "is closed and empty");
	}

	private void awaitDead(int count) {
		await().until(() -> this.application.registry().queue(this.id + ".dead").size() == count);
	}

	private List<AuditEvent> audited(String type) {
		return this.application.bean(AuditEventRepository.class)
			.find(null, null, type)
			.stream()
			.filter((event) -> this.id.equals(event.getData().get("listener")))
			.toList();
	}

	private boolean changed(String action) throws Exception {
		HttpResponse<String> response = post("{\"action\": \"%s\"}".formatted(action));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return JsonPath.<Boolean>read(response.body(), "$.changed");
	}

	/**
	 * The path of the application's requests begins with {@code /actuator/sync}.
	 */
	private HttpResponse<String> get(String path) throws Exception {
		return this.application.get("listeners" + path);
	}

	private HttpResponse<String> post(String body) throws Exception {
		return this.application.post("listeners/" + this.id, body);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TestConfiguration {

		@Bean
		AuditEventRepository auditEventRepository() {
			return new InMemoryAuditEventRepository();
		}

	}

}
