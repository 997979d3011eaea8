/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.engine.SyncEngine;
import io.github.runtimesync.engine.SyncEngineFactory;
import io.github.runtimesync.local.LocalSyncRegistry;
import io.github.runtimesync.redis.server.RedisCluster;
import io.github.runtimesync.redis.server.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SyncRedisAutoConfiguration} with a Redis that is there and can be
 * used.
 */
@Timeout(120)
class SyncRedisAutoConfigurationTests {

	private static final RedisServer SERVER = RedisServer.start();

	private static final AtomicInteger APPLICATIONS = new AtomicInteger();

	private final String application = "application" + APPLICATIONS.incrementAndGet();

	private final ApplicationContextRunner withoutRedis = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncRedisAutoConfiguration.class, SyncAutoConfiguration.class));

	private final ApplicationContextRunner contextRunner = this.withoutRedis
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
		.withPropertyValues("spring.application.name=" + this.application, "spring.data.redis.host=127.0.0.1",
				"spring.data.redis.port=" + SERVER.port());

	private final ApplicationContextRunner redisRunner = this.contextRunner.withPropertyValues("sync.engine=redis");

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@Test
	@DisplayName("Without a property primitives are local, and no connection is opened")
	void localByDefault() {
		long before = connections();
		this.contextRunner.run((context) -> {
			SyncRegistry registry = context.getBean(SyncRegistry.class);
			assertThat(registry.engine()).isEqualTo("local");
			assertThat(registry.atomic("a").add()).isOne();
			assertThat(context.getBean(DefaultSyncRegistry.class).engines()).extracting(SyncEngine::name)
				.containsExactly("local");
		});
		assertThat(connections() - before).as("the connection that asks").isEqualTo(1);
	}

	@Test
	@DisplayName("Without Spring Data Redis on the class path nothing of it is loaded")
	void withoutLibrary() {
		this.withoutRedis.withClassLoader(new FilteredClassLoader("org.springframework.data.redis", "io.lettuce"))
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean("redisSyncEngineFactory");
				assertThat(context.getBean(SyncRegistry.class).engine()).isEqualTo("local");
			});
	}

	@Test
	@DisplayName("With the engine redis, JVMs of one application share primitives, and other applications do not")
	void shared() {
		this.redisRunner.run((one) -> {
			assertThat(one.getBean(SyncRegistry.class).engine()).isEqualTo("redis");
			assertThat(one.getBean(SyncRegistry.class).atomic("a").add()).isEqualTo(1);
			this.redisRunner.run((two) -> assertThat(two.getBean(SyncRegistry.class).atomic("a").add()).isEqualTo(2));
			this.redisRunner.withPropertyValues("spring.application.name=other-" + this.application)
				.run((other) -> assertThat(other.getBean(SyncRegistry.class).atomic("a").add()).isEqualTo(1));
			this.redisRunner
				.withPropertyValues("sync.redis.namespace=" + this.application, "spring.application.name=renamed")
				.run((renamed) -> assertThat(renamed.getBean(SyncRegistry.class).atomic("a").add()).isEqualTo(3));
		});
	}

	@Test
	@DisplayName("Declared primitives exist once the context has started, with the initial value of the first JVM")
	void declared() {
		this.redisRunner.withPropertyValues("sync.atomics.a.initial=5").run((context) -> {
			SyncRegistry registry = context.getBean(SyncRegistry.class);
			assertThat(registry.count(SyncKind.ATOMIC)).isOne();
			assertThat(registry.atomic("a").add()).isEqualTo(6);
		});
		this.redisRunner.withPropertyValues("sync.atomics.a.initial=50")
			.run((context) -> assertThat(context.getBean(SyncRegistry.class).atomic("a").get()).isEqualTo(6));
	}

	@Test
	@DisplayName("A declared primitive of any kind can have an engine of its own")
	void engineOfPrimitive() {
		this.redisRunner
			.withPropertyValues("sync.atomics.own.engine=local", "sync.shareds.own.engine=local",
					"sync.wait-groups.own.engine=local", "sync.queues.own.engine=local", "sync.queues.own.max-size=3")
			.run((context) -> {
				SyncRegistry registry = context.getBean(SyncRegistry.class);
				for (SyncKind kind : SyncKind.values()) {
					assertThat(registry.snapshot(kind, "own").orElseThrow().engine()).isEqualTo("local");
				}
				registry.atomic("other");
				assertThat(registry.snapshot(SyncKind.ATOMIC, "other").orElseThrow().engine()).isEqualTo("redis");
			});
		this.contextRunner.withPropertyValues("sync.atomics.far.engine=redis").run((context) -> {
			DefaultSyncRegistry registry = context.getBean(DefaultSyncRegistry.class);
			assertThat(registry.snapshot(SyncKind.ATOMIC, "far").orElseThrow().engine()).isEqualTo("redis");
			registry.atomic("near");
			assertThat(registry.snapshot(SyncKind.ATOMIC, "near").orElseThrow().engine()).isEqualTo("local");
			assertThat(registry.engines()).extracting(SyncEngine::name).containsExactly("local", "redis");
		});
	}

	@Test
	@DisplayName("A user's registry wins, and so does a user's way to create the engine")
	void usersBeansWin() {
		this.redisRunner.withBean("custom", SyncRegistry.class, LocalSyncRegistry::create)
			.run((context) -> assertThat(context.getBean(SyncRegistry.class).engine()).isEqualTo("local"));
		this.redisRunner.withBean("redisSyncEngineFactory", SyncEngineFactory.class, NamedRedis::new)
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean(DefaultSyncRegistry.class)
				.satisfies(
						(registry) -> assertThat(registry.engines()).hasOnlyElementsOfType(NamedRedis.Engine.class)));
	}

	@Test
	@DisplayName("An engine of the application's own is chosen by its name")
	void ownEngine() {
		this.contextRunner.withBean(SyncEngineFactory.class, NamedRedis::new)
			.withPropertyValues("sync.atomics.a.engine=redis")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	@DisplayName("Of several connection factories the primary one is used")
	void primaryFactory() {
		this.redisRunner.withUserConfiguration(Deaf.class, PrimaryFactory.class)
			.run((context) -> assertThat(context.getBean(SyncRegistry.class).atomic("a").add()).isEqualTo(1));
	}

	@Test
	@DisplayName("A qualified connection factory is used by the engine alone, and wins over the primary one")
	void qualifiedFactory() {
		this.redisRunner.withPropertyValues("spring.data.redis.port=1")
			.withUserConfiguration(QualifiedFactory.class)
			.run((context) -> {
				assertThat(context).hasBean("redisConnectionFactory").hasBean("own");
				assertThat(context.getBean(SyncRegistry.class).atomic("a").add()).isEqualTo(1);
			});
	}

	@Test
	@DisplayName("Connection details win over properties, as a service connection supplies them")
	void connectionDetails() {
		this.redisRunner.withPropertyValues("spring.data.redis.port=1")
			.withBean(DataRedisConnectionDetails.class, ServerDetails::new)
			.run((context) -> assertThat(context.getBean(SyncRegistry.class).atomic("a").add()).isEqualTo(1));
	}

	@Test
	@DisplayName("The properties of a cluster are enough to work with one")
	void cluster() {
		try (RedisCluster cluster = RedisCluster.start()) {
			this.redisRunner
				.withPropertyValues("spring.data.redis.cluster.nodes=127.0.0.1:" + cluster.nodes().get(0).port())
				.run((context) -> {
					for (String name : new String[] { "a", "b", "c", "d" }) {
						assertThat(context.getBean(SyncRegistry.class).atomic(name).add()).isEqualTo(1);
					}
				});
		}
	}

	@Test
	@DisplayName("A timeout that makes no sense is refused with the name of the property")
	void badTimeout() {
		this.redisRunner.withPropertyValues("sync.redis.timeout=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("sync.redis.timeout"));
	}

	private static long connections() {
		String stats = (String) SERVER.run("INFO", "stats");
		return stats.lines()
			.filter((line) -> line.startsWith("total_connections_received:"))
			.mapToLong((line) -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
			.sum();
	}

	/**
	 * Local primitives under the name of Redis.
	 */
	static class NamedRedis implements SyncEngineFactory {

		@Override
		public String name() {
			return "redis";
		}

		@Override
		public SyncEngine create(RegistrySettings settings) {
			return new Engine(settings);
		}

		static final class Engine extends DelegatingEngine {

			private Engine(RegistrySettings settings) {
				super(LocalSyncRegistry.engine(settings));
			}

			@Override
			public String name() {
				return "redis";
			}

		}

	}

	static class ServerDetails implements DataRedisConnectionDetails {

		@Override
		public Standalone getStandalone() {
			return Standalone.of("127.0.0.1", SERVER.port());
		}

	}

	/**
	 * Connects to where nobody listens.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Deaf {

		@Bean
		LettuceConnectionFactory deaf() {
			return new LettuceConnectionFactory("127.0.0.1", 1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryFactory {

		@Bean
		@Primary
		LettuceConnectionFactory main() {
			return new LettuceConnectionFactory("127.0.0.1", SERVER.port());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class QualifiedFactory {

		@Bean(defaultCandidate = false)
		@SyncRedisConnectionFactory
		LettuceConnectionFactory own() {
			return new LettuceConnectionFactory("127.0.0.1", SERVER.port());
		}

	}

}
