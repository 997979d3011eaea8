/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.locks.LockSupport;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.redis.RedisSettings;
import io.github.runtimesync.redis.RedisSyncRegistry;

/**
 * A Redis server of this benchmark alone, which ends with it: the {@code redis-server} on
 * the path, or that of {@code -Dredis.binary}. And its clients.
 */
final class BenchmarkRedis {

	private static final String HOST = "127.0.0.1";

	/** What the connections that look at the server are called. */
	private static final String NAME = "benchmark";

	private final int port;

	private final RedisClient lettuce;

	private final RedisCommands<String, String> commands;

	private BenchmarkRedis(int port) {
		this.port = port;
		this.lettuce = RedisClient.create(RedisURI.create(HOST, port));
		this.commands = connectWhenReady();
	}

	/**
	 * Start a server that keeps nothing on disk, and connect to it.
	 */
	static BenchmarkRedis start() throws IOException {
		int port = Integer.getInteger("redis.port", 16_399);
		Process server = new ProcessBuilder(System.getProperty("redis.binary", "redis-server"), "--port", "" + port,
				"--bind", HOST, "--save", "", "--dir", Files.createTempDirectory("redis-").toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
		return new BenchmarkRedis(port);
	}

	/**
	 * Connect to a server that another JVM has started.
	 */
	static BenchmarkRedis connect(int port) {
		return new BenchmarkRedis(port);
	}

	private RedisCommands<String, String> connectWhenReady() {
		for (int i = 0;; i++) {
			try {
				RedisCommands<String, String> connected = this.lettuce.connect().sync();
				connected.clientSetname(NAME);
				return connected;
			}
			catch (RedisException ex) {
				if (i == 50) {
					throw ex;
				}
				LockSupport.parkNanos(100_000_000);
			}
		}
	}

	int port() {
		return this.port;
	}

	/**
	 * Return what runs commands on a connection that is there already.
	 */
	RedisCommands<String, String> commands() {
		return this.commands;
	}

	/**
	 * Return what runs commands on a connection of its own, which may be blocked.
	 */
	RedisCommands<String, String> connectAnother() {
		return this.lettuce.connect().sync();
	}

	DefaultSyncRegistry newRegistry() {
		return RedisSyncRegistry.create(newConnectionFactory(), RedisSettings.DEFAULT);
	}

	LettuceConnectionFactory newConnectionFactory() {
		LettuceConnectionFactory factory = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration(HOST, this.port));
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

	/**
	 * Create a client of Redisson.
	 * @param blocked how many threads may be blocked at the same time, each of which
	 * takes a connection
	 */
	RedissonClient newRedisson(int blocked) {
		Config config = new Config();
		// For all: the bounded queue reads with this one whatever it is created with.
		config.setCodec(StringCodec.INSTANCE);
		config.useSingleServer()
			.setAddress("redis://%s:%d".formatted(HOST, this.port))
			.setConnectionPoolSize(blocked + 64);
		return Redisson.create(config);
	}

	String version() {
		return this.commands.info("server")
			.lines()
			.filter((line) -> line.startsWith("redis_version:"))
			.map((line) -> line.substring(line.indexOf(':') + 1))
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Return how many connections there are beside those that only look.
	 */
	long connections() {
		return this.commands.clientList().lines().filter((line) -> !line.contains(" name=" + NAME + " ")).count();
	}

	/**
	 * Return what clients have cost so far.
	 */
	RedisCost cost() {
		return RedisCost.parse(this.commands.info("commandstats") + this.commands.info("cpu"));
	}

}
