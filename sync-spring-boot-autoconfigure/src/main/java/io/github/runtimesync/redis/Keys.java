/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.runtimesync.SyncKind;

/**
 * The names of the keys of one primitive: {@code sync:1:{namespace:kind:name}:suffix},
 * where 1 is the version of the format. What stands in braces decides about the node of a
 * cluster, so all keys of a primitive are on one node.
 */
final class Keys {

	private static final String PREFIX = "sync:1:";

	/** A pair is one character to an expression. */
	private static final Pattern HALF_PAIR = Pattern.compile("\\p{Cs}");

	private final String tag;

	Keys(String namespace, SyncKind kind, String name) {
		this.tag = PREFIX + '{' + escape(namespace) + ':' + kind.propertyName() + ':' + escape(name) + "}:";
	}

	/**
	 * Return a key for scripts that concern no primitive.
	 */
	static byte[] server(String namespace) {
		return bytes(PREFIX + '{' + escape(namespace) + "}:server");
	}

	/**
	 * Return the key of the definition.
	 */
	byte[] definition() {
		return key("m");
	}

	/**
	 * Return the key of what a lane was answered last.
	 */
	byte[] reply(String lane) {
		return key("r:" + lane);
	}

	byte[] key(String suffix) {
		return bytes(this.tag + suffix);
	}

	/**
	 * Escape what would end the name or the tag, in a way that two names never look the
	 * same.
	 */
	static String escape(String name) {
		return escape(name,
				(part) -> part.replace("%", "%25").replace("{", "%7B").replace("}", "%7D").replace(":", "%3A"));
	}

	/**
	 * Escape a text, in a way that two texts never look the same, as if it were to be
	 * part of a URL.
	 */
	static String urlEncode(String text) {
		return escape(text, (part) -> URLEncoder.encode(part, StandardCharsets.UTF_8));
	}

	/**
	 * Escape halves of surrogate pairs as {@code %uXXXX}, since UTF-8 would make the same
	 * question mark of all of them.
	 * @param escaper escapes the rest, percent signs included
	 */
	private static String escape(String text, UnaryOperator<String> escaper) {
		StringBuilder escaped = new StringBuilder();
		Matcher halves = HALF_PAIR.matcher(text);
		int from = 0;
		while (halves.find()) {
			escaped.append(escaper.apply(text.substring(from, halves.start())))
				.append("%%u%04X".formatted((int) text.charAt(halves.start())));
			from = halves.end();
		}
		return escaped.append(escaper.apply(text.substring(from))).toString();
	}

	/**
	 * Return the channel on which a JVM gets its messages.
	 */
	static String inbox(String namespace, String jvm) {
		return PREFIX + escape(namespace) + ":inbox:" + jvm;
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return this.tag;
	}

}
