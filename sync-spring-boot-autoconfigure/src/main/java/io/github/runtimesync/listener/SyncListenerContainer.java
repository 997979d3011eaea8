/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;

import io.github.runtimesync.SyncException;

/**
 * Takes the items of one queue and calls one method with them, on threads of its own.
 * Containers are not beans: {@link SyncListenerRegistry} has them by id.
 * <p>
 * All methods may be called by any thread, also by the listener itself.
 */
public interface SyncListenerContainer {

	/**
	 * Return the id.
	 * @return the id, unique in the application
	 */
	String getId();

	/**
	 * Return the queue that items are taken from.
	 * @return its name
	 */
	String getQueue();

	/**
	 * Return the queue that receives what cannot be processed.
	 * @return its name
	 */
	String getDeadLetterQueue();

	/**
	 * Return whether the container starts with the application.
	 * @return whether it starts by itself
	 */
	boolean isAutoStartup();

	/**
	 * Begin to take items, or go on. Items that were waiting for a retry when the
	 * container stopped still do. If this throws, the container stays stopped.
	 * @throws SyncListenerDefinitionException if a queue was created anew with another
	 * type
	 * @throws SyncException if a queue cannot be had, for example since its store does
	 * not answer
	 */
	void start();

	/**
	 * Take no more items. Returns at once: calls that are under way go on to their end,
	 * workers that wait for an item end, or process the one that is put in the same
	 * moment; {@link #awaitQuiet} tells when that is over. Nothing that was taken is
	 * lost: what waits for a retry stays with the container.
	 */
	void stop();

	/**
	 * Wait for the calls that were under way when the container stopped or paused.
	 * @param timeout how long to wait at most
	 * @return whether no worker is left
	 * @throws InterruptedException if interrupted while waiting
	 */
	boolean awaitQuiet(Duration timeout) throws InterruptedException;

	/**
	 * Return whether the container has been started and not stopped. A paused container
	 * is running.
	 * @return whether it is running
	 */
	boolean isRunning();

	/**
	 * Take no more items until {@link #resume()}. Returns at once, as {@link #stop()};
	 * outlasts stop and start.
	 */
	void pause();

	/**
	 * Take items again after a {@link #pause()}.
	 */
	void resume();

	/**
	 * Return whether the container is paused.
	 * @return whether it is between {@code pause} and {@code resume}
	 */
	boolean isPaused();

	/**
	 * Change the number of workers. Those that are too many end after the item they have
	 * in hand.
	 * @param min the number that are always there
	 * @param max the number that there are at most
	 * @throws IllegalArgumentException if {@code min} is below 1 or above {@code max}
	 */
	void scale(int min, int max);

	/**
	 * Look at the container now, without blocking its workers.
	 * @return its state and figures
	 */
	SyncListenerSnapshot snapshot();

}
