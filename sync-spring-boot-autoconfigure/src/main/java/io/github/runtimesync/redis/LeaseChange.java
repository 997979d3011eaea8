/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.concurrent.CompletableFuture;

/**
 * What has become of a lease, on its way to Redis.
 */
final class LeaseChange {

	private final Kind kind;

	private final String token;

	private final CompletableFuture<Boolean> found = new CompletableFuture<>();

	LeaseChange(Kind kind, String token) {
		this.kind = kind;
		this.token = token;
	}

	byte[] kind() {
		return this.kind.letter;
	}

	byte[] token() {
		return Keys.bytes(this.token);
	}

	/**
	 * Return whether Redis still knew the lease. Completes on a thread that must not be
	 * blocked.
	 */
	CompletableFuture<Boolean> found() {
		return this.found;
	}

	/**
	 * What becomes of leases, as {@code queue-lease.lua} has it.
	 */
	enum Kind {

		/** The item is done with. */
		DONE('d'),

		/** The item is done with, and kept with those that could not be read. */
		ASIDE('a'),

		/** The item goes back. */
		RETURNED('r'),

		/** The item goes back as if it had not been taken. */
		UNTOUCHED('u'),

		/** The lease is prolonged. */
		PROLONGED('p');

		private final byte[] letter;

		Kind(char letter) {
			this.letter = Keys.bytes(String.valueOf(letter));
		}

	}

}
