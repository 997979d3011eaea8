/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import org.springframework.util.Assert;

/**
 * What the testing support needs of containers beyond what applications do. Not for
 * applications.
 */
public final class SyncListenerTestAccess {

	private final SyncListenerRegistry registry;

	/**
	 * Create an access to all containers of an application.
	 * @param registry has the containers
	 */
	public SyncListenerTestAccess(SyncListenerRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Process one item, or one batch, on the calling thread as a worker would. Never
	 * waits: a retry is made before it is due, and a batch takes what is there.
	 * @param id the id of the listener
	 * @return what became of it
	 * @throws IllegalArgumentException if there is no such listener
	 * @throws IllegalStateException if its container is running or paused, or takes
	 * nothing since there is no room for dead letters
	 */
	public SyncListenerRun runNext(String id) {
		SyncListenerContainer container = this.registry.getContainer(id);
		Assert.isTrue(container != null, () -> "There is no listener \"%s\", but %s".formatted(id,
				this.registry.getContainers().stream().map(SyncListenerContainer::getId).toList()));
		return ((DefaultSyncListenerContainer) container).runNext();
	}

	/**
	 * Forget what waits for a retry or for room in a dead-letter queue.
	 */
	public void discard() {
		this.registry.getContainers().forEach((container) -> ((DefaultSyncListenerContainer) container).discard());
	}

	/**
	 * Return whether a thread takes items for a listener.
	 * @param thread the thread
	 * @return whether it belongs to a container
	 */
	public boolean isWorker(Thread thread) {
		return this.registry.getContainers()
			.stream()
			.flatMap((container) -> ((DefaultSyncListenerContainer) container).workers().stream())
			.anyMatch((worker) -> worker.thread() == thread);
	}

}
