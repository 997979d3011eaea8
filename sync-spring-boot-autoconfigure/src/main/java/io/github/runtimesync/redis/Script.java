/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.springframework.util.Assert;

/**
 * A Lua script of this package. Its text never changes, so Redis compiles it once.
 */
final class Script {

	private static final String EXACTLY_ONCE = "exactly-once";

	private static final String IDENTITY = "identity";

	private static final String QUEUE = "queue";

	private static final String OPTIONS = "queue-options";

	private final String name;

	private final byte[] text;

	private final String sha1;

	private Script(String name, byte[] text) {
		this.name = name;
		this.text = text;
		this.sha1 = sha1(text);
	}

	/**
	 * Load a script that may run any number of times.
	 */
	static Script repeatable(String name) {
		return new Script(name, read(name));
	}

	/**
	 * Load a script that is to be sent through {@link ExactlyOnce}.
	 */
	static Script exactlyOnce(String name) {
		return join(EXACTLY_ONCE, "change", name);
	}

	/**
	 * Load a script of a queue that is to be sent through {@link ExactlyOnce}.
	 */
	static Script ofQueue(String name) {
		return join(EXACTLY_ONCE, QUEUE, OPTIONS, name);
	}

	/**
	 * Load a script that takes items of a queue and is to be sent through
	 * {@link ExactlyOnce}.
	 */
	static Script ofTaking(String name) {
		return join(EXACTLY_ONCE, QUEUE, OPTIONS, "queue-taking", name);
	}

	/**
	 * Load a script that looks at a queue, and may run any number of times.
	 */
	static Script lookAtQueue(String name) {
		return join(IDENTITY, QUEUE, OPTIONS, name);
	}

	private static Script join(String... names) {
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		for (String name : names) {
			text.writeBytes(read(name));
		}
		return new Script(names[names.length - 1], text.toByteArray());
	}

	private static byte[] read(String name) {
		try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
			Assert.state(in != null, () -> "No script " + name);
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String sha1(byte[] text) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	byte[] text() {
		return this.text;
	}

	/**
	 * Return what {@code EVALSHA} wants.
	 */
	String sha1() {
		return this.sha1;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
