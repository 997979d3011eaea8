/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is stored in a namespace of {@link TestRedis}, read and written without the
 * engine. Keys are put together here too, since their form is a part of what tests pin.
 *
 * @param settings those with the namespace
 */
record StoredKeys(RedisSettings settings) {

	/**
	 * Return a key.
	 * @param primitive the kind and the escaped name, with a colon between
	 * @param suffix what stands behind
	 */
	String key(String primitive, String suffix) {
		return "sync:1:{" + this.settings.namespace() + ":" + primitive + "}:" + suffix;
	}

	/**
	 * Return all keys of the namespace.
	 */
	List<String> all() {
		return strings("KEYS", "sync:1:{" + this.settings.namespace() + ":*");
	}

	/**
	 * Store a definition as another JVM has written it.
	 */
	void define(String primitive, String... fields) {
		String key = key(primitive, "m");
		TestRedis.server().run("HSET", key, "f", "1", "i", "3.3o1dqyfv0bo1h", "c", "1784000000000");
		for (int i = 0; i < fields.length; i += 2) {
			TestRedis.server().run("HSET", key, fields[i], fields[i + 1]);
		}
	}

	/**
	 * Return what the keys of a primitive end with, sorted, without the names of lanes.
	 */
	List<String> suffixes(String primitive) {
		return strings("KEYS", key(primitive, "*")).stream()
			.map((key) -> key.substring(key(primitive, "").length()).replaceAll("^r:.*", "r"))
			.distinct()
			.sorted()
			.toList();
	}

	Map<String, String> hash(String primitive, String suffix) {
		return pairs(strings("HGETALL", key(primitive, suffix)));
	}

	List<String> list(String primitive, String suffix) {
		return strings("LRANGE", key(primitive, suffix), "0", "-1");
	}

	/**
	 * Return the scores of a sorted set under its members.
	 */
	Map<String, String> sortedSet(String primitive, String suffix) {
		return pairs(strings("ZRANGE", key(primitive, suffix), "0", "-1", "WITHSCORES"));
	}

	private static Map<String, String> pairs(List<String> flat) {
		Map<String, String> pairs = new TreeMap<>();
		for (int i = 0; i < flat.size(); i += 2) {
			pairs.put(flat.get(i), flat.get(i + 1));
		}
		return pairs;
	}

	private static List<String> strings(String... command) {
		return ((List<?>) TestRedis.server().run(command)).stream().map(String.class::cast).toList();
	}

}
