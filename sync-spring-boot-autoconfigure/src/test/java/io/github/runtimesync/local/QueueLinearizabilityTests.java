/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayDeque;
import java.util.Queue;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.runtimesync.QueueClosedException;

/**
 * Calls to a queue that do not block, at the same time: Lincheck makes up scenarios and
 * interleavings, and looks for an order of the calls that explains what they returned.
 * {@code closeNow} is not among them: it closes and then takes what is left, in two
 * steps.
 */
class QueueLinearizabilityTests {

	@ParameterizedTest
	@ValueSource(classes = { Unbounded.class, OfOne.class, OfTwo.class })
	@DisplayName("Calls take effect one after the other, in every interleaving of the model checker")
	void interleavings(Class<? extends Subject> subject) {
		new ModelCheckingOptions().iterations(8)
			.invocationsPerIteration(200)
			.threads(2)
			.actorsPerThread(3)
			.actorsBefore(2)
			.actorsAfter(2)
			.sequentialSpecification(specification(subject))
			.check(subject);
	}

	@ParameterizedTest
	@ValueSource(classes = { Unbounded.class, OfOne.class, OfTwo.class })
	@DisplayName("Calls take effect one after the other, in threads that run freely")
	void stress(Class<? extends Subject> subject) {
		new StressOptions().iterations(8)
			.invocationsPerIteration(1_000)
			.threads(3)
			.actorsPerThread(3)
			.actorsBefore(2)
			.actorsAfter(2)
			.sequentialSpecification(specification(subject))
			.check(subject);
	}

	private static Class<?> specification(Class<? extends Subject> subject) {
		return (subject == Unbounded.class) ? SequentialUnbounded.class
				: (subject == OfOne.class) ? SequentialOfOne.class : SequentialOfTwo.class;
	}

	/**
	 * The calls to the queue.
	 */
	public abstract static class Subject {

		private final LocalQueue<Integer> queue = Interleavings.queue(maxSize());

		abstract int maxSize();

		@Operation
		public boolean offer(@Param(gen = IntGen.class, conf = "-1:2") int item) {
			return this.queue.offer(item);
		}

		@Operation
		public @Nullable Integer poll() {
			return this.queue.poll();
		}

		@Operation
		public int size() {
			return this.queue.size();
		}

		@Operation
		public boolean close() {
			return this.queue.close();
		}

	}

	/**
	 * An unbounded queue.
	 */
	public static final class Unbounded extends Subject {

		@Override
		int maxSize() {
			return 0;
		}

	}

	/**
	 * A queue of one.
	 */
	public static final class OfOne extends Subject {

		@Override
		int maxSize() {
			return 1;
		}

	}

	/**
	 * A queue of two.
	 */
	public static final class OfTwo extends Subject {

		@Override
		int maxSize() {
			return 2;
		}

	}

	/**
	 * What a queue does for one thread.
	 */
	public abstract static class Sequential {

		private final Queue<Integer> items = new ArrayDeque<>();

		private boolean closed;

		abstract int maxSize();

		public boolean offer(int item) {
			if (this.closed) {
				throw new QueueClosedException("closed");
			}
			return this.items.size() < maxSize() && this.items.add(item);
		}

		public @Nullable Integer poll() {
			return this.items.poll();
		}

		public int size() {
			return this.items.size();
		}

		public boolean close() {
			boolean closes = !this.closed;
			this.closed = true;
			return closes;
		}

	}

	/**
	 * Without a bound that matters.
	 */
	public static final class SequentialUnbounded extends Sequential {

		@Override
		int maxSize() {
			return Integer.MAX_VALUE;
		}

	}

	/**
	 * With room for one.
	 */
	public static final class SequentialOfOne extends Sequential {

		@Override
		int maxSize() {
			return 1;
		}

	}

	/**
	 * With room for two.
	 */
	public static final class SequentialOfTwo extends Sequential {

		@Override
		int maxSize() {
			return 2;
		}

	}

}
