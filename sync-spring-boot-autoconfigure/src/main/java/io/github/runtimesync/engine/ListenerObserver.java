/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

/**
 * Is told what listeners do with the items of queues. There is none unless somebody sets
 * one, and then nothing is paid for it.
 */
public interface ListenerObserver {

	/**
	 * A listener begins to take items, for the first time or again.
	 * @param listener its figures, readable as long as it exists
	 */
	void started(ListenerFigures listener);

	/**
	 * Create what follows the calls of one worker.
	 * @param listener the id of the listener
	 * @param queue the name of its queue
	 * @return used by one thread at a time
	 */
	CallObserver worker(String listener, String queue);

}
