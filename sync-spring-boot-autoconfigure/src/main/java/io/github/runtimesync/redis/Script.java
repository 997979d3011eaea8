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
import java.util.Arrays;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * A Lua script of this package. Its text never changes, so Redis compiles it once.
 */
final class Script {

	private static final String EXACTLY_ONCE = "exactly-once";

	private static final String IDENTITY = "identity";

	private static final String QUEUE = "queue";

	private static final String OPTIONS = "queue-options";

	private static final String TAKING = "queue-taking";

	private static final String ASIDE = "queue-aside";

	private final String name;

	private final byte[] text;

	private final String sha1;

	private final int keys;

	private final @Nullable Script substitute;

	private Script(String name, byte[] text) {
		this(name, text, Integer.MAX_VALUE, null);
	}

	private Script(String name, byte[] text, int keys, @Nullable Script substitute) {
		this.name = name;
		this.text = text;
		this.sha1 = sha1(text);
		this.keys = keys;
		this.substitute = substitute;
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
		return join(EXACTLY_ONCE, QUEUE, OPTIONS, ASIDE, name);
	}

	/**
	 * Load a script that takes items of a queue and is to be sent through
	 * {@link ExactlyOnce}.
	 */
	static Script ofTaking(String name) {
		return join(EXACTLY_ONCE, QUEUE, OPTIONS, TAKING, name);
	}

	/**
	 * Load a script that takes items of a queue on lease and is to be sent through
	 * {@link ExactlyOnce}.
	 */
	static Script ofLeasing(String name) {
		return join(EXACTLY_ONCE, QUEUE, OPTIONS, TAKING, ASIDE, name);
	}

	/**
	 * Load a script that does what another one does for less, or answers {@code OTHER}
	 * and changes nothing.
	 * @param keys how many of its keys it needs, the first ones
	 * @param substitute the other one, which has the same arguments
	 */
	static Script shortcut(String name, int keys, Script substitute) {
		return new Script(name, join(EXACTLY_ONCE, name).text, keys, substitute);
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

	/**
	 * Return those keys that the script needs.
	 */
	byte[][] neededOf(byte[][] all) {
		return (this.keys < all.length) ? Arrays.copyOf(all, this.keys) : all;
	}

	/**
	 * Return what to send if this script answers {@code OTHER}, {@code null} if it never
	 * does.
	 */
	@Nullable Script substitute() {
		return this.substitute;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
