/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * The containers of an application by id, and which of them run while it does.
 * <p>
 * The monitor guards who is registered, started and stopped, and the fields below the
 * map, which anybody may look through. Nobody waits with it for calls to end.
 */
final class ListenerContainers {

	private final SyncListenerContainerFactory factory;

	private final Map<String, DefaultSyncListenerContainer> byId = new ConcurrentSkipListMap<>();

	private boolean started;

	private boolean autoStartup = true;

	/** The ids of those to start after a pause, {@code null} before the first. */
	private @Nullable Set<String> paused;

	ListenerContainers(SyncListenerContainerFactory factory) {
		this.factory = factory;
	}

	synchronized void setAutoStartup(boolean autoStartup) {
		this.autoStartup = autoStartup;
	}

	/**
	 * Make a container, and start it now or when the application starts, if it wants to.
	 */
	synchronized DefaultSyncListenerContainer register(SyncListenerEndpoint endpoint) {
		if (this.byId.containsKey(endpoint.getId())) {
			throw new SyncListenerDefinitionException(endpoint.toString(),
					"has the id \"%s\", as another listener has".formatted(endpoint.getId()),
					"set the id of one of them; it is the name of the queue if it is not set");
		}
		DefaultSyncListenerContainer container = this.factory.create(endpoint);
		this.byId.put(endpoint.getId(), container);
		if (this.autoStartup && container.isAutoStartup()) {
			startNowOrLater(container);
		}
		return container;
	}

	private void startNowOrLater(DefaultSyncListenerContainer container) {
		if (this.started) {
			try {
				container.start();
			}
			catch (Throwable ex) {
				this.byId.remove(container.getId());
				throw ex;
			}
		}
		else if (this.paused != null) {
			this.paused.add(container.getId());
		}
	}

	/**
	 * Start those that start by themselves; after a pause, those that ran before it.
	 */
	synchronized void start() {
		Set<String> wanted = this.paused;
		this.byId.values()
			.stream()
			.filter((container) -> (wanted != null) ? wanted.contains(container.getId())
					: this.autoStartup && container.isAutoStartup())
			.forEach(SyncListenerContainer::start);
		this.started = true;
	}

	/**
	 * Start nobody any more, and note who runs.
	 * @return the containers that there are, for the caller to stop
	 */
	synchronized List<DefaultSyncListenerContainer> end() {
		if (this.started) {
			Set<String> ids = new HashSet<>();
			stream().filter(SyncListenerContainer::isRunning).forEach((container) -> ids.add(container.getId()));
			this.paused = ids;
		}
		this.started = false;
		return List.copyOf(this.byId.values());
	}

	synchronized boolean isStarted() {
		return this.started;
	}

	@Nullable DefaultSyncListenerContainer get(String id) {
		return this.byId.get(id);
	}

	DefaultSyncListenerContainer require(String id) {
		DefaultSyncListenerContainer container = get(id);
		Assert.isTrue(container != null, "There is no listener with this id");
		return container;
	}

	/**
	 * Return the containers in the order of their ids.
	 */
	Stream<DefaultSyncListenerContainer> stream() {
		return this.byId.values().stream();
	}

}
