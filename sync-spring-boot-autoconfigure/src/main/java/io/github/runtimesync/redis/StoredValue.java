/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Instant;

/**
 * What Redis keeps for a shared variable.
 *
 * @param identity the incarnation of the variable
 * @param version the number of changes so far
 * @param changed when it changed last, by the clock of the server
 * @param value the stored form of the value
 */
record StoredValue(Identity identity, long version, Instant changed, byte[] value) {

	/**
	 * Return whether this is another state of the variable. After Redis has lost it,
	 * versions begin anew.
	 */
	boolean differsFrom(StoredValue other) {
		return this.version != other.version || !this.identity.equals(other.identity);
	}

}
