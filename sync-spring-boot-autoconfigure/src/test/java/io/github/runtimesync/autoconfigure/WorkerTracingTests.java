/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Baggage;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.listener.SyncListener;
import io.github.runtimesync.listener.SyncListenerRegistry;
import io.github.runtimesync.listener.SyncRetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that traces, baggage and MDC entries go from a request through a queue to its
 * listener, with a real web server and the OpenTelemetry SDK. Cases that configure
 * nothing share one application: each waits for all spans that it causes, and leaves none
 * for the next.
 */
@Timeout(120)
class WorkerTracingTests {

	private static @Nullable ConfigurableApplicationContext shared;

	private @Nullable ConfigurableApplicationContext context;

	@AfterAll
	static void closeShared() {
		if (shared != null) {
			shared.close();
			shared = null;
		}
	}

	@AfterEach
	void close() {
		if (this.context != null && this.context != shared) {
			this.context.close();
		}
	}

	@Test
	@DisplayName("Request, put and processing are spans of one trace, each a child of the one before")
	void oneTrace() throws Exception {
		start();
		post("jobs", "a");
		List<SpanData> spans = spans(3);
		SpanData http = span(spans, SpanKind.SERVER);
		SpanData put = span(spans, SpanKind.PRODUCER);
		SpanData process = span(spans, SpanKind.CONSUMER);
		assertThat(put.getTraceId()).isEqualTo(http.getTraceId());
		assertThat(process.getTraceId()).isEqualTo(http.getTraceId());
		assertThat(put.getParentSpanId()).isEqualTo(http.getSpanId());
		assertThat(process.getParentSpanId()).isEqualTo(put.getSpanId());
		assertThat(put.getName()).isEqualTo("jobs put");
		assertThat(process.getName()).isEqualTo("jobs process");
		assertThat(attributes(put)).containsEntry("outcome", "added").containsEntry("queue", "jobs");
		assertThat(attributes(process)).containsEntry("result", "success").containsEntry("sync.attempt", "1");
	}

	@Test
	@DisplayName("Baggage, the application's MDC entries and the tracer's arrive in the worker")
	void baggageAndMdc() throws Exception {
		start();
		post("jobs", "a");
		Seen seen = seen();
		SpanData process = span(spans(3), SpanKind.CONSUMER);
		assertThat(seen.baggage()).isEqualTo("acme");
		assertThat(seen.mdc()).containsEntry("requestId", "r-a")
			.containsEntry("tenant", "acme")
			.containsEntry("traceId", process.getTraceId())
			.containsEntry("spanId", process.getSpanId());
	}

	@Test
	@DisplayName("Nothing of one item is left for the next, also not what its listener added")
	void noLeak() throws Exception {
		start();
		post("jobs", "leak");
		assertThat(seen().mdc()).containsEntry("requestId", "r-leak");
		Thread plain = new Thread(() -> queue("jobs").add("plain"));
		plain.start();
		plain.join();
		Seen second = seen();
		assertThat(second.mdc()).doesNotContainKeys("requestId", "tenant", "left");
		assertThat(second.baggage()).isNull();
		spans(5);
	}

	@Test
	@DisplayName("MDC entries that are not named stay behind")
	void namedMdc() throws Exception {
		start("--sync.tracing.mdc=other");
		post("jobs", "a");
		assertThat(seen().mdc()).doesNotContainKey("requestId").containsKey("traceId");
	}

