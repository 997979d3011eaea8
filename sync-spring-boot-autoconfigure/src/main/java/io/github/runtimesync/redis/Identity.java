/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import org.jspecify.annotations.Nullable;

/**
 * Which incarnation of a named primitive is meant. Removing it raises the generation; if
 * Redis loses its state, the generation starts over or stays, and the epoch is another.
 *
 * @param generation how often it was removed, plus one
 * @param epoch a random text, empty if it was removed and not defined since
 */
record Identity(long generation, String epoch) {

	/**
	 * Read an identity.
	 * @param text generation, dot and epoch, or the generation alone
	 * @return the identity, {@code null} if Redis knows none
	 */
	static @Nullable Identity parse(String text) {
		if (text.isEmpty()) {
			return null;
		}
		int dot = text.indexOf('.');
		return (dot < 0) ? new Identity(Long.parseLong(text), "")
				: new Identity(Long.parseLong(text.substring(0, dot)), text.substring(dot + 1));
	}

	/**
	 * Return whether this one was removed, given what Redis has now.
	 */
	boolean isRemovedBy(@Nullable Identity current) {
		return current != null && current.generation > this.generation;
	}

	byte[] bytes() {
		return Keys.bytes(toString());
	}

	@Override
	public String toString() {
		return this.generation + "." + this.epoch;
	}

}
