/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.LongUnaryOperator;

import io.github.runtimesync.AtomicSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.EngineAtomic;

/**
 * A counter in one {@code volatile long}. An updater instead of an
 * {@link java.util.concurrent.atomic.AtomicLong} saves an object per counter. The value
 * stands a cache line away from the object header, which every call reads to find out
 * which class it has before it: threads that add at the same time would have to fetch the
 * line twice.
 */
final class LocalAtomic extends HeaderDistance implements EngineAtomic {

	private static final AtomicLongFieldUpdater<LocalAtomic> VALUE = AtomicLongFieldUpdater
		.newUpdater(LocalAtomic.class, "value");

	private final String name;

	private final long createdMillis = System.currentTimeMillis();

	private volatile long value;

	LocalAtomic(String name, long initial) {
		this.name = name;
		this.value = initial;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public long get() {
		return this.value;
	}

	@Override
	public void set(long value) {
		this.value = value;
	}

	@Override
	public long add() {
		return VALUE.incrementAndGet(this);
	}

	@Override
	public long add(long delta) {
		return VALUE.addAndGet(this, delta);
	}

	@Override
	public long getAndSet(long value) {
		return VALUE.getAndSet(this, value);
	}

	@Override
	public boolean compareAndSet(long expected, long value) {
		return VALUE.compareAndSet(this, expected, value);
	}

	@Override
	public long update(LongUnaryOperator fn) {
		return VALUE.updateAndGet(this, fn);
	}

	@Override
	public AtomicSnapshot snapshot() {
		return new AtomicSnapshot(this.name, LocalEngine.NAME, Instant.ofEpochMilli(this.createdMillis), this.value);
	}

	@Override
	public String toString() {
		return SyncKind.ATOMIC.describe(this.name) + ", value " + this.value;
	}

}
