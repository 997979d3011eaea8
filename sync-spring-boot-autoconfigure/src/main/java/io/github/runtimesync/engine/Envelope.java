/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * An item with what belongs to it on its way through a queue. Only some items have one:
 * those that were put with a {@link PutObserver}, with options, or into a queue whose
 * puts are {@link EngineQueue#stampPuts() stamped}. Immutable.
 *
 * @param <E> the type of the item
 */
public interface Envelope<E> {

	/**
	 * Return the item.
	 * @return the item
	 */
	E item();

	/**
	 * Return what identifies this put.
	 * @return an id that no other put has, of any queue
	 */
	String id();

	/**
	 * Return when the item was put, by the clock on the wall.
	 * @return the time
	 */
	Instant putTime();

	/**
	 * Return how long ago the item was put, by a clock that nobody sets.
	 * @return the age now
	 */
	Duration age();

	/**
	 * Return what a {@link PutObserver} has attached.
	 * @return for example a trace context; empty if there is nothing
	 */
	Map<String, String> headers();

}
