/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.ListenerObserver;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.local.LocalSyncRegistry;

/**
 * Listeners without an application. Ends them after each test.
 */
class ListenerFixture implements AfterEachCallback {

	final DefaultSyncRegistry registry;

	final SyncListenerOptions options = new SyncListenerOptions();

	final List<Object> events = new CopyOnWriteArrayList<>();

	/** To be set before the first listener. */
	ListenerObserver observer;

	private final Semaphore ticks = new Semaphore(0);

	/** What comes of an event, once it is remembered. */
	Runnable onEvent = () -> {
	};

	private SyncListenerRegistry listeners;

	ListenerFixture() {
		this(RegistrySettings.DEFAULT);
	}

	ListenerFixture(RegistrySettings settings) {
		this.registry = LocalSyncRegistry.create(settings);
		this.options.getRetry().setDelay(Duration.ofMillis(1));
	}

	SyncListenerRegistry listeners() {
		if (this.listeners == null) {
			ApplicationEventPublisher publisher = new ApplicationEventPublisher() {

				@Override
				public void publishEvent(ApplicationEvent event) {
					publishEvent((Object) event);
				}

				@Override
				public void publishEvent(Object event) {
					ListenerFixture.this.events.add(event);
					ListenerFixture.this.onEvent.run();
				}

			};
			this.listeners = new SyncListenerRegistry(new SyncListenerContainerFactory(this.registry, this.options,
					Map.of(), false, publisher, this.observer), Duration.ofSeconds(20));
			this.listeners.start();
		}
		return this.listeners;
	}

	SyncListenerContainer listen(Consumer<String> action) {
		return listeners().register(SyncListenerEndpoint.forItems("jobs", "jobs", String.class, action));
	}

	SyncQueue<String> jobs() {
		return this.registry.queue("jobs");
	}

	SyncQueue<DeadLetter<String>> dead() {
		return this.registry.queue("jobs.dead");
	}

	/**
	 * Have the timer do all that it is to do within 100 ms: it does one thing after the
	 * other, and last what this waits for.
	 */
	void tick() throws InterruptedException {
		if (listeners().containers().noneMatch((container) -> container.getId().equals("clock"))) {
			SyncListenerOptions clock = new SyncListenerOptions();
			clock.setConcurrency("1");
			clock.getRetry().setDelay(Duration.ofMillis(100));
			Set<Object> seen = ConcurrentHashMap.newKeySet();
			listeners().register(SyncListenerEndpoint.forItems("clock", "clock", Object.class, (item) -> {
				if (seen.add(item)) {
					throw new IllegalStateException("not yet");
				}
				this.ticks.release();
			}).withOptions(clock));
		}
		this.registry.queue("clock").put(new Object());
		this.ticks.acquire();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		if (this.listeners != null) {
			this.listeners.destroy();
		}
		this.registry.close();
	}

}
