/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.engine.DefaultSyncRegistry;

/**
 * A JVM that counts, takes an item, says so, and then works until it is killed, or until
 * nobody reads what it says any more.
 */
public final class CountingJvm {

	static final String COUNTED = "counted";

	/** How long a call of another JVM waits, whatever its first ones have to load. */
	static final Duration TIMEOUT = Duration.ofMinutes(1);

	private CountingJvm() {
	}

	/**
	 * Connect a JVM that a test has started. Not with {@link TestRedis}, which starts a
	 * server: nobody would end it.
	 * @param port the port of Redis
	 * @return a factory that is connected, since that takes long in a new JVM
	 */
	static LettuceConnectionFactory connect(String port) {
		LettuceConnectionFactory factory = new LettuceConnectionFactory("127.0.0.1", Integer.parseInt(port));
		factory.afterPropertiesSet();
		factory.start();
		factory.getConnection().close();
		return factory;
	}

	/**
	 * Count and take.
	 * @param args the port of Redis and the namespace
	 * @throws Exception if reading or waiting fails
	 */
	public static void main(String[] args) throws Exception {
		DefaultSyncRegistry registry = RedisSyncRegistry.create(connect(args[0]), new RedisSettings(args[1], TIMEOUT));
		registry.waitGroup("w").add(2);
		registry.atomic("a").add(7);
		registry.shared("s", "initial").set("set by the other JVM");
		registry.queue("q").get();
		System.out.println(COUNTED);
		// Ends with the pipe, at the latest with the JVM that has started this one.
		System.exit(Math.min(0, System.in.read()));
	}

}
