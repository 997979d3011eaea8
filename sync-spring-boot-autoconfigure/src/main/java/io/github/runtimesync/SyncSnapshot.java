/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import java.time.Instant;

/**
 * The state of a primitive at one moment, as {@link SyncRegistry#snapshot} shows it.
 */
public sealed interface SyncSnapshot permits AtomicSnapshot, SharedSnapshot, WaitGroupSnapshot, QueueSnapshot {

	/**
	 * Return the kind of the primitive.
	 * @return the kind
	 */
	SyncKind kind();

	/**
	 * Return the name of the primitive.
	 * @return the name, not escaped
	 */
	String name();

	/**
	 * Return the engine that made the primitive.
	 * @return for example {@code local}
	 */
	String engine();

	/**
	 * Return when the primitive was created.
	 * @return the time of creation
	 */
	Instant created();

}
