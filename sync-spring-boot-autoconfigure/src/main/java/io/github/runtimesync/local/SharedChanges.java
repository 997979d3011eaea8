/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.Subscription;
import io.github.runtimesync.SyncKind;

/**
 * Delivers the changes of a shared variable to its listeners, in the order of the chain
 * that the states form.
 * <p>
 * One thread delivers at a time: the one that raised {@code requests} from zero owns
 * {@code delivered} until it brings the counter back to zero. A thread that finds it
 * raised leaves at once; the owner sees the raised counter and walks the chain again, so
 * no change is left behind, and a listener that changes the variable itself does not
 * recurse.
 */
final class SharedChanges<T extends @Nullable Object> {

	private static final Log logger = LogFactory.getLog(SharedChanges.class);

	private final String name;

	private final List<Listener<T>> listeners = new CopyOnWriteArrayList<>();

	private final AtomicInteger requests = new AtomicInteger();

	private SharedState<T> delivered;

	SharedChanges(String name, SharedState<T> current) {
		this.name = name;
		this.delivered = current;
	}

	Subscription subscribe(Consumer<? super T> listener, long fromVersion) {
		Listener<T> subscribed = new Listener<>(listener, fromVersion);
		this.listeners.add(subscribed);
		// A change between the look at the state and this moment had nobody to deliver
		// it.
		deliver();
		return () -> {
			subscribed.active = false;
			this.listeners.remove(subscribed);
		};
	}

	void deliver() {
		if (this.requests.getAndIncrement() != 0) {
			return;
		}
		int seen = 1;
		do {
			SharedState<T> next = this.delivered.next();
			while (next != null) {
				this.delivered = next;
				notifyListeners(next);
				next = next.next();
			}
			seen = this.requests.addAndGet(-seen);
		}
		while (seen != 0);
	}

	private void notifyListeners(SharedState<T> state) {
		for (Listener<T> listener : this.listeners) {
			if (listener.active && state.version() > listener.fromVersion) {
				try {
					listener.consumer.accept(state.value());
				}
				catch (Throwable ex) {
					logger.error("A listener of " + SyncKind.SHARED.describe(this.name) + " failed", ex);
				}
			}
		}
	}

	private static final class Listener<T extends @Nullable Object> {

		private final Consumer<? super T> consumer;

		private final long fromVersion;

		private volatile boolean active = true;

		Listener(Consumer<? super T> consumer, long fromVersion) {
			this.consumer = consumer;
			this.fromVersion = fromVersion;
		}

	}

}
