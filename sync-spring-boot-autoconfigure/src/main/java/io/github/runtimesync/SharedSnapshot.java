/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The state of a {@link SyncShared} at one moment.
 *
 * @param name the name
 * @param engine the engine that made it
 * @param created when it was created
 * @param type its declared type, {@code null} if none was declared
 * @param version the number of changes so far
 * @param changed when it was changed last, or created if it never was
 * @param value its value; may be a secret, so show it to those who may see it only
 */
public record SharedSnapshot(String name, String engine, Instant created, @Nullable String type, long version,
		Instant changed, @Nullable Object value) implements SyncSnapshot {

	@Override
	public SyncKind kind() {
		return SyncKind.SHARED;
	}

	/**
	 * Describe the snapshot without its value.
	 */
	@Override
	public String toString() {
		return "SharedSnapshot[name=" + this.name + ", engine=" + this.engine + ", created=" + this.created + ", type="
				+ this.type + ", version=" + this.version + ", changed=" + this.changed + "]";
	}

}
