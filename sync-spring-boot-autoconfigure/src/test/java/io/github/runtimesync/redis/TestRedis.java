/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.redis.server.RedisCluster;
import io.github.runtimesync.redis.server.RedisServer;

/**
 * The Redis that the tests of this JVM share. Each test works in a namespace of its own,
 * and those that do something to the server start one of their own.
 */
final class TestRedis {

	private static final RedisServer SERVER = RedisServer.start();

	private static final LettuceConnectionFactory FACTORY = factory(SERVER.port());

	/** Bounds a hang; how long anything takes on a busy machine does not matter. */
	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final AtomicInteger NAMESPACES = new AtomicInteger();

	private TestRedis() {
	}

	static RedisServer server() {
		return SERVER;
	}

	static LettuceConnectionFactory factory() {
		return FACTORY;
	}

	/**
	 * Return settings with a namespace that no other test has.
	 */
	static RedisSettings settings() {
		return new RedisSettings("test" + NAMESPACES.incrementAndGet(), RedisSettings.DEFAULT_TIMEOUT);
	}

	/**
	 * Return when the leases on items of a queue run out, by the clock of the server in
	 * milliseconds, under their tokens.
	 */
	static Map<String, Long> leases(RedisServer server, RedisSettings settings, String queue) {
		List<?> reply = (List<?>) server.run("ZRANGE",
				Keys.text(new Keys(settings.namespace(), SyncKind.QUEUE, queue).key("ld")), "0", "-1", "WITHSCORES");
		return IntStream.range(0, reply.size() / 2)
			.boxed()
			.collect(Collectors.toMap((i) -> (String) reply.get(2 * i),
					(i) -> Long.valueOf((String) reply.get(2 * i + 1))));
	}

	/**
	 * Return how often to repeat what takes a few commands each time.
	 * @param rounds how often an in-memory engine does it
	 */
	static int rounds(int rounds) {
		return Math.max(Math.min(rounds, 20), rounds / 20);
	}

	static DefaultSyncRegistry registry() {
		return registry(RegistrySettings.DEFAULT);
	}

	static DefaultSyncRegistry registry(RegistrySettings settings) {
		return registry(settings(), settings);
	}

	static DefaultSyncRegistry registry(RedisSettings settings) {
		return registry(settings, RegistrySettings.DEFAULT);
	}

	/**
	 * Create a registry that never shows an old state because an answer takes its time.
	 */
	static DefaultSyncRegistry registry(RedisSettings settings, RegistrySettings registrySettings) {
		RedisEngine engine = new RedisEngine(FACTORY, settings, registrySettings, JsonFormat.foundModules(), PATIENCE,
				InboxTiming.DEFAULT);
		engine.start();
		return new DefaultSyncRegistry(engine, registrySettings);
	}

	static LettuceConnectionFactory factory(int port) {
		return start(new RedisStandaloneConfiguration("127.0.0.1", port), LettuceClientConfiguration.builder());
	}

	/**
	 * Create a factory that looks for another topology more often than every five
	 * seconds, which is all it does differently from one of Spring Boot.
	 */
	static LettuceConnectionFactory factory(RedisCluster cluster) {
		RedisClusterConfiguration configuration = new RedisClusterConfiguration();
		List<RedisServer> nodes = cluster.nodes();
		nodes.forEach((node) -> configuration.addClusterNode(new RedisNode("127.0.0.1", node.port())));
		ClusterClientOptions options = ClusterClientOptions.builder()
			.timeoutOptions(TimeoutOptions.enabled())
			.topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
				.adaptiveRefreshTriggersTimeout(Duration.ofMillis(100))
				.build())
			.build();
		return start(configuration, LettuceClientConfiguration.builder().clientOptions(options));
	}

	private static LettuceConnectionFactory start(RedisConfiguration configuration,
			LettuceClientConfigurationBuilder client) {
		LettuceConnectionFactory factory = new LettuceConnectionFactory(configuration,
				client.shutdownQuietPeriod(Duration.ZERO).shutdownTimeout(Duration.ofMillis(100)).build());
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

}
