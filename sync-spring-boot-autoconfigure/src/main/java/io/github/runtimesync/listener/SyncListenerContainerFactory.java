/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.engine.ListenerObserver;

/**
 * Makes containers with the options that are configured.
 */
public final class SyncListenerContainerFactory {

	private final ListenerQueues queues;

	private final SyncListenerOptions defaults;

	private final Map<String, ? extends SyncListenerOptions> byId;

	private final WorkerThreads threads;

	private final ApplicationEventPublisher events;

	private final @Nullable ListenerObserver observer;

	private final ListenerTimer timer = new ListenerTimer();

	/**
	 * Create a factory.
	 * @param registry has the queues
	 * @param defaults options for all listeners
	 * @param byId options that win, by the id of the listener
	 * @param virtualThreads whether the workers are virtual threads
	 * @param events is told of stuck listeners
	 */
	public SyncListenerContainerFactory(SyncRegistry registry, SyncListenerOptions defaults,
			Map<String, ? extends SyncListenerOptions> byId, boolean virtualThreads, ApplicationEventPublisher events) {
		this(registry, defaults, byId, virtualThreads, events, null);
	}

	/**
	 * Create a factory.
	 * @param registry has the queues
	 * @param defaults options for all listeners
	 * @param byId options that win, by the id of the listener
	 * @param virtualThreads whether the workers are virtual threads
	 * @param events is told of stuck listeners
	 * @param observer is told of every call, {@code null} for nobody
	 */
	public SyncListenerContainerFactory(SyncRegistry registry, SyncListenerOptions defaults,
			Map<String, ? extends SyncListenerOptions> byId, boolean virtualThreads, ApplicationEventPublisher events,
			@Nullable ListenerObserver observer) {
		this.queues = new ListenerQueues(registry);
		this.defaults = defaults.over(SyncListenerOptions.defaults());
		this.byId = Map.copyOf(byId);
		this.threads = WorkerThreads.of(virtualThreads);
		this.events = events;
		this.observer = observer;
	}

	DefaultSyncListenerContainer create(SyncListenerEndpoint endpoint) {
		SyncListenerOptions own = endpoint.getOptions();
		SyncListenerOptions byId = this.byId.get(endpoint.getId());
		SyncListenerOptions options = ((byId != null) ? byId.over(own) : own).over(this.defaults);
		return new DefaultSyncListenerContainer(endpoint, settings(options, endpoint), this.queues, this.threads,
				this.timer, this.events, this.observer);
	}

	private static ContainerSettings settings(SyncListenerOptions options, SyncListenerEndpoint endpoint) {
		try {
			return ContainerSettings.of(options, endpoint.getQueue());
		}
		catch (IllegalArgumentException ex) {
			throw new SyncListenerDefinitionException(endpoint.toString(), "has an option that makes no sense",
					"%s (in the annotation, in sync.listener, or in sync.listener.by-id.%s)".formatted(ex.getMessage(),
							endpoint.getId()),
					ex);
		}
	}

}
