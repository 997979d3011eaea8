/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import org.junit.jupiter.api.AfterAll;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

import io.github.runtimesync.redis.server.RedisServer;

/**
 * Tests for {@link JobStore} with a {@link RedisJobTable}.
 */
class RedisJobStoreTests extends AbstractJobStoreTests {

	private static final RedisServer SERVER = RedisServer.start();

	private static final LettuceConnectionFactory CONNECTIONS = new LettuceConnectionFactory("127.0.0.1",
			SERVER.port());

	static {
		CONNECTIONS.afterPropertiesSet();
		CONNECTIONS.start();
	}

	@AfterAll
	static void stop() {
		CONNECTIONS.destroy();
		SERVER.close();
	}

	@Override
	JobTable table() {
		SERVER.run("FLUSHALL");
		return new RedisJobTable(new StringRedisTemplate(CONNECTIONS), JsonMapper.shared(), PROPERTIES);
	}

}
