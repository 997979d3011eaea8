/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.SyncDefinitionException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.engine.Declarations;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.local.LocalSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for a registry with two engines.
 */
class RedisAndLocalEngineTests {

	@Test
	@DisplayName("A declared primitive may name an engine, all others are of the default one")
	void declaredEngine() {
		RegistrySettings settings = settings(Map.of(SyncKind.ATOMIC, Map.of("mine", "local")));
		RedisSettings redis = TestRedis.settings();
		try (DefaultSyncRegistry one = registry(redis, settings);
				DefaultSyncRegistry other = registry(redis, settings)) {
			assertThat(one.engine()).isEqualTo("redis");
			assertThat(engine(one, "mine")).isEqualTo("local");
			assertThat(engine(one, "ours")).isEqualTo("redis");
			one.atomic("mine").add();
			one.atomic("ours").add();
			assertThat(other.atomic("mine").get()).isZero();
			assertThat(other.atomic("ours").get()).isEqualTo(1);
			one.remove(SyncKind.ATOMIC, "mine");
			one.atomic("mine");
			assertThat(engine(one, "mine")).isEqualTo("local");
			one.atomic("undeclared").add();
			assertThat(other.atomic("undeclared").get()).isEqualTo(1);
		}
	}

	@Test
	@DisplayName("An engine that does not exist is refused at once, with the property that names it")
	void unknownEngine() {
		RegistrySettings settings = settings(Map.of(SyncKind.ATOMIC, Map.of("mine", "remote")));
		assertThatExceptionOfType(SyncDefinitionException.class)
			.isThrownBy(() -> registry(TestRedis.settings(), settings))
			.withMessageContainingAll("atomic \"mine\"", "remote", "redis and local", "sync.atomics.mine.engine")
			.satisfies((ex) -> assertThat(ex.getProperty()).isEqualTo("sync.atomics.mine.engine"));
	}

	private static RegistrySettings settings(Map<SyncKind, Map<String, String>> engines) {
		return new RegistrySettings(Map.of(),
				new Declarations(Map.of("mine", 0L, "ours", 0L), Map.of(), Set.of(), Map.of(), engines), false);
	}

	private static DefaultSyncRegistry registry(RedisSettings redis, RegistrySettings settings) {
		return new DefaultSyncRegistry(RedisSyncRegistry.engine(TestRedis.factory(), redis, settings),
				List.of(LocalSyncRegistry.engine(settings)), settings);
	}

	private static String engine(SyncRegistry registry, String name) {
		return registry.snapshot(SyncKind.ATOMIC, name).orElseThrow().engine();
	}

}
