/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;

/**
 * Hands out named primitives: the first request for a name creates the primitive, every
 * later one gets the same. <pre class="code">
 * &#64;RestController
 * class JobController {
 *
 *     private final SyncQueue&lt;Job&gt; jobs;
 *
 *     JobController(SyncRegistry registry) {
 *         this.jobs = registry.queue("jobs", Job.class, 100);
 *     }
 *
 * }
 * </pre>
 * <p>
 * <strong>Names</strong> have 1 to 200 characters, none of them a control character, and
 * are unique within a kind. A name that is not valid is an
 * {@link IllegalArgumentException}; a limit on the number of primitives of the kind is a
 * {@link SyncLimitException}.
 * <p>
 * <strong>Definitions</strong> are strict: asking for an existing queue with another
 * bound or element type, or for a shared variable with another type, throws
 * {@link SyncDefinitionException}. Asking without one never fails. The first typed
 * request on a primitive without a type fixes its type; items that were queued before are
 * not checked.
 * <p>
 * All methods are safe for use by any thread and none waits for another. Once the
 * application shuts down, asking for something new throws {@link SyncClosedException}.
 */
public interface SyncRegistry {

	/**
	 * Return the counter of this name, created with value 0 if there is none.
	 * @param name the name
	 * @return the counter
	 */
	SyncAtomic atomic(String name);

	/**
	 * Return the counter of this name.
	 * @param name the name
	 * @param initial its value if this call creates it
	 * @return the counter
	 */
	SyncAtomic atomic(String name, long initial);

	/**
	 * Return the shared variable of this name. Declares no type.
	 * @param name the name
	 * @param initial its value if this call creates it
	 * @param <T> the type of its value, nullable if it may hold {@code null}
	 * @return the shared variable
	 */
	<T extends @Nullable Object> SyncShared<T> shared(String name, T initial);

	/**
	 * Return the shared variable of this name, created holding {@code null} if there is
	 * none.
	 * @param name the name
	 * @param type the type that its values must have
	 * @param <T> the type of its value
	 * @return the shared variable
	 */
	<T> SyncShared<@Nullable T> shared(String name, Class<T> type);

	/**
	 * Return the shared variable of this name.
	 * @param name the name
	 * @param type the type that its values must have
	 * @param initial its value if this call creates it
	 * @param <T> the type of its value
	 * @return the shared variable
	 */
	<T extends @Nullable Object> SyncShared<T> shared(String name, ParameterizedTypeReference<T> type,
			@Nullable T initial);

	/**
	 * Return the wait group of this name, created with count 0 if there is none.
	 * @param name the name
	 * @return the wait group
	 */
	SyncWaitGroup waitGroup(String name);

	/**
	 * Return the queue of this name whatever its bound, or an unbounded one if there is
	 * none.
	 * @param name the name
	 * @param <E> the type of its items
	 * @return the queue
	 */
	<E> SyncQueue<E> queue(String name);

	/**
	 * Return the queue of this name.
	 * @param name the name
	 * @param maxSize the number of items it holds at most, 0 if unbounded
	 * @param <E> the type of its items
	 * @return the queue
	 * @throws IllegalArgumentException if the bound is negative
	 */
	<E> SyncQueue<E> queue(String name, int maxSize);

	/**
	 * Return the queue of this name whatever its bound, or an unbounded one if there is
	 * none.
	 * @param name the name
	 * @param type the type that its items must have
	 * @param <E> the type of its items
	 * @return the queue
	 */
	<E> SyncQueue<E> queue(String name, Class<E> type);

	/**
	 * Return the queue of this name.
	 * @param name the name
	 * @param type the type that its items must have
	 * @param maxSize the number of items it holds at most, 0 if unbounded
	 * @param <E> the type of its items
	 * @return the queue
	 * @throws IllegalArgumentException if the bound is negative
	 */
	<E> SyncQueue<E> queue(String name, Class<E> type, int maxSize);

	/**
	 * Return the queue of this name.
	 * @param name the name
	 * @param type the type that its items must have
	 * @param maxSize the number of items it holds at most, 0 if unbounded
	 * @param <E> the type of its items
	 * @return the queue
	 * @throws IllegalArgumentException if the bound is negative
	 */
	<E> SyncQueue<E> queue(String name, ParameterizedTypeReference<E> type, int maxSize);

	/**
	 * Remove a primitive. A removed local queue is closed, waiters of a removed wait
	 * group get {@link SyncClosedException}. Handles that callers still hold stay
	 * detached from whatever is created later under the same name.
	 * @param kind the kind
	 * @param name the name
	 * @return whether there was one
	 */
	boolean remove(SyncKind kind, String name);

	/**
	 * Return the engine that new primitives are made by.
	 * @return for example {@code local}
	 */
	String engine();

	/**
	 * Return how many primitives of a kind exist.
	 * @param kind the kind
	 * @return their number
	 */
	int count(SyncKind kind);

	/**
	 * Look at a primitive without creating it.
	 * @param kind the kind
	 * @param name the name
	 * @return its state now, empty if there is none
	 */
	Optional<SyncSnapshot> snapshot(SyncKind kind, String name);

	/**
	 * Look at the primitives of a kind in the order of their names, without creating any.
	 * A page costs what it shows and, far less, what it skips, and blocks nobody.
	 * @param kind the kind
	 * @param namePattern the names to show, with {@code *} for any number of characters;
	 * {@code *} or {@code null} for all
	 * @param offset how many to skip
	 * @param limit how many to return at most
	 * @return the page
	 * @throws IllegalArgumentException if the offset is negative or the limit below 1
	 */
	SyncSnapshotPage snapshots(SyncKind kind, @Nullable String namePattern, int offset, int limit);

	/**
	 * Look at the primitives of a kind that follow a name in the order of their names. As
	 * {@link #snapshots} without the cost of skipping: the way through very many.
	 * @param kind the kind
	 * @param namePattern the names to show, with {@code *} for any number of characters;
	 * {@code *} or {@code null} for all
	 * @param after the last name of the page before; it need not exist
	 * @param limit how many to return at most
	 * @return the page, with an offset of 0
	 * @throws IllegalArgumentException if the limit is below 1
	 */
	SyncSnapshotPage snapshotsAfter(SyncKind kind, @Nullable String namePattern, String after, int limit);

}
