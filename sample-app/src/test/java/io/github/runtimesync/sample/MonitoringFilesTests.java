/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The Grafana dashboard and the Prometheus alerts read what the application publishes.
 */
@SampleTest
class MonitoringFilesTests {

	private static final Path DOCS = Path.of("..", "docs");

	private static final Pattern TEMPLATE = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");

	private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), *(\\w+)\\)");

	private PublishedMetrics published;

	@BeforeEach
	void scrape(@LocalServerPort int port, @Autowired SyncRegistry registry) {
		registry.queue("monitored", 3);
		registry.waitGroup("monitored");
		registry.atomic("monitored");
		registry.shared("monitored", "text");
		this.published = PublishedMetrics.parse(new SampleClient(port).http.get()
			.uri("/actuator/prometheus")
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(String.class)
			.getResponseBody());
	}

	/**
	 * Other tests of the same application count its primitives.
	 */
	@AfterEach
	void remove(@Autowired SyncRegistry registry) {
		for (SyncKind kind : SyncKind.values()) {
			registry.remove(kind, "monitored");
		}
	}

	@Test
	@DisplayName("Every query, variable and legend of the Grafana dashboard reads what is published")
	void grafana() throws IOException {
		JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DOCS.resolve("grafana/runtime-sync.json")));
		List<JsonNode> targets = dashboard.findParents("expr");
		assertThat(targets).hasSizeGreaterThan(15);
		for (JsonNode target : targets) {
			String expression = target.get("expr").asString();
			this.published.assertHas(expression);
			assertTemplates(expression, target.get("legendFormat").asString());
		}
		int variables = 0;
		for (JsonNode variable : dashboard.at("/templating/list")) {
			if (variable.get("type").asString().equals("query")) {
				Matcher values = LABEL_VALUES.matcher(variable.at("/query/query").asString());
				assertThat(values.matches()).isTrue();
				this.published.assertHas(values.group(1));
				this.published.assertHasLabel(PromQuery.parse(values.group(1)), values.group(2), values.group());
				variables++;
			}
		}
		assertThat(variables).isEqualTo(2);
	}

	@Test
	@DisplayName("Every expression and text of the alert rules reads what is published")
	void alerts() throws IOException {
		List<Map<String, Object>> rules = rules();
		assertThat(rules).hasSizeGreaterThan(5);
		for (Map<String, Object> rule : rules) {
			String expression = (String) rule.get("expr");
			this.published.assertHas(expression);
			assertThat(rule).containsKeys("alert", "for", "labels", "annotations");
			assertTemplates(expression, rule.get("annotations").toString());
		}
	}

	@Test
	@DisplayName("A query of a metric, label or value that is not published is noticed")
	void wrongQueries() {
		for (String wrong : List.of("sync_queue_size", "rate(sync_queue_puts_total[5m])",
				"sum by (queue) (sync_queue_size_items)", "sync_queue_size_items{queue=\"a\"}",
				"sync_queue_waiters_callers{role=\"puts\"} > 0", "sync_queue_size_items and sync_queue_closed",
				"sync_queue_size_items / on (kind) sync_queue_remaining_items", "{__name__=~\"sync_queue_size|up\"}")) {
			assertThatExceptionOfType(AssertionError.class).as(wrong).isThrownBy(() -> this.published.assertHas(wrong));
		}
		this.published.assertHas("sum by (name) (rate(sync_queue_puts_items_total{name=~\"$name\"}[$__interval]))");
	}

	private void assertTemplates(String expression, String text) {
		Matcher template = TEMPLATE.matcher(text);
		while (template.find()) {
			this.published.assertHasLabel(PromQuery.parse(expression), template.group(1), text);
		}
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> rules() throws IOException {
		Map<String, Object> file = new Yaml().load(Files.readString(DOCS.resolve("prometheus/alerts.yml")));
		List<Map<String, Object>> rules = new ArrayList<>();
		((List<Map<String, Object>>) file.get("groups"))
			.forEach((group) -> rules.addAll((List<Map<String, Object>>) group.get("rules")));
		return rules;
	}

}
