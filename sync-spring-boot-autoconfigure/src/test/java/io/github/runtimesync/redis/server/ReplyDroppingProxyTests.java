/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis.server;

import java.io.IOException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ReplyDroppingProxy}.
 */
@Timeout(60)
class ReplyDroppingProxyTests {

	private final RedisServer server = RedisServer.start();

	private final ReplyDroppingProxy proxy = new ReplyDroppingProxy(this.server.port());

	private final RespClient client = new RespClient(this.proxy.port());

	@AfterEach
	void close() {
		this.proxy.close();
		this.server.close();
	}

	@Test
	@DisplayName("Commands and replies go through")
	void forwards() throws Exception {
		assertThat(this.client.run("INCR", "a")).isEqualTo(1L);
		assertThat(this.client.run("INCR", "a")).isEqualTo(2L);
		assertThat(this.proxy.dropped()).isZero();
	}

	@Test
	@DisplayName("The server has carried out the command whose reply is dropped, and the next one gets through")
	void drops() throws Exception {
		this.proxy.dropReplies(1);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.client.run("INCR", "a"));
		assertThat(this.proxy.dropped()).isEqualTo(1);
		assertThat(this.client.run("INCR", "a")).isEqualTo(2L);
	}

	@Test
	@DisplayName("Only the reply to the chosen command is dropped, and the server has carried it out")
	void dropsReplyToCommand() throws Exception {
		this.proxy.dropReplyTo("b");
		assertThat(this.client.run("INCR", "a")).isEqualTo(1L);
		assertThat(this.proxy.dropped()).isZero();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.client.run("INCR", "b"));
		assertThat(this.proxy.dropped()).isEqualTo(1);
		assertThat(this.client.run("INCR", "b")).isEqualTo(2L);
	}

	@Test
	@DisplayName("While it refuses connections nothing reaches the server")
	void refuses() throws Exception {
		this.proxy.refuse();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.client.run("INCR", "a"));
		this.proxy.admit();
		assertThat(this.client.run("INCR", "a")).isEqualTo(1L);
	}

	@Test
	@DisplayName("While the server is dead the client is not left connected, and afterwards it gets through")
	void deadServer() throws Exception {
		this.server.kill();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.client.run("INCR", "a"));
		this.server.restart();
		assertThat(this.client.run("INCR", "a")).isEqualTo(1L);
	}

}
