/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.redis.server.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an application is told at the start if it wants the Redis engine and cannot have
 * it, and what it is warned of.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class RedisEngineStartTests {

	private final RedisServer server = RedisServer.start();

	private final ApplicationContextRunner withoutBoot = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncRedisAutoConfiguration.class, SyncAutoConfiguration.class))
		.withPropertyValues("spring.application.name=app", "sync.engine=redis");

	private final ApplicationContextRunner contextRunner = this.withoutBoot
		.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
		.withPropertyValues("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + this.server.port());

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	@DisplayName("Without the library the starter to add is named")
	void withoutLibrary() {
		ApplicationContextRunner filtered = this.withoutBoot
			.withClassLoader(new FilteredClassLoader("org.springframework.data.redis", "io.lettuce"));
		assertThat(analysis(filtered).getDescription())
			.isEqualTo("'sync.engine' is 'redis', but Spring Data Redis is not on the class path.");
		assertThat(analysis(filtered).getAction()).contains("spring-boot-starter-data-redis");
		assertThat(analysis(filtered.withPropertyValues("sync.engine=local", "sync.queues[my.jobs].engine=redis"))
			.getDescription()).startsWith("'sync.queues[my.jobs].engine' is 'redis', but Spring Data Redis");
	}

	@Test
	@DisplayName("An engine that does not exist is named with those that do")
	void unknownEngine() {
		FailureAnalysis analysis = analysis(this.contextRunner.withPropertyValues("sync.engine=rediss"));
		assertThat(analysis.getDescription()).isEqualTo("'sync.engine' is 'rediss', but there is no such engine.");
		assertThat(analysis.getAction()).contains("local").contains("redis");
	}

	@Test
	@DisplayName("Without a connection factory, or with several, the ways to have one are named")
	void connectionFactory() {
		assertThat(analysis(this.withoutBoot)).satisfies((none) -> {
			assertThat(none.getDescription()).contains("no RedisConnectionFactory bean");
			assertThat(none.getAction()).contains("spring-boot-starter-data-redis")
				.contains("LettuceConnectionFactory");
		});
		assertThat(analysis(this.contextRunner.withUserConfiguration(TwoFactories.class))).satisfies((two) -> {
			assertThat(two.getDescription()).contains("[one, other]");
			assertThat(two.getAction()).contains("@SyncRedisConnectionFactory").contains("@Primary");
		});
	}

	@Test
	@DisplayName("Jedis is refused, whether Lettuce is there or not")
	void jedis() {
		assertThat(analysis(this.contextRunner.withUserConfiguration(Jedis.class))).satisfies(this::refusesJedis);
		assertThat(analysis(this.withoutBoot.withUserConfiguration(Jedis.class)
			.withClassLoader(new FilteredClassLoader("io.lettuce")))).satisfies(this::refusesJedis);
	}

	private void refusesJedis(FailureAnalysis analysis) {
		assertThat(analysis.getDescription()).contains("Lettuce only").contains("JedisConnectionFactory");
		assertThat(analysis.getAction()).contains("spring.data.redis.client-type").contains("lettuce");
	}

	@Test
	@DisplayName("Without Jackson the starter to add is named")
	void withoutJackson() {
		assertThat(analysis(this.contextRunner.withClassLoader(new FilteredClassLoader("tools.jackson"))).getAction())
			.contains("spring-boot-starter-jackson");
	}

	@Test
	@DisplayName("Without a name for the application a namespace is asked for")
	void namespace() {
		assertThat(analysis(this.contextRunner.withPropertyValues("spring.application.name=")).getAction())
			.contains("spring.application.name")
			.contains("sync.redis.namespace");
	}

	@Test
	@DisplayName("A Redis that is not there is named with its address, once the timeout has passed")
	void unreachable() {
		this.server.kill();
		FailureAnalysis analysis = analysis(this.contextRunner.withPropertyValues("sync.redis.timeout=10s"));
		assertThat(analysis.getDescription()).contains("did not answer within 10000 ms")
			.contains("127.0.0.1:" + this.server.port());
		assertThat(analysis.getAction()).contains("spring.data.redis.host").contains("sync.redis.fail-fast");
	}

	@Test
	@DisplayName("A Redis that accepts connections and says nothing is told from one that works")
	void frozen() {
		this.server.freeze();
		try {
			assertThat(analysis(
					this.contextRunner.withPropertyValues("sync.redis.timeout=500ms", "spring.data.redis.timeout=1s"))
				.getDescription()).contains("did not answer within 500 ms");
		}
		finally {
			this.server.thaw();
		}
	}

	@Test
	@DisplayName("A Redis that starts a moment later than the application is waited for")
	void late() {
		this.server.kill();
		Thread starter = new Thread(this.server::restart);
		this.contextRunner.withPropertyValues("sync.redis.timeout=1m")
			.withInitializer((context) -> starter.start())
			.run((context) -> assertThat(context.getBean(SyncRegistry.class).atomic("a").add()).isEqualTo(1));
	}

	@Test
	@DisplayName("Without fail-fast the application starts, and declared primitives work once Redis is there")
	void lazy(CapturedOutput output) {
		this.server.kill();
		this.contextRunner
			.withPropertyValues("sync.redis.fail-fast=false", "sync.atomics.a.initial=4", "sync.redis.timeout=1m")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).contains("created when they are asked for");
				SyncRegistry registry = context.getBean(SyncRegistry.class);
				assertThat(registry.count(SyncKind.ATOMIC)).isZero();
				this.server.restart();
				assertThat(registry.atomic("a").add()).isEqualTo(5);
				await().untilAsserted(() -> assertThat(output).contains("Redis answers now"));
			});
	}

	@Test
	@DisplayName("A primitive that the start needs while Redis is away is named")
	void neededAtStart() {
		this.server.kill();
		FailureAnalysis analysis = analysis(this.contextRunner.withUserConfiguration(NeedsCounter.class)
			.withPropertyValues("sync.redis.fail-fast=false", "sync.redis.timeout=500ms"));
		assertThat(analysis.getDescription()).contains("atomic \"a\"").contains("did not answer");
		assertThat(analysis.getAction()).contains("Start Redis");
	}

	@Test
	@DisplayName("A wrong password and a missing one are told at once, with the properties")
	void password() {
		this.server.run("CONFIG", "SET", "requirepass", "secret");
		ApplicationContextRunner patient = this.contextRunner.withPropertyValues("sync.redis.timeout=5m");
		for (String property : List.of("spring.data.redis.password=wrong", "spring.data.redis.database=0")) {
			FailureAnalysis analysis = analysis(patient.withPropertyValues(property));
			assertThat(analysis.getDescription()).containsPattern("WRONGPASS|NOAUTH");
			assertThat(analysis.getAction()).contains("spring.data.redis.password");
		}
		patient.withPropertyValues("spring.data.redis.password=secret")
			.run((context) -> assertThat(context.getBean(SyncRegistry.class).atomic("a").add()).isEqualTo(1));
	}

	@Test
	@DisplayName("A user who may not run scripts is told so; one who may not see INFO is not needed to")
	void permissions() {
		ApplicationContextRunner user = this.contextRunner.withPropertyValues("spring.data.redis.username=app",
				"spring.data.redis.password=pw", "sync.redis.timeout=5m");
		this.server.run("ACL", "SETUSER", "app", "on", ">pw", "~sync:*", "resetchannels", "&sync:*", "+@all", "-@admin",
				"-@dangerous");
		user.run((context) -> assertThat(context.getBean(SyncRegistry.class).atomic("a").add()).isEqualTo(1));
		this.server.run("ACL", "SETUSER", "app", "-@scripting");
		FailureAnalysis analysis = analysis(user);
		assertThat(analysis.getDescription()).contains("NOPERM");
		assertThat(analysis.getAction()).contains("EVAL");
	}

	@Test
	@DisplayName("An eviction policy that may throw primitives away is warned of")
	void evictionPolicy(CapturedOutput output) {
		this.contextRunner.run((context) -> assertThat(output).doesNotContain("maxmemory-policy"));
		this.server.run("CONFIG", "SET", "maxmemory-policy", "volatile-lru");
		this.contextRunner.run((context) -> assertThat(output).contains("maxmemory-policy is volatile-lru"));
		this.server.run("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
		this.contextRunner.run((context) -> assertThat(output)
			.containsPattern("WARN.*Redis may throw away primitives when its memory is full")
			.contains("maxmemory-policy is allkeys-lru. Set it to noeviction"));
	}

	private static FailureAnalysis analysis(ApplicationContextRunner runner) {
		FailureAnalysis[] found = new FailureAnalysis[1];
		runner.run((context) -> found[0] = analyze(context.getStartupFailure()));
		assertThat(found[0]).isNotNull();
		return found[0];
	}

	private static @Nullable FailureAnalysis analyze(@Nullable Throwable failure) {
		assertThat(failure).isNotNull();
		FailureAnalysis analysis = new SyncEngineFailureAnalyzer().analyze(failure);
		return (analysis != null) ? analysis : new SyncUnavailableFailureAnalyzer().analyze(failure);
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoFactories {

		@Bean
		LettuceConnectionFactory one() {
			return new LettuceConnectionFactory();
		}

		@Bean
		LettuceConnectionFactory other() {
			return new LettuceConnectionFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Jedis {

		@Bean
		JedisConnectionFactory jedis() {
			return new JedisConnectionFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NeedsCounter {

		@Bean
		SyncAtomic counter(SyncRegistry registry) {
			return registry.atomic("a");
		}

	}

}
