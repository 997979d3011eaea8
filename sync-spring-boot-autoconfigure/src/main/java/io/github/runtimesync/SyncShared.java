/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A named variable that any thread can read and replace. <pre class="code">
 * SyncShared&lt;Settings&gt; settings = registry.shared("settings", Settings.DEFAULT);
 * settings.update((current) -&gt; current.withPaused(true));
 * </pre>
 * <p>
 * <strong>Treat values as immutable</strong>: the variable is replaced, never changed
 * inside. A mutable value that one thread changes in place has no version, reaches no
 * listener and is not visible to others. No call blocks for longer than another call's
 * replacement of the value; functions and listeners run outside any lock. What happens
 * before a change is visible to whoever reads that value.
 * <p>
 * With an engine that several JVMs share, every call asks the store and may throw
 * {@link SyncUnavailableException}; a value is stored, so what is read is a copy, and one
 * that cannot be stored is refused with an {@link IllegalArgumentException}.
 *
 * @param <T> the type of the value, nullable if the variable may hold {@code null}
 */
public interface SyncShared<T extends @Nullable Object> {

	/**
	 * Return the name.
	 * @return the name, unique among the shared variables
	 */
	String name();

	/**
	 * Return the current value.
	 * @return the value
	 */
	T get();

	/**
	 * Replace the value. It counts as a change even if the value is equal to the current
	 * one.
	 * @param value the new value
	 * @throws ClassCastException if the variable has a declared type and this is not one;
	 * the value stays as it was
	 * @throws IllegalStateException when called from inside this variable's own update
	 * function
	 */
	void set(T value);

	/**
	 * Replace the value by a function of it. When the function throws, the value stays as
	 * it was and the exception reaches the caller.
	 * @param fn computes the new value; has no side effects, since it runs again when
	 * another thread changed the value meanwhile
	 * @return the new value
	 * @throws ClassCastException if the variable has a declared type and the result is
	 * not one
	 * @throws IllegalStateException when called from inside this variable's own update
	 * function, where it could only retry for ever
	 */
	T update(UnaryOperator<T> fn);

	/**
	 * Replace the value if it is equal to what the caller expects.
	 * @param expected the value it must have, compared by {@code equals}
	 * @param value the new value
	 * @return whether it had the expected value and was replaced
	 * @throws ClassCastException if the variable has a declared type and the new value is
	 * not one
	 * @throws IllegalStateException when called from inside this variable's own update
	 * function
	 */
	boolean compareAndSet(T expected, T value);

	/**
	 * Return the number of changes so far.
	 * @return the version, 0 for the initial value and one more with each change
	 */
	long version();

	/**
	 * Call a listener after each change from now on. Listeners see changes in order and
	 * each version at most once, usually on the thread that made the change; under
	 * contention another changing thread delivers for it. What a listener throws is
	 * logged and harms neither the change nor other listeners.
	 * <p>
	 * With an engine that several JVMs share, listeners hear of the changes of all of
	 * them, on a thread of the engine. Of several changes in quick succession they may
	 * then see the last one only.
	 * @param listener receives the new value
	 * @return ends the subscription when closed
	 */
	Subscription onChange(Consumer<? super T> listener);

}
