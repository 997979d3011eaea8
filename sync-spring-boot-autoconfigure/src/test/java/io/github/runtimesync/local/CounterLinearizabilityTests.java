/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Calls to a wait group and to an atomic at the same time, see
 * {@link QueueLinearizabilityTests}.
 */
class CounterLinearizabilityTests {

	@BeforeAll
	static void initializeMessages() {
		// What the JDK initializes on first use must not happen under Lincheck's eyes.
		assertThatIllegalStateException().isThrownBy(new Group()::done);
	}

	@ParameterizedTest
	@ValueSource(classes = { Group.class, Atomic.class })
	@DisplayName("Calls take effect one after the other and never hold each other up, in every interleaving")
	void interleavings(Class<?> subject) {
		new ModelCheckingOptions().iterations(8)
			.invocationsPerIteration(200)
			.threads(2)
			.actorsPerThread(3)
			.actorsBefore(2)
			.actorsAfter(2)
			.checkObstructionFreedom(true)
			.sequentialSpecification((subject == Group.class) ? SequentialGroup.class : SequentialAtomic.class)
			.check(subject);
	}

	@ParameterizedTest
	@ValueSource(classes = { Group.class, Atomic.class })
	@DisplayName("Calls take effect one after the other, in threads that run freely")
	void stress(Class<?> subject) {
		new StressOptions().iterations(8)
			.invocationsPerIteration(1_000)
			.threads(3)
			.actorsPerThread(3)
			.actorsBefore(2)
			.actorsAfter(2)
			.sequentialSpecification((subject == Group.class) ? SequentialGroup.class : SequentialAtomic.class)
			.check(subject);
	}

	/**
	 * The calls to the wait group.
	 */
	public static final class Group {

		private final LocalWaitGroup group = new LocalWaitGroup("g", false);

		@Operation
		public void add() {
			this.group.add();
		}

		@Operation
		public void add(@Param(gen = IntGen.class, conf = "-1:2") int delta) {
			this.group.add(delta);
		}

		@Operation
		public void done() {
			this.group.done();
		}

		@Operation
		public long count() {
			return this.group.count();
		}

	}

	/**
	 * What a wait group does for one thread.
	 */
	public static final class SequentialGroup {

		private long count;

		public void add() {
			add(1);
		}

		public void add(int delta) {
			if (this.count + delta < 0) {
				throw new IllegalStateException("below zero");
			}
			this.count += delta;
		}

		public void done() {
			add(-1);
		}

		public long count() {
			return this.count;
		}

	}

	/**
	 * The calls to the atomic.
	 */
	public static final class Atomic {

		private final LocalAtomic atomic = new LocalAtomic("a", 0);

		@Operation
		public long add() {
			return this.atomic.add();
		}

		@Operation
		public long add(@Param(gen = IntGen.class, conf = "-1:2") int delta) {
			return this.atomic.add(delta);
		}

		@Operation
		public long get() {
			return this.atomic.get();
		}

		@Operation
		public void set(@Param(gen = IntGen.class, conf = "-1:2") int value) {
			this.atomic.set(value);
		}

		@Operation
		public long getAndSet(@Param(gen = IntGen.class, conf = "-1:2") int value) {
			return this.atomic.getAndSet(value);
		}

		@Operation
		public boolean compareAndSet(@Param(gen = IntGen.class, conf = "-1:2") int expected,
				@Param(gen = IntGen.class, conf = "-1:2") int value) {
			return this.atomic.compareAndSet(expected, value);
		}

		@Operation
		public long twice() {
			return this.atomic.update((value) -> 2 * value);
		}

	}

	/**
	 * What an atomic does for one thread.
	 */
	public static final class SequentialAtomic {

		private long value;

		public long add() {
			return add(1);
		}

		public long add(int delta) {
			this.value += delta;
			return this.value;
		}

		public long get() {
			return this.value;
		}

		public void set(int value) {
			this.value = value;
		}

		public long getAndSet(int value) {
			long before = this.value;
			this.value = value;
			return before;
		}

		public boolean compareAndSet(int expected, int value) {
			if (this.value != expected) {
				return false;
			}
			this.value = value;
			return true;
		}

		public long twice() {
			return add((int) this.value);
		}

	}

}
