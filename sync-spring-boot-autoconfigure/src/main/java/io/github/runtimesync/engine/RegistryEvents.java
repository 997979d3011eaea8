/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.runtimesync.Subscription;

/**
 * Tells the listeners of a registry what happens in it, in order.
 * <p>
 * Events are enqueued while the map entry of their name is locked, which orders them per
 * name, and delivered after the lock is released. One thread delivers at a time: the one
 * that raised {@code requests} from zero. A thread that finds it raised leaves; the
 * deliverer sees the raised counter before it ends, so no event is left behind. It keeps
 * a set of its own of what there is: the map is ahead of the events, or behind.
 */
final class RegistryEvents {

	private static final Log logger = LogFactory.getLog(RegistryEvents.class);

	private final List<RegistryListener> listeners = new CopyOnWriteArrayList<>();

	private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();

	/** What there is after the events that were delivered. Of the deliverer alone. */
	private final Set<EnginePrimitive> present = Collections.newSetFromMap(new IdentityHashMap<>());

	private final AtomicInteger requests = new AtomicInteger();

	/**
	 * Add a listener and tell it of what exists, in order with what happens meanwhile.
	 */
	Subscription subscribe(RegistryListener listener) {
		AtomicBoolean ended = new AtomicBoolean();
		this.events.add(() -> {
			this.listeners.add(listener);
			if (ended.get()) {
				this.listeners.remove(listener);
				return;
			}
			this.present.forEach((primitive) -> call(listener, (called) -> called.created(primitive)));
		});
		deliver();
		return () -> {
			// Another thread may deliver the beginning only after this end.
			ended.set(true);
			this.listeners.remove(listener);
		};
	}

	void enqueueCreated(EnginePrimitive primitive) {
		this.events.add(() -> {
			this.present.add(primitive);
			callAll((listener) -> listener.created(primitive));
		});
	}

	void enqueueRemoved(EnginePrimitive primitive) {
		this.events.add(() -> {
			this.present.remove(primitive);
			callAll((listener) -> listener.removed(primitive));
		});
	}

	void deliver() {
		if (this.requests.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		do {
			for (Runnable event = this.events.poll(); event != null; event = this.events.poll()) {
				event.run();
			}
			seen = this.requests.addAndGet(-seen);
		}
		while (seen != 0);
	}

	private void callAll(Consumer<RegistryListener> event) {
		this.listeners.forEach((listener) -> call(listener, event));
	}

	private void call(RegistryListener listener, Consumer<RegistryListener> event) {
		try {
			event.accept(listener);
		}
		catch (Throwable ex) {
			logger.error("A listener of the sync registry failed", ex);
		}
	}

}
