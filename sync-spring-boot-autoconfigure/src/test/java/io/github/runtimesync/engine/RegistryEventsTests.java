/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.Subscription;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.local.LocalSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RegistryEvents} through a registry.
 */
@Timeout(60)
class RegistryEventsTests {

	private final DefaultSyncRegistry registry = LocalSyncRegistry.create();

	@AfterEach
	void close() {
		this.registry.close();
	}

	@Test
	@DisplayName("A listener hears of what exists and of what comes and goes, until it unsubscribes")
	void subscription() {
		this.registry.atomic("before");
		Recorder recorder = new Recorder();
		Subscription subscription = this.registry.subscribe(recorder);
		this.registry.waitGroup("tasks");
		this.registry.remove(SyncKind.ATOMIC, "before");
		subscription.close();
		this.registry.atomic("after");
		assertThat(recorder.events).containsExactly("created before", "created tasks", "removed before");
	}

	@Test
	@DisplayName("A throwing listener harms neither the registry nor another listener")
	void throwingListener() {
		this.registry.subscribe(new Recorder() {
			@Override
			public void created(EnginePrimitive primitive) {
				throw new IllegalStateException("on purpose");
			}
		});
		Recorder recorder = new Recorder();
		this.registry.subscribe(recorder);
		this.registry.atomic("requests").add();
		assertThat(recorder.events).containsExactly("created requests");
	}

	@Test
	@DisplayName("A listener may use the registry itself; what it causes comes after what it was told of")
	void reentrantListener() {
		Recorder recorder = new Recorder() {
			@Override
			public void created(EnginePrimitive primitive) {
				super.created(primitive);
				if (primitive.name().equals("first")) {
					RegistryEventsTests.this.registry.atomic("second");
					record("end of first");
				}
			}
		};
		this.registry.subscribe(recorder);
		this.registry.atomic("first");
		assertThat(recorder.events).containsExactly("created first", "end of first", "created second");
	}

	@Test
	@DisplayName("Whoever subscribes while primitives come and go hears of each exactly once")
	void subscribesMeanwhile() throws Exception {
		List<Presence> listeners = new ArrayList<>();
		ExecutorService executor = Executors.newFixedThreadPool(2);
		try {
			List<Future<?>> futures = new ArrayList<>();
			for (String name : List.of("a", "b")) {
				futures.add(executor.submit(() -> {
					for (int i = 0; i < 20_000; i++) {
						this.registry.atomic(name);
						this.registry.remove(SyncKind.ATOMIC, name);
					}
					this.registry.atomic(name);
				}));
			}
			for (int i = 0; i < 2_000; i++) {
				Presence listener = new Presence();
				Subscription subscription = this.registry.subscribe(listener);
				if (i % 100 == 0) {
					listeners.add(listener);
				}
				else {
					subscription.close();
				}
			}
			for (Future<?> future : futures) {
				future.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		Presence last = new Presence();
		this.registry.subscribe(last);
		assertThat(last.present).hasSize(2);
		assertThat(listeners).allSatisfy((listener) -> assertThat(listener.present).isEqualTo(last.present));
		assertThat(listeners).allSatisfy((listener) -> assertThat(listener.violations).isEmpty());
	}

	@Test
	@DisplayName("Created and removed alternate for each name, whatever the threads do")
	void orderPerName() throws Exception {
		Set<String> present = new HashSet<>();
		List<String> violations = Collections.synchronizedList(new ArrayList<>());
		this.registry.subscribe(new RegistryListener() {

			@Override
			public void created(EnginePrimitive primitive) {
				if (!present.add(primitive.name())) {
					violations.add("created twice: " + primitive.name());
				}
			}

			@Override
			public void removed(EnginePrimitive primitive) {
				if (!present.remove(primitive.name())) {
					violations.add("removed without being there: " + primitive.name());
				}
			}

		});
		ExecutorService executor = Executors.newFixedThreadPool(4);
		try {
			List<Future<?>> futures = new ArrayList<>();
			for (int thread = 0; thread < 4; thread++) {
				futures.add(executor.submit(() -> {
					for (int i = 0; i < 20_000; i++) {
						this.registry.atomic("a" + i % 3).add();
						this.registry.remove(SyncKind.ATOMIC, "a" + (i + 1) % 3);
					}
				}));
			}
			for (Future<?> future : futures) {
				future.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(violations).isEmpty();
		assertThat(present).hasSize(this.registry.count(SyncKind.ATOMIC));
	}

	/**
	 * Writes down what it is told.
	 */
	static class Recorder implements RegistryListener {

		private final List<String> events = new ArrayList<>();

		@Override
		public void created(EnginePrimitive primitive) {
			record("created " + primitive.name());
		}

		@Override
		public void removed(EnginePrimitive primitive) {
			record("removed " + primitive.name());
		}

		void record(String event) {
			this.events.add(event);
		}

	}

	/**
	 * Keeps what there is, as a meter binder does.
	 */
	private static final class Presence implements RegistryListener {

		private final Set<EnginePrimitive> present = new HashSet<>();

		private final List<String> violations = new ArrayList<>();

		@Override
		public void created(EnginePrimitive primitive) {
			if (!this.present.add(primitive)) {
				this.violations.add("created twice: " + primitive.name());
			}
		}

		@Override
		public void removed(EnginePrimitive primitive) {
			if (!this.present.remove(primitive)) {
				this.violations.add("removed without being there: " + primitive.name());
			}
		}

	}

}
