/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.engine.EngineAtomic;
import io.github.runtimesync.engine.EnginePrimitive;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.EngineShared;
import io.github.runtimesync.engine.EngineWaitGroup;

/**
 * A primitive and the state to which it is reset, without another handle taking its
 * place.
 */
abstract class PrimitiveBaseline {

	private final EnginePrimitive primitive;

	PrimitiveBaseline(EnginePrimitive primitive) {
		this.primitive = primitive;
	}

	static PrimitiveBaseline of(EnginePrimitive primitive) {
		if (primitive instanceof EngineAtomic atomic) {
			return new Atomic(atomic);
		}
		if (primitive instanceof EngineWaitGroup group) {
			return new WaitGroup(group);
		}
		if (primitive instanceof EngineShared<?> shared) {
			return new Shared<>(shared);
		}
		return new Queue((EngineQueue<?>) primitive);
	}

	EnginePrimitive primitive() {
		return this.primitive;
	}

	abstract void reset();

	/**
	 * Return whether the primitive was closed since, which cannot be undone.
	 */
	boolean isClosed() {
		return false;
	}

	private static final class Atomic extends PrimitiveBaseline {

		private final EngineAtomic atomic;

		private final long value;

		Atomic(EngineAtomic atomic) {
			super(atomic);
			this.atomic = atomic;
			this.value = atomic.get();
		}

		@Override
		void reset() {
			this.atomic.set(this.value);
		}

	}

	/**
	 * Is changed only if it has been changed, and listeners hear of it: what they derive
	 * from the value is to be reset as well.
	 */
	private static final class Shared<T> extends PrimitiveBaseline {

		private final EngineShared<T> shared;

		private final T value;

		private long cleanVersion;

		Shared(EngineShared<T> shared) {
			super(shared);
			this.shared = shared;
			this.cleanVersion = shared.version();
			this.value = shared.get();
		}

		@Override
		void reset() {
			if (this.shared.version() != this.cleanVersion) {
				this.shared.set(this.value);
				this.cleanVersion = this.shared.version();
			}
		}

	}

	/**
	 * Tasks that the application has counted for good, such as one that runs until it
	 * shuts down, stay counted.
	 */
	private static final class WaitGroup extends PrimitiveBaseline {

		private final EngineWaitGroup group;

		private final long count;

		WaitGroup(EngineWaitGroup group) {
			super(group);
			this.group = group;
			this.count = group.count();
		}

		@Override
		void reset() {
			for (long delta = delta(); delta != 0; delta = delta()) {
				try {
					this.group.add((int) delta);
				}
				catch (IllegalStateException ex) {
					// A task was done meanwhile: look again.
					Thread.onSpinWait();
				}
			}
		}

		private long delta() {
			return this.count - this.group.count();
		}

	}

	/**
	 * What a test left is dropped, and putters that wait for room are let in, to drop
	 * their items too.
	 */
	private static final class Queue extends PrimitiveBaseline {

		/**
		 * Enough for putters that wait, and an end where the application goes on putting.
		 */
		private static final int MAX_ROUNDS = 10_000;

		private final EngineQueue<?> queue;

		private final boolean paused;

		private final boolean closed;

		Queue(EngineQueue<?> queue) {
			super(queue);
			this.queue = queue;
			this.paused = queue.isPaused();
			this.closed = queue.isClosed();
		}

		@Override
		void reset() {
			int rounds = 0;
			QueueSnapshot state = this.queue.snapshot();
			while ((state.size() + state.delayed() + state.blockedPutters() != 0) && rounds++ < MAX_ROUNDS) {
				this.queue.clear();
				state = this.queue.snapshot();
			}
			if (this.paused) {
				this.queue.pause();
			}
			else {
				this.queue.resume();
			}
		}

		@Override
		boolean isClosed() {
			return this.queue.isClosed() && !this.closed;
		}

	}

}
