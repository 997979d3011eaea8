/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
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

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.engine.DefaultSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the operations of {@link SyncEndpoint} that change something, over HTTP.
 */
@ParameterizedClass
@EnumSource(names = { "SERVLET", "REACTIVE" })
@ExtendWith(OutputCaptureExtension.class)
class SyncEndpointWriteTests {

	private static final Map<WebApplicationType, EndpointApplication> applications = new EnumMap<>(
			WebApplicationType.class);

	private final EndpointApplication application;

	private final DefaultSyncRegistry registry;

	SyncEndpointWriteTests(WebApplicationType type) {
		this.application = applications.computeIfAbsent(type, (key) -> new EndpointApplication(key,
				TestConfiguration.class, "management.endpoint.sync.access=unrestricted"));
		this.registry = this.application.registry();
	}

	@BeforeEach
	void removeAll() {
		for (SyncKind kind : SyncKind.values()) {
			this.registry.snapshots(kind, null, 0, 1_000)
				.items()
				.forEach((found) -> this.registry.remove(kind, found.name()));
		}
	}

	@AfterAll
	static void stop() {
		applications.values().forEach(EndpointApplication::close);
		applications.clear();
	}

	@Test
	@DisplayName("A counter is set")
	void setAtomic() throws Exception {
		this.registry.atomic("requests", 3);
		HttpResponse<String> response = this.application.post("/atomics/requests", "{\"value\": 5}");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(JsonPath.<Map<String, Object>>read(response.body(), "$")).containsEntry("kind", "atomics")
			.containsEntry("name", "requests")
			.containsEntry("action", "set")
			.containsEntry("changed", true);
		assertThat(this.registry.atomic("requests").get()).isEqualTo(5);
	}

	@Test
	@DisplayName("A counter takes whole numbers only, and the answer says so")
	void setAtomicWrongly() throws Exception {
		this.registry.atomic("requests", 3);
		for (String body : new String[] { "{\"value\": 5.5}", "{\"value\": \"many\"}", "{\"value\": true}",
				"{\"value\": 9223372036854775808}" }) {
			EndpointApplication.assertProblem(this.application.post("/atomics/requests", body), 400,
					"'value' must be a whole number");
		}
		for (String body : new String[] { "{}", "{\"value\": null}", "{\"action\": \"close\"}",
				"{\"value\": 5, \"action\": \"set\"}" }) {
			EndpointApplication.assertProblem(this.application.post("/atomics/requests", body), 400,
					"Expected {\"value\": …}");
		}
		assertThat(this.registry.atomic("requests").get()).isEqualTo(3);
	}

	@Test
	@DisplayName("A body that is no flat JSON object is a bad request")
	void notFlat() throws Exception {
		this.registry.atomic("requests", 3);
		for (String body : new String[] { "{\"value\": {\"a\": 1}}", "[1]", "5", "{" }) {
			assertThat(this.application.post("/atomics/requests", body).statusCode()).as(body).isEqualTo(400);
		}
		assertThat(this.registry.atomic("requests").get()).isEqualTo(3);
	}

	@Test
	@DisplayName("A request that a foreign page may send without asking changes nothing")
	void simpleCrossOriginRequest() throws Exception {
		this.registry.<String>queue("jobs").add("one");
		assertThat(this.application.postNothing("/queues/jobs?action=clear").statusCode()).isEqualTo(415);
		assertThat(this.registry.queue("jobs").size()).isEqualTo(1);
	}

	@Test
	@DisplayName("A shared variable of a simple type is set, and the value is nowhere but in the variable")
	void setShared(CapturedOutput output) throws Exception {
		SyncShared<String> mode = this.registry.shared("mode", String.class);
		assertThat(this.application.post("/shareds/mode", "{\"value\": \"s3cret\"}").body()).doesNotContain("s3cret");
		assertThat(mode.get()).isEqualTo("s3cret");
		SyncShared<TimeUnit> unit = this.registry.shared("unit", TimeUnit.class);
		this.application.post("/shareds/unit", "{\"value\": \"seconds\"}");
		assertThat(unit.get()).isEqualTo(TimeUnit.SECONDS);
		SyncShared<Integer> limit = this.registry.shared("limit", Integer.class);
		this.application.post("/shareds/limit", "{\"value\": 7}");
		assertThat(limit.get()).isEqualTo(7);
		assertThat(output).contains("shared variable \"mode\": set by").doesNotContain("s3cret");
		assertThat(audited("SYNC_SET").toString()).doesNotContain("s3cret");
	}

	@Test
	@DisplayName("A value that does not fit the type of a shared variable is refused without showing it")
	void setSharedWrongly(CapturedOutput output) throws Exception {
		SyncShared<Integer> limit = this.registry.shared("limit", Integer.class);
		HttpResponse<String> response = this.application.post("/shareds/limit", "{\"value\": \"s3cret\"}");
		EndpointApplication.assertProblem(response, 400, "'value' is not a java.lang.Integer");
		EndpointApplication.assertProblem(this.application.post("/shareds/limit", "{\"value\": \"\"}"), 400,
				"is not a java.lang.Integer");
		assertThat(response.body()).doesNotContain("s3cret");
		assertThat(output).doesNotContain("s3cret");
		assertThat(limit.get()).isNull();
	}

