/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

/**
 * What can be read of a listener at any time, without blocking its workers.
 */
public interface ListenerFigures {

	/**
	 * Return the id of the listener.
	 * @return the id
	 */
	String id();

	/**
	 * Return the queue that it takes from.
	 * @return its name
	 */
	String queue();

	/**
	 * Return how many workers there are.
	 * @return the number of threads
	 */
	int workers();

	/**
	 * Return how many workers do not wait for an item.
	 * @return the number of threads
	 */
	int activeWorkers();

	/**
	 * Return how many items wait for their next attempt.
	 * @return the number of items
	 */
	int inRetry();

	/**
	 * Return how many items were given another attempt, each attempt counted.
	 * @return a number that only grows
	 */
	long retries();

	/**
	 * Return how many items became dead letters.
	 * @return a number that only grows
	 */
	long deadLetters();

}
