/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.runtimesync.engine.SyncEngineException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ServerInfo}. Servers as old as that are not at hand.
 */
class ServerInfoTests {

	@Test
	@DisplayName("Version and eviction policy are found in what INFO returns")
	void parse() {
		ServerInfo info = ServerInfo.parse(List.of("# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\n",
				"# Memory\r\nused_memory:1\r\nmaxmemory_policy:noeviction\r\n"));
		assertThat(info).isEqualTo(new ServerInfo("7.0.15", "noeviction"));
		assertThat(ServerInfo.parse(List.of("", ""))).isEqualTo(new ServerInfo("", ""));
	}

	@Test
	@DisplayName("A real server tells both")
	void realServer() {
		ServerInfo info = ServerInfo.parse(List.of((String) TestRedis.server().run("INFO", "server"),
				(String) TestRedis.server().run("INFO", "memory")));
		assertThat(info.version()).matches("\\d+\\.\\d+\\.\\d+");
		assertThat(info.evictionPolicy()).isEqualTo("noeviction");
		assertThatNoException().isThrownBy(info::checkVersion);
	}

	@ParameterizedTest
	@ValueSource(strings = { "6.2.0", "6.2.14", "6.10.0", "7.0.15", "8.0.0", "10.1", "255.255.255", "", "unstable", "6",
			"x.y.z" })
	@DisplayName("6.2 and later are accepted, and what cannot be read")
	void accepted(String version) {
		assertThatNoException().isThrownBy(() -> new ServerInfo(version, "").checkVersion());
	}

	@ParameterizedTest
	@ValueSource(strings = { "6.0.16", "6.1.240", "5.0.14", "2.8.24", "3.2" })
	@DisplayName("Older versions are refused, with the version and what is needed")
	void refused(String version) {
		assertThatExceptionOfType(SyncEngineException.class)
			.isThrownBy(() -> new ServerInfo(version, "").checkVersion())
			.satisfies((ex) -> {
				assertThat(ex.getProblem()).contains("needs Redis 6.2 or later").contains("is Redis " + version);
				assertThat(ex.getAction()).contains("Upgrade");
			});
	}

}
