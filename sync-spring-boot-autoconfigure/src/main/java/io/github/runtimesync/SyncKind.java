/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

/**
 * The kinds of primitive. A name is unique within its kind: {@code atomic("jobs")} and
 * {@code queue("jobs")} are two things.
 */
public enum SyncKind {

	/**
	 * A {@link SyncAtomic}.
	 */
	ATOMIC("atomic", "atomics"),

	/**
	 * A {@link SyncShared}.
	 */
	SHARED("shared variable", "shareds"),

	/**
	 * A {@link SyncWaitGroup}.
	 */
	WAIT_GROUP("wait group", "wait-groups"),

	/**
	 * A {@link SyncQueue}.
	 */
	QUEUE("queue", "queues");

	private static final int MAX_SHOWN = 200;

	private final String term;

	private final String propertyName;

	SyncKind(String term, String propertyName) {
		this.term = term;
		this.propertyName = propertyName;
	}

	/**
	 * Return how the kind is spelled in configuration properties.
	 * @return {@code atomics}, {@code shareds}, {@code wait-groups} or {@code queues}
	 */
	public String propertyName() {
		return this.propertyName;
	}

	/**
	 * Describe a primitive of this kind for a message or a log line. A name may come from
	 * a user, so whatever is not printable is escaped and what is too long is cut.
	 * @param name the name, valid or not
	 * @return for example {@code queue "jobs"}
	 */
	public String describe(String name) {
		return this.term + " \"" + escape(name) + '"';
	}

	/**
	 * Return the configuration property that declares a primitive of this kind.
	 * @param name the name
	 * @return for example {@code sync.queues.jobs}, or {@code sync.queues[my.jobs]} for a
	 * name that has to be quoted there
	 */
	public String property(String name) {
		String key = name.matches("[A-Za-z0-9-]+") ? "." + name : "[" + escape(name) + "]";
		return "sync." + this.propertyName + key;
	}

	@Override
	public String toString() {
		return this.term;
	}

	private static String escape(String name) {
		StringBuilder escaped = new StringBuilder();
		name.codePoints().limit(MAX_SHOWN).forEach((codePoint) -> appendEscaped(escaped, codePoint));
		return (name.length() > 2 * MAX_SHOWN || name.codePointCount(0, name.length()) > MAX_SHOWN)
				? escaped.append('…').toString() : escaped.toString();
	}

	private static void appendEscaped(StringBuilder target, int codePoint) {
		switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE ->
				target.append(String.format("\\u%04x", codePoint));
			default -> {
				if (codePoint == '"' || codePoint == '\\') {
					target.append('\\');
				}
				target.appendCodePoint(codePoint);
			}
		}
	}

}
