/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.listener.SyncListenerContainerFactory;
import io.github.runtimesync.listener.SyncListenerOptions;
import io.github.runtimesync.listener.SyncListenerRegistry;

/**
 * What one JVM has of listeners on Redis: a registry and containers of its own.
 */
final class ListeningJvm implements AutoCloseable {

	final DefaultSyncRegistry registry;

	final SyncListenerRegistry listeners;

	ListeningJvm(RedisConnectionFactory factory, RedisSettings settings, Consumer<SyncListenerOptions> configurer) {
		this.registry = RedisSyncRegistry.create(factory, settings);
		SyncListenerOptions options = new SyncListenerOptions();
		configurer.accept(options);
		this.listeners = new SyncListenerRegistry(
				new SyncListenerContainerFactory(this.registry, options, Map.of(), false, (event) -> {
				}), Duration.ofSeconds(20));
		this.listeners.start();
	}

	<T> SyncQueue<T> queue(String name, Class<T> type) {
		return this.registry.queue(name, type);
	}

	/**
	 * Stop listeners as a context does that is paused or closed: give back and flush.
	 */
	void stop() {
		this.listeners.stop();
	}

	@Override
	public void close() {
		this.listeners.stop();
		this.listeners.destroy();
		this.registry.close();
	}

}