	@Test
	@DisplayName("Each attempt is a span of the same trace with its number and failure, the last tells of the dead letter")
	void retries() throws Exception {
		start();
		post("broken", "a");
		List<SpanData> spans = spans(5);
		SpanData put = spans.stream().filter((span) -> span.getName().equals("broken put")).findFirst().orElseThrow();
		List<SpanData> attempts = processes(spans).stream()
			.sorted((one, other) -> Long.compare(one.getStartEpochNanos(), other.getStartEpochNanos()))
			.toList();
		assertThat(attempts).hasSize(2)
			.allSatisfy((span) -> assertThat(span.getParentSpanId()).isEqualTo(put.getSpanId()))
			.allSatisfy((span) -> assertThat(span.getTraceId()).isEqualTo(put.getTraceId()))
			.allSatisfy((span) -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR))
			.allSatisfy((span) -> assertThat(attributes(span)).containsEntry("result", "failure")
				.containsEntry("exception", "IllegalStateException"));
		assertThat(attempts).extracting((span) -> attributes(span).get("sync.attempt")).containsExactly("1", "2");
		assertThat(attempts.get(0).getEvents()).extracting(EventData::getName).contains("retry");
		assertThat(attempts.get(1).getEvents()).extracting(EventData::getName).contains("dead letter");
	}

	@Test
	@DisplayName("A batch has a trace of its own, linked to the put of each item")
	void batch() throws Exception {
		start();
		SyncListenerRegistry listeners = bean(SyncListenerRegistry.class);
		listeners.getContainer("batch").pause();
		post("batch", "a");
		post("batch", "b");
		listeners.getContainer("batch").resume();
		List<SpanData> spans = await().atMost(30, TimeUnit.SECONDS)
			.until(this::finished, (all) -> links(all) == 2 && all.size() == 4 + processes(all).size());
		List<SpanData> processes = processes(spans);
		List<String> puts = spans.stream()
			.filter((span) -> span.getName().equals("batch put"))
			.map(SpanData::getSpanId)
			.toList();
		assertThat(processes).allSatisfy((span) -> assertThat(span.getParentSpanContext().isValid()).isFalse());
		assertThat(processes).flatExtracting(SpanData::getLinks)
			.extracting((link) -> ((LinkData) link).getSpanContext().getSpanId())
			.containsExactlyInAnyOrderElementsOf(puts);
	}

	@Test
	@DisplayName("Processing is linked instead of a child if that is configured")
	void link() throws Exception {
		start("--sync.tracing.relation=link");
		post("jobs", "a");
		List<SpanData> spans = spans(3);
		SpanData put = span(spans, SpanKind.PRODUCER);
		SpanData process = span(spans, SpanKind.CONSUMER);
		assertThat(process.getTraceId()).isNotEqualTo(put.getTraceId());
		assertThat(process.getLinks()).singleElement()
			.satisfies((link) -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(put.getSpanId()))
			.satisfies((link) -> assertThat(link.getSpanContext().getTraceId()).isEqualTo(put.getTraceId()));
	}

	@Test
	@DisplayName("Nothing is observed if tracing is off")
	void off() throws Exception {
		start("--sync.tracing.enabled=false");
		post("jobs", "a");
		assertThat(seen().mdc()).doesNotContainKeys("requestId", "traceId");
		assertThat(spans(1)).extracting(SpanData::getKind).containsExactly(SpanKind.SERVER);
	}

	@Test
	@DisplayName("A call is timed once: by its observation if that makes a timer")
	void timedOnce() throws Exception {
		this.context = run();
		post("jobs", "a");
		spans(3);
		MeterRegistry meters = bean(MeterRegistry.class);
		await().untilAsserted(() -> assertThat(meters.get("sync.listener.process")
			.tags("name", "jobs", "queue", "jobs", "result", "success", "exception", "none")
			.timers()).singleElement().satisfies((timer) -> assertThat(timer.count()).isEqualTo(1)));
		assertThat(meters.get("sync.queue.dwell").tag("name", "jobs").timer().count()).isEqualTo(1);
		assertThat(meters.get("sync.queue.put").tags("queue", "jobs", "outcome", "added").timer().count()).isEqualTo(1);
	}

	private void start() {
		if (shared == null) {
			shared = run();
		}
		this.context = shared;
		bean(InMemorySpanExporter.class).reset();
		bean(Worker.class).seen.clear();
	}

	private void start(String property) {
		this.context = run(property);
	}

	private static ConfigurableApplicationContext run(String... properties) {
		List<String> args = new ArrayList<>(List.of("--server.port=0", "--management.tracing.sampling.probability=1",
				"--management.opentelemetry.tracing.export.schedule-delay=10ms",
				"--management.tracing.baggage.remote-fields=tenant",
				"--management.tracing.baggage.correlation.fields=tenant", "--spring.main.banner-mode=off"));
		args.addAll(List.of(properties));
		return new SpringApplicationBuilder(Application.class).run(args.toArray(String[]::new));
	}

	private <T> T bean(Class<T> type) {
		assertThat(this.context).isNotNull();
		return this.context.getBean(type);
	}

	private SyncQueue<String> queue(String name) {
		return bean(SyncRegistry.class).queue(name, String.class);
	}

	private void post(String queue, String item) throws Exception {
		int port = ((WebServerApplicationContext) this.context).getWebServer().getPort();
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://localhost:%d/%s/%s".formatted(port, queue, item)))
			.header("baggage", "tenant=acme")
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
	}

	private Seen seen() throws InterruptedException {
		Seen seen = bean(Worker.class).seen.poll(30, TimeUnit.SECONDS);
		assertThat(seen).isNotNull();
		return seen;
	}

	private List<SpanData> spans(int count) {
		return await().atMost(30, TimeUnit.SECONDS).until(this::finished, (spans) -> spans.size() >= count);
	}

	private List<SpanData> finished() {
		return bean(InMemorySpanExporter.class).getFinishedSpanItems();
	}

	private static List<SpanData> processes(List<SpanData> spans) {
		return spans.stream().filter((span) -> span.getKind() == SpanKind.CONSUMER).toList();
	}

	private static int links(List<SpanData> spans) {
		return spans.stream().mapToInt((span) -> span.getLinks().size()).sum();
	}

	private static SpanData span(List<SpanData> spans, SpanKind kind) {
		return spans.stream().filter((span) -> span.getKind() == kind).findFirst().orElseThrow();
	}

	private static Map<String, Object> attributes(SpanData span) {
		Map<String, Object> attributes = new java.util.HashMap<>();
		span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
		return attributes;
	}

	/**
	 * What a worker saw around it.
	 *
	 * @param mdc the MDC
	 * @param baggage the value of the baggage
	 */
	record Seen(Map<String, String> mdc, @Nullable String baggage) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		InMemorySpanExporter spanExporter() {
			return InMemorySpanExporter.create();
		}

		@Bean
		Handler handler(SyncRegistry registry) {
			return new Handler(registry);
		}

		@Bean
		Worker worker(Tracer tracer) {
			return new Worker(tracer);
		}

	}

	@RestController
	static class Handler {

		private final SyncRegistry registry;

		Handler(SyncRegistry registry) {
			this.registry = registry;
		}

		@PostMapping("/{queue}/{item}")
		void put(@PathVariable String queue, @PathVariable String item) throws InterruptedException {
			try (MDC.MDCCloseable entry = MDC.putCloseable("requestId", "r-" + item)) {
				this.registry.<String>queue(queue).put(item);
			}
		}

	}

	static class Worker {

		private final Tracer tracer;

		private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

		private final AtomicInteger batches = new AtomicInteger();

		Worker(Tracer tracer) {
			this.tracer = tracer;
		}

		@SyncListener(queue = "jobs")
		void process(String item) {
			Map<String, String> mdc = MDC.getCopyOfContextMap();
			Baggage tenant = this.tracer.getBaggage("tenant");
			this.seen.add(new Seen((mdc != null) ? mdc : Map.of(), (tenant != null) ? tenant.get() : null));
			if (item.equals("leak")) {
				MDC.put("left", "behind");
			}
		}

		@SyncListener(queue = "broken", retry = @SyncRetry(maxRetries = "1", delay = "1ms"))
		void fail(String item) {
			throw new IllegalStateException("as always");
		}

		@SyncListener(queue = "batch", batchSize = "2")
		void batch(List<String> items) {
			this.batches.incrementAndGet();
		}

	}

}
