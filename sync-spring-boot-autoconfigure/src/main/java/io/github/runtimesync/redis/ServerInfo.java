/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.SyncEngineException;

/**
 * What Redis says about itself.
 *
 * @param version the version of Redis, or that with which a Valkey is compatible; empty
 * if the server does not tell
 * @param evictionPolicy what it does when its memory is full; empty if it does not tell
 */
record ServerInfo(String version, String evictionPolicy) {

	private static final int MAJOR = 6;

	private static final int MINOR = 2;

	/**
	 * Read what {@code INFO} returns.
	 * @param sections the texts of some of its sections, possibly empty
	 */
	static ServerInfo parse(List<String> sections) {
		Map<String, String> fields = new HashMap<>();
		for (String section : sections) {
			section.lines().forEach((line) -> {
				int colon = line.indexOf(':');
				if (colon > 0) {
					fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
				}
			});
		}
		return new ServerInfo(fields.getOrDefault("redis_version", ""), fields.getOrDefault("maxmemory_policy", ""));
	}

	/**
	 * Check that the engine can work with the server.
	 */
	void checkVersion() {
		String[] parts = this.version.split("\\.", 3);
		if (parts.length < 2 || !isNumber(parts[0]) || !isNumber(parts[1])) {
			return;
		}
		int major = Integer.parseInt(parts[0]);
		int minor = Integer.parseInt(parts[1]);
		if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
			throw new SyncEngineException(
					"The Redis engine needs Redis %d.%d or later, or Valkey; the server is Redis %s".formatted(MAJOR,
							MINOR, this.version),
					"Upgrade the server, or set 'sync.engine' to 'local'", null);
		}
	}

	private static boolean isNumber(String text) {
		return !text.isEmpty() && text.length() < 9 && text.chars().allMatch(Character::isDigit);
	}

	/**
	 * Return what may go wrong with this eviction policy.
	 * @return a sentence without its period, {@code null} if there is nothing to say
	 */
	@Nullable String warning() {
		if (this.evictionPolicy.startsWith("allkeys-")) {
			return "Redis may throw away primitives when its memory is full: its maxmemory-policy is %s. Set it to noeviction, or use another Redis for sync.engine=redis"
				.formatted(this.evictionPolicy);
		}
		if (this.evictionPolicy.startsWith("volatile-")) {
			return "Redis may forget what it has answered when its memory is full, so that what has to be sent again happens twice: its maxmemory-policy is %s. Set it to noeviction, or use another Redis for sync.engine=redis"
				.formatted(this.evictionPolicy);
		}
		return null;
	}

}
