/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SharedSnapshot;
import io.github.runtimesync.Subscription;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.EngineShared;
import io.github.runtimesync.engine.SharedUpdate;

/**
 * A shared variable: one reference to the current {@link SharedState}, replaced by
 * compare-and-set, so that readers and functions run outside any lock and a writer that
 * stops in the middle holds up nobody.
 * <p>
 * Whoever replaces a state links the old one to the new one and then lets the
 * {@link SharedChanges} catch up, if anybody listens. The chain of links is what keeps
 * changes in order.
 */
final class LocalShared<T extends @Nullable Object> implements EngineShared<T> {

	@SuppressWarnings("rawtypes")
	private static final AtomicReferenceFieldUpdater<LocalShared, SharedState> STATE = AtomicReferenceFieldUpdater
		.newUpdater(LocalShared.class, SharedState.class, "state");

	@SuppressWarnings("rawtypes")
	private static final AtomicReferenceFieldUpdater<LocalShared, @Nullable SharedChanges> CHANGES = AtomicReferenceFieldUpdater
		.newUpdater(LocalShared.class, SharedChanges.class, "changes");

	private final String name;

	private final ElementType type;

	private final long createdMillis = System.currentTimeMillis();

	private volatile SharedState<T> state;

	private volatile @Nullable SharedChanges<T> changes;

	LocalShared(String name, ElementType type, T initial) {
		this.name = name;
		this.type = type;
		this.state = new SharedState<>(initial, 0, this.createdMillis);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public ElementType type() {
		return this.type;
	}

	@Override
	public T get() {
		return this.state.value();
	}

	@Override
	public void set(T value) {
		SharedUpdate.refuseInside(this);
		while (!replace(this.state, value)) {
			Thread.onSpinWait();
		}
		deliverChanges();
	}

	@Override
	public T update(UnaryOperator<T> fn) {
		T value = replaceBy(fn);
		deliverChanges();
		return value;
	}

	@Override
	public boolean compareAndSet(T expected, T value) {
		SharedUpdate.refuseInside(this);
		SharedState<T> current = this.state;
		while (current.holds(expected)) {
			if (replace(current, value)) {
				deliverChanges();
				return true;
			}
			current = this.state;
		}
		return false;
	}

	@Override
	public long version() {
		return this.state.version();
	}

	@Override
	public Subscription onChange(Consumer<? super T> listener) {
		SharedChanges<T> current = this.changes;
		while (current == null) {
			CHANGES.compareAndSet(this, null, new SharedChanges<>(this.name, this.state));
			current = this.changes;
		}
		return current.subscribe(listener, this.state.version());
	}

	@Override
	public SharedSnapshot snapshot() {
		SharedState<T> current = this.state;
		return new SharedSnapshot(this.name, LocalEngine.NAME, Instant.ofEpochMilli(this.createdMillis),
				this.type.declaredName(), current.version(), Instant.ofEpochMilli(current.changedMillis()),
				current.value());
	}

	@Override
	public String toString() {
		return SyncKind.SHARED.describe(this.name) + ", version " + version();
	}

	private T replaceBy(UnaryOperator<T> fn) {
		try (SharedUpdate scope = SharedUpdate.enter(this)) {
			while (true) {
				SharedState<T> current = this.state;
				T value = fn.apply(current.value());
				if (replace(current, value)) {
					return value;
				}
			}
		}
	}

	private boolean replace(SharedState<T> current, T value) {
		this.type.check(SyncKind.SHARED, this.name, value);
		SharedState<T> next = new SharedState<>(value, current.version() + 1, System.currentTimeMillis());
		if (!STATE.compareAndSet(this, current, next)) {
			return false;
		}
		current.link(next);
		return true;
	}

	private void deliverChanges() {
		SharedChanges<T> current = this.changes;
		if (current != null) {
			current.deliver();
		}
	}

}
