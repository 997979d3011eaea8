/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.engine.DefaultSyncRegistry;

/**
 * A JVM that counts, takes an item, says so, and then works until it is killed, or until
 * nobody reads what it says any more.
 */
public final class CountingJvm {

	static final String COUNTED = "counted";

	private CountingJvm() {
	}

	/**
	 * Count and take.
	 * @param args the port of Redis and the namespace
	 * @throws Exception if reading or waiting fails
	 */
	public static void main(String[] args) throws Exception {
		// Not TestRedis, which starts a server: nobody would end it.
		LettuceConnectionFactory factory = new LettuceConnectionFactory("127.0.0.1", Integer.parseInt(args[0]));
		factory.afterPropertiesSet();
		factory.start();
		DefaultSyncRegistry registry = RedisSyncRegistry.create(factory,
				new RedisSettings(args[1], RedisSettings.DEFAULT_TIMEOUT));
		registry.waitGroup("w").add(2);
		registry.atomic("a").add(7);
		registry.shared("s", "initial").set("set by the other JVM");
		registry.queue("q").get();
		System.out.println(COUNTED);
		// Ends with the pipe, at the latest with the JVM that has started this one.
		System.exit(Math.min(0, System.in.read()));
	}

}
