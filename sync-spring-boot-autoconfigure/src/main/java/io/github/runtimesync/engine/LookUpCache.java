/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * Finds the primitives that are asked for most without the map of a
 * {@link PrimitiveTable}: a name can only be in the one place to which it hashes.
 * <p>
 * A primitive enters and leaves while the entry of its name in the map is locked, so what
 * is found here is in the map too, or was when the search began. Names that share a place
 * overwrite each other without a lock in common, which does no harm: not to be found here
 * is always allowed.
 */
final class LookUpCache<P extends EnginePrimitive> {

	private static final int PLACES = 256;

	/**
	 * One of so many that are looked for in vain takes the place of another, so that
	 * those asked for most have theirs sooner or later, and others do not fight for one.
	 */
	private static final int SELDOM = 64;

	private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Entry[].class);

	private final @Nullable Entry[] places = new @Nullable Entry[PLACES];

	@SuppressWarnings("unchecked")
	@Nullable P find(String name) {
		Entry entry = at(placeOf(name));
		return (entry != null && entry.isOf(name)) ? (P) entry.primitive : null;
	}

	/**
	 * Return whether a name that was not found may take its place.
	 */
	boolean admits(String name) {
		return at(placeOf(name)) == null || ThreadLocalRandom.current().nextInt(SELDOM) == 0;
	}

	/**
	 * Enter a primitive, with its entry in the map locked.
	 */
	void enter(String name, P primitive) {
		PLACE.setVolatile(this.places, placeOf(name), new Entry(name, primitive));
	}

	/**
	 * Take a primitive out, with its entry in the map locked.
	 */
	void leave(String name, P primitive) {
		int place = placeOf(name);
		Entry entry = at(place);
		if (entry != null && entry.primitive == primitive) {
			PLACE.compareAndSet(this.places, place, entry, null);
		}
	}

	private @Nullable Entry at(int place) {
		return (Entry) PLACE.getAcquire(this.places, place);
	}

	private static int placeOf(String name) {
		int hash = name.hashCode();
		return (hash ^ hash >>> 16) & (PLACES - 1);
	}

	/**
	 * What is found in a place.
	 *
	 * @param name the name as whoever asked for it had it, most often a literal
	 * @param primitive the primitive
	 */
	private record Entry(String name, EnginePrimitive primitive) {

		boolean isOf(String name) {
			// To look at the characters would cost more than all the rest.
			return this.name == name || this.name.equals(name);
		}

	}

}
