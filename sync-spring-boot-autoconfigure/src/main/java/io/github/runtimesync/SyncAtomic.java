/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import java.util.function.LongUnaryOperator;

/**
 * A named 64-bit counter that any thread can change without locking. <pre class="code">
 * SyncAtomic requests = registry.atomic("requests");
 * long number = requests.add();
 * </pre>
 * <p>
 * Every call is atomic: the value it returns was never returned to another caller of the
 * same change. Changes have the memory effects of a volatile write, reads those of a
 * volatile read.
 * <p>
 * In the local engine no call blocks, and the value wraps on overflow as
 * {@link java.util.concurrent.atomic.AtomicLong} does. In an engine that several JVMs
 * share a call waits for the store's answer, also if its thread is interrupted, which it
 * stays. Overflow is an {@link ArithmeticException} and changes nothing. A store that
 * does not answer in time is a {@link SyncUnavailableException}; a counter that was
 * removed, by this JVM or another, is a {@link SyncClosedException}.
 */
public interface SyncAtomic {

	/**
	 * Return the name.
	 * @return the name, unique among the atomics
	 */
	String name();

	/**
	 * Return the current value.
	 * @return the value
	 */
	long get();

	/**
	 * Set the value.
	 * @param value the new value
	 */
	void set(long value);

	/**
	 * Add one.
	 * @return the new value
	 */
	long add();

	/**
	 * Add a number.
	 * @param delta what to add; may be negative
	 * @return the new value
	 */
	long add(long delta);

	/**
	 * Set the value and return the one it replaced.
	 * @param value the new value
	 * @return the value before
	 */
	long getAndSet(long value);

	/**
	 * Set the value if it is what the caller expects.
	 * @param expected the value it must have
	 * @param value the new value
	 * @return whether it had the expected value and was set
	 */
	boolean compareAndSet(long expected, long value);

	/**
	 * Replace the value by a function of it. When the function throws, the value stays as
	 * it was.
	 * @param fn computes the new value; has no side effects, since it runs again when
	 * another thread changed the value meanwhile
	 * @return the new value
	 */
	long update(LongUnaryOperator fn);

}