	@Test
	@DisplayName("A shared variable of any other type, or of none, is not set")
	void setSharedOfOtherType() throws Exception {
		this.registry.shared("settings", Settings.class);
		EndpointApplication.assertProblem(this.application.post("/shareds/settings", "{\"value\": \"x\"}"), 400,
				"Settings: only text");
		this.registry.shared("class", Class.class);
		EndpointApplication.assertProblem(this.application.post("/shareds/class", "{\"value\": \"java.lang.Runtime\"}"),
				400, "only text");
		this.registry.shared("open", "text");
		EndpointApplication.assertProblem(this.application.post("/shareds/open", "{\"value\": \"x\"}"), 400,
				"sync.shareds.open.type");
	}

	@Test
	@DisplayName("A queue is closed, once")
	void closeQueue() throws Exception {
		SyncQueue<String> jobs = this.registry.queue("jobs");
		assertThat(changed("/queues/jobs", "close")).isTrue();
		assertThat(jobs.isClosed()).isTrue();
		assertThat(changed("/queues/jobs", "close")).isFalse();
		assertThat(audited("SYNC_CLOSE")).hasSize(1);
	}

	@Test
	@DisplayName("A queue is cleared, and the answer counts what was dropped")
	void clearQueue() throws Exception {
		SyncQueue<String> jobs = this.registry.queue("jobs", 2);
		jobs.add("one");
		jobs.add("two");
		var waiting = jobs.putAsync("three");
		HttpResponse<String> response = post("/queues/jobs", "clear");
		assertThat(JsonPath.<Integer>read(response.body(), "$.dropped")).isEqualTo(2);
		assertThat(waiting).isCompleted();
		assertThat(jobs.poll()).isEqualTo("three");
	}

	@Test
	@DisplayName("To clear an empty queue changes nothing, and is not recorded")
	void clearEmpty() throws Exception {
		this.registry.queue("jobs");
		int recorded = audited("SYNC_CLEAR").size();
		String body = post("/queues/jobs", "clear").body();
		assertThat(JsonPath.<Boolean>read(body, "$.changed")).isFalse();
		assertThat(JsonPath.<Integer>read(body, "$.dropped")).isZero();
		assertThat(audited("SYNC_CLEAR")).hasSize(recorded);
	}

	@Test
	@DisplayName("A queue is paused, shows it, can be cleared meanwhile, and is resumed")
	void pauseQueue() throws Exception {
		SyncQueue<String> jobs = this.registry.queue("jobs");
		assertThat(changed("/queues/jobs", "pause")).isTrue();
		assertThat(changed("/queues/jobs", "pause")).isFalse();
		jobs.add("one");
		assertThat(jobs.poll()).isNull();
		assertThat(JsonPath.<Boolean>read(this.application.get("/queues/jobs").body(), "$.paused")).isTrue();
		assertThat(JsonPath.<Integer>read(post("/queues/jobs", "clear").body(), "$.dropped")).isEqualTo(1);
		jobs.add("two");
		assertThat(changed("/queues/jobs", "resume")).isTrue();
		assertThat(changed("/queues/jobs", "resume")).isFalse();
		assertThat(jobs.poll()).isEqualTo("two");
		jobs.close();
		EndpointApplication.assertProblem(post("/queues/jobs", "pause"), 400, "a closed queue cannot be paused");
	}

	@Test
	@DisplayName("A clear that races consumers and blocked producers drops or delivers each item once")
	void clearRaces() throws Exception {
		SyncQueue<Integer> jobs = this.registry.queue("jobs", 100);
		int total = 20_000;
		CompletableFuture<Void> producer = CompletableFuture.runAsync(() -> {
			for (int i = 0; i < total; i++) {
				jobs.putAsync(i).join();
			}
			jobs.close();
		});
		CompletableFuture<Integer> consumer = CompletableFuture.supplyAsync(() -> {
			int received = 0;
			while (jobs.getAsync().join() != null) {
				received++;
			}
			return received;
		});
		int dropped = 0;
		while (!producer.isDone()) {
			dropped += JsonPath.<Integer>read(post("/queues/jobs", "clear").body(), "$.dropped");
		}
		assertThat(consumer.get(30, TimeUnit.SECONDS) + dropped).isEqualTo(total);
	}

	@Test
	@DisplayName("A queue takes actions only, and the answer lists them")
	void wrongAction() throws Exception {
		this.registry.queue("jobs");
		for (String body : new String[] { "{}", "{\"action\": \"stop\"}", "{\"acton\": \"close\"}", "{\"value\": 1}",
				"{\"value\": 1, \"action\": \"close\"}" }) {
			EndpointApplication.assertProblem(this.application.post("/queues/jobs", body), 400,
					"\"close\"} or \"clear\", \"pause\", \"resume\"");
		}
		assertThat(this.registry.queue("jobs").isClosed()).isFalse();
	}

