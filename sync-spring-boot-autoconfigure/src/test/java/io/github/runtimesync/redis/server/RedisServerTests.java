/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis.server;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RedisServer}.
 */
@Timeout(60)
class RedisServerTests {

	private final RedisServer server = RedisServer.start(RedisServer.DURABLE);

	@AfterEach
	void close() {
		this.server.thaw();
		this.server.close();
	}

	@Test
	@DisplayName("A server answers as soon as it is started, on a port of its own")
	void answers() {
		assertThat(this.server.run("SET", "a", "1")).isEqualTo("OK");
		assertThat(this.server.run("GET", "a")).isEqualTo("1");
		assertThat(this.server.run("GET", "b")).isNull();
		assertThat(this.server.run("INCR", "a")).isEqualTo(2L);
		assertThat(this.server.run("MGET", "a", "b")).isEqualTo(Arrays.asList("2", null));
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.server.run("NONSENSE"));
		try (RedisServer other = RedisServer.start()) {
			assertThat(other.port()).isNotEqualTo(this.server.port());
			assertThat(other.run("GET", "a")).isNull();
		}
	}

	@Test
	@DisplayName("A killed server is gone, and with an append-only file comes back with what it had answered")
	void killAndRestart() {
		this.server.run("SET", "a", "1");
		this.server.kill();
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.server.run("GET", "a"));
		this.server.restart();
		assertThat(this.server.run("GET", "a")).isEqualTo("1");
	}

	@Test
	@DisplayName("Without an append-only file a server comes back empty")
	void restartEmpty() {
		try (RedisServer forgetful = RedisServer.start()) {
			forgetful.run("SET", "a", "1");
			forgetful.kill();
			forgetful.restart();
			assertThat(forgetful.run("GET", "a")).isNull();
		}
	}

	@Test
	@DisplayName("A frozen server accepts a connection and says nothing until it is thawed")
	void freezeAndThaw() {
		this.server.freeze();
		CompletableFuture<Object> reply = CompletableFuture.supplyAsync(() -> this.server.run("SET", "a", "1"));
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> reply.get(200, TimeUnit.MILLISECONDS));
		this.server.thaw();
		assertThat(reply.join()).isEqualTo("OK");
	}

	@Test
	@DisplayName("Three nodes form a cluster, and each knows who has a key")
	void cluster() {
		try (RedisCluster cluster = RedisCluster.start()) {
			List<RedisServer> nodes = cluster.nodes();
			assertThat(nodes).hasSize(3);
			long keeping = nodes.stream().filter(RedisServerTests::keepsKey).count();
			assertThat(keeping).isEqualTo(1);
		}
	}

	private static boolean keepsKey(RedisServer node) {
		try {
			return node.run("SET", "a", "1").equals("OK");
		}
		catch (UncheckedIOException ex) {
			assertThat(ex.getCause()).hasMessageStartingWith("MOVED");
			return false;
		}
	}

}
