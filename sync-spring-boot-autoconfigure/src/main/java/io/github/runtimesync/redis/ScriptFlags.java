/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What has to be done after a script of a queue.
 *
 * @param letters one for each, as {@code queue.lua} explains
 */
record ScriptFlags(String letters) {

	static final ScriptFlags NONE = new ScriptFlags("");

	static final ScriptFlags MORE = new ScriptFlags("m");

	/**
	 * Read what a script has returned.
	 * @param reply flags first, {@code null} if there is none
	 */
	static ScriptFlags of(@Nullable List<Object> reply) {
		return (reply != null) ? new ScriptFlags(Definition.text(reply.get(0))) : NONE;
	}

	/**
	 * Return whether nothing is to be expected of the queue any more.
	 */
	boolean isFinished() {
		return has('c');
	}

	/**
	 * Return whether there may be more to take.
	 */
	boolean isMore() {
		return has('m');
	}

	/**
	 * Return whether this JVM is noted down as waiting at the side of the script.
	 */
	boolean isNoted() {
		return has('w');
	}

	/**
	 * Return whether a script that puts has noted this JVM down as waiting for an item.
	 */
	boolean isTakerNoted() {
		return has('t');
	}

	/**
	 * Return whether a script that puts has found this JVM noted down as waiting for an
	 * item, and it is no more.
	 */
	boolean isTakerPassedOver() {
		return has('u');
	}

	/**
	 * Return whether this JVM was chosen to look for an item.
	 */
	boolean isChosenForItem() {
		return has('i');
	}

	/**
	 * Return whether this JVM was chosen to look for room.
	 */
	boolean isChosenForRoom() {
		return has('r');
	}

	private boolean has(char letter) {
		return this.letters.indexOf(letter) >= 0;
	}

}
