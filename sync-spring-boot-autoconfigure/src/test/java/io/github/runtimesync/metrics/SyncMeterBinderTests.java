/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.engine.Declarations;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.local.LocalSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SyncMeterBinder}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SyncMeterBinderTests {

	private final DefaultSyncRegistry registry = LocalSyncRegistry.create();

	private final MeterRegistry meters = new SimpleMeterRegistry();

	@AfterEach
	void close() {
		this.registry.close();
		this.meters.close();
	}

	@Test
	@DisplayName("Every kind is measured, whether it was created before or after the binding")
	void everyKind() throws Exception {
		this.registry.atomic("before", 1);
		bind(10);
		this.registry.atomic("after", 2);
		this.registry.waitGroup("tasks").add(3);
		SyncShared<String> mode = this.registry.shared("mode", "a");
		mode.set("b");
		SyncQueue<String> jobs = this.registry.queue("jobs", 10);
		jobs.put("one");
		jobs.put("two");
		jobs.get();
		assertThat(gauge("sync.atomic.value", "before")).isEqualTo(1);
		assertThat(gauge("sync.atomic.value", "after")).isEqualTo(2);
		assertThat(gauge("sync.wait.group.count", "tasks")).isEqualTo(3);
		assertThat(gauge("sync.wait.group.waiters", "tasks")).isZero();
		assertThat(counter("sync.shared.changes", "mode")).isEqualTo(1);
		assertThat(gauge("sync.queue.size", "jobs")).isEqualTo(1);
		assertThat(gauge("sync.queue.remaining", "jobs")).isEqualTo(9);
		assertThat(counter("sync.queue.puts", "jobs")).isEqualTo(2);
		assertThat(counter("sync.queue.gets", "jobs")).isEqualTo(1);
		assertThat(this.meters.get("sync.queue.waiters").tag("name", "jobs").tag("role", "put").gauge().value())
			.isZero();
		assertThat(this.meters.get("sync.queue.oldest.age").tag("name", "jobs").timeGauge().value()).isNotNegative();
		assertThat(this.meters.get("sync.registry.primitives").tag("kind", "atomics").gauge().value()).isEqualTo(2);
	}

	@Test
	@DisplayName("What is delayed and what has expired is measured")
	void putOptions() {
		bind(10);
		SyncQueue<String> jobs = this.registry.queue("jobs");
		jobs.add("later", PutOptions.defaults().delay(Duration.ofHours(1)));
		jobs.add("old", PutOptions.defaults().timeToLive(Duration.ofNanos(1)));
		assertThat(jobs.poll()).isNull();
		assertThat(gauge("sync.queue.delayed", "jobs")).isEqualTo(1);
		assertThat(counter("sync.queue.expired", "jobs")).isEqualTo(1);
		assertThat(counter("sync.queue.puts", "jobs")).isEqualTo(1);
		assertThat(counter("sync.queue.gets", "jobs")).isZero();
	}

	@Test
	@DisplayName("An unbounded queue has no room to report")
	void unboundedQueue() {
		bind(10);
		this.registry.queue("events");
		assertThat(this.meters.find("sync.queue.remaining").gauge()).isNull();
	}

	@Test
	@DisplayName("Meters go with the removal of their primitive, and come back with a new one")
	void removal() {
		bind(10);
		this.registry.queue("jobs", 5);
		this.registry.remove(SyncKind.QUEUE, "jobs");
		assertThat(this.meters.getMeters()).extracting(Meter::getId)
			.allSatisfy((id) -> assertThat(id.getName()).isEqualTo("sync.registry.primitives"));
		this.registry.<String>queue("jobs", 5).offer("one");
		assertThat(gauge("sync.queue.size", "jobs")).isEqualTo(1);
	}

	@Test
	@DisplayName("A closed binder has removed its meters, and adds none for what comes later")
	void closeBinder() {
		MeterRegistry others = new SimpleMeterRegistry();
		SyncMeterBinder binder = new SyncMeterBinder(this.registry, 10);
		binder.bindTo(this.meters);
		binder.bindTo(others);
		this.registry.queue("jobs", 5);
		binder.close();
		this.registry.atomic("late");
		assertThat(this.meters.getMeters()).isEmpty();
		assertThat(others.getMeters()).isEmpty();
		this.registry.remove(SyncKind.QUEUE, "jobs");
		binder.close();
	}

	@Test
	@DisplayName("Names beyond the limit get no meters and one warning; a removal makes room")
	void limit(CapturedOutput output) {
		bind(2);
		for (int i = 0; i < 5; i++) {
			this.registry.atomic("a" + i);
		}
		assertThat(this.meters.find("sync.atomic.value").gauges()).hasSize(2);
		assertThat(output.getOut().split("2 atomics have meters", -1)).hasSize(2);
		this.registry.remove(SyncKind.ATOMIC, "a0");
		this.registry.atomic("late");
		assertThat(gauge("sync.atomic.value", "late")).isZero();
	}

	@Test
	@DisplayName("Declared primitives get meters under the limit, whenever they come")
	void declaredFirst(CapturedOutput output) {
		Declarations declarations = new Declarations(Map.of("one", 1L, "two", 2L), Map.of(), Set.of(), Map.of());
		DefaultSyncRegistry declaring = LocalSyncRegistry.create(new RegistrySettings(Map.of(), declarations, false));
		declaring.remove(SyncKind.ATOMIC, "one");
		for (int i = 0; i < 50; i++) {
			declaring.atomic("early" + i);
		}
		new SyncMeterBinder(declaring, 3).bindTo(this.meters);
		declaring.atomic("late");
		declaring.atomic("one");
		assertThat(gauge("sync.atomic.value", "one")).isEqualTo(1);
		assertThat(gauge("sync.atomic.value", "two")).isEqualTo(2);
		assertThat(this.meters.find("sync.atomic.value").gauges()).hasSize(3);
		assertThat(output.getOut().split("declared ones come first", -1)).hasSize(2);
		declaring.remove(SyncKind.ATOMIC, "two");
		declaring.atomic("later");
		declaring.atomic("two");
		assertThat(gauge("sync.atomic.value", "two")).isEqualTo(2);
		assertThat(this.meters.find("sync.atomic.value").gauges()).hasSize(3);
	}

	@Test
	@DisplayName("A pause and the age of a wait group's round are measured")
	void pausedAndRoundAge() {
		bind(10);
		this.registry.queue("jobs").pause();
		this.registry.waitGroup("tasks").add();
		assertThat(gauge("sync.queue.paused", "jobs")).isEqualTo(1);
		assertThat(roundAge()).isNotNegative();
		await().untilAsserted(() -> assertThat(roundAge()).isPositive());
		this.registry.waitGroup("tasks").done();
		assertThat(roundAge()).isZero();
	}

	private double roundAge() {
		return this.meters.get("sync.wait.group.round.age").tag("name", "tasks").timeGauge().value(TimeUnit.SECONDS);
	}

	@Test
	@DisplayName("Hostile names become tag values as they are")
	void hostileName() {
		bind(10);
		String name = "\"><svg onload=alert(1)>";
		this.registry.atomic(name, 9);
		assertThat(gauge("sync.atomic.value", name)).isEqualTo(9);
	}

	private void bind(int maxNames) {
		new SyncMeterBinder(this.registry, maxNames).bindTo(this.meters);
	}

	private double gauge(String meter, String name) {
		return this.meters.get(meter).tag("name", name).tag("engine", "local").gauge().value();
	}

	private double counter(String meter, String name) {
		return this.meters.get(meter).tag("name", name).tag("engine", "local").functionCounter().count();
	}

}