	@Test
	@DisplayName("A wait group cannot be set, but removed")
	void waitGroup() throws Exception {
		this.registry.waitGroup("tasks").add(2);
		EndpointApplication.assertProblem(this.application.post("/waitGroups/tasks", "{\"value\": 0}"), 400,
				"A wait group counts");
		var zero = this.registry.waitGroup("tasks").whenZero();
		assertThat(this.application.delete("/waitGroups/tasks").statusCode()).isEqualTo(200);
		assertThat(zero).isCompletedExceptionally();
	}

	@Test
	@DisplayName("What does not exist is not found, and not created")
	void unknown() throws Exception {
		EndpointApplication.assertProblem(this.application.post("/queues/nobody", "{\"action\": \"close\"}"), 404,
				"queue \"nobody\" does not exist");
		EndpointApplication.assertProblem(this.application.post("/atomics/nobody", "{\"value\": 1}"), 404,
				"does not exist");
		EndpointApplication.assertProblem(this.application.delete("/atomics/nobody"), 404, "does not exist");
		EndpointApplication.assertProblem(this.application.get("/atomics/nobody"), 404, "does not exist");
		EndpointApplication.assertProblem(this.application.delete("/pumps/nobody"), 404,
				"There is no such kind: it is one of atomics");
		EndpointApplication.assertProblem(this.application.get("/pumps"), 404, "There is no such kind");
		for (SyncKind kind : SyncKind.values()) {
			assertThat(this.registry.count(kind)).isZero();
		}
	}

	@Test
	@DisplayName("A kind as a whole can be neither changed nor removed")
	void wholeKind() throws Exception {
		this.registry.queue("jobs");
		assertThat(this.application.post("/queues", "{\"action\": \"clear\"}").statusCode()).isEqualTo(405);
		assertThat(this.application.delete("/queues").statusCode()).isEqualTo(405);
		assertThat(this.registry.count(SyncKind.QUEUE)).isEqualTo(1);
	}

	@Test
	@DisplayName("A primitive is removed")
	void remove() throws Exception {
		SyncQueue<String> jobs = this.registry.queue("jobs");
		HttpResponse<String> response = this.application.delete("/queues/jobs");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(JsonPath.<String>read(response.body(), "$.action")).isEqualTo("remove");
		assertThat(this.registry.count(SyncKind.QUEUE)).isZero();
		assertThat(jobs.isClosed()).isTrue();
	}

	@Test
	@DisplayName("Names may hold slashes, percent signs and whatever else a name may hold")
	void names() throws Exception {
		for (String name : new String[] { "orders/eu/west", "a b", "ünïcode ✓", "100%", "a;b", "a?b#c", "a,b",
				"\"><svg onload=alert(1)>" }) {
			this.registry.atomic(name, 3);
			HttpResponse<String> response = this.application.post("/atomics/" + EndpointApplication.encode(name),
					"{\"value\": 5}");
			assertThat(response.statusCode()).as(name + response.body()).isEqualTo(200);
			assertThat(this.registry.atomic(name).get()).as(name).isEqualTo(5);
			assertThat(this.application.delete("/atomics/" + EndpointApplication.encode(name)).statusCode()).as(name)
				.isEqualTo(200);
		}
		assertThat(this.registry.count(SyncKind.ATOMIC)).isZero();
	}

	@Test
	@DisplayName("Each change is one line in the log, which a name cannot break, and one audit event")
	void reported(CapturedOutput output) throws Exception {
		String name = "jobs\u2028INFO forged \"line\"";
		this.registry.queue(name).put("one");
		post("/queues/" + EndpointApplication.encode(name), "clear");
		assertThat(output.getOut().lines().filter((line) -> line.contains("cleared by"))).singleElement()
			.asString()
			.contains(" INFO ", "queue \"jobs\\u2028INFO forged \\\"line\\\"\": cleared by \"anonymous\" over http, "
					+ "1 item dropped");
		assertThat(audited("SYNC_CLEAR")).anySatisfy((event) -> {
			assertThat(event.getPrincipal()).isEqualTo("anonymous");
			assertThat(event.getData()).containsEntry("kind", "queues")
				.containsEntry("name", name)
				.containsEntry("action", "clear")
				.containsEntry("source", "http")
				.containsEntry("dropped", 1);
		});
	}

	private List<AuditEvent> audited(String type) {
		return this.application.bean(AuditEventRepository.class).find(null, null, type);
	}

	private boolean changed(String path, String action) throws Exception {
		HttpResponse<String> response = post(path, action);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return JsonPath.<Boolean>read(response.body(), "$.changed");
	}

	private HttpResponse<String> post(String path, String action) throws Exception {
		return this.application.post(path, "{\"action\": \"%s\"}".formatted(action));
	}

	/**
	 * A type that no text can be converted to.
	 */
	record Settings(boolean paused) {

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
