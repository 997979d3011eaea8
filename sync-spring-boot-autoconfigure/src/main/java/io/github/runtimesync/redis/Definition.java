/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncDefinitionException;
import io.github.runtimesync.SyncKind;

/**
 * What Redis says a primitive is. The first JVM that asks for it decides.
 *
 * @param identity its incarnation
 * @param created when it was defined, by the clock of the server
 * @param fields what its kind has added, and state that is kept beside it
 */
record Definition(Identity identity, Instant created, Map<String, byte[]> fields) {

	/** The version of the format of everything that is stored for a primitive. */
	private static final String FORMAT_VERSION = "1";

	/** The field with the name of the type of the values, if one is declared. */
	static final String TYPE = "t";

	private static final String FORMAT = "f";

	private static final String IDENTITY = "i";

	private static final String CREATED = "c";

	private static final byte[] NOTHING = {};

	static Definition parse(List<Object> reply) {
		Map<String, byte[]> fields = new HashMap<>();
		for (int i = 0; i < reply.size(); i += 2) {
			fields.put(text(reply.get(i)), (byte[]) reply.get(i + 1));
		}
		Identity identity = Identity.parse(text(fields.getOrDefault(IDENTITY, NOTHING)));
		if (identity == null) {
			throw new IllegalStateException("Redis has a definition without identity: " + fields.keySet());
		}
		byte[] created = fields.get(CREATED);
		return new Definition(identity, Instant.ofEpochMilli((created != null) ? Long.parseLong(text(created)) : 0),
				fields);
	}

	/**
	 * Return the field that says in which format a primitive is stored, name and value.
	 */
	static List<byte[]> format() {
		return List.of(Keys.bytes(FORMAT), Keys.bytes(FORMAT_VERSION));
	}

	/**
	 * Check that this version can work with what is stored.
	 */
	void checkFormat(SyncKind kind, String name) {
		String format = field(FORMAT);
		if (!FORMAT_VERSION.equals(format)) {
			throw new SyncDefinitionException(
					"%s is stored in format %s, which this version does not know: use the same version everywhere, or another sync.redis.namespace"
						.formatted(kind.describe(name), format),
					"sync.redis.namespace");
		}
	}

	@Nullable String field(String name) {
		byte[] value = this.fields.get(name);
		return (value != null) ? text(value) : null;
	}

	/**
	 * Return the value of a field as it is stored.
	 */
	byte @Nullable [] bytes(String name) {
		return this.fields.get(name);
	}

	static String text(Object bytes) {
		return new String((byte[]) bytes, StandardCharsets.UTF_8);
	}

}
