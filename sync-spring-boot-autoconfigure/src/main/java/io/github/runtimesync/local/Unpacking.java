/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.Opener;

/**
 * Makes items of what was taken from a {@link Channel}. As long as no parcel was put,
 * what is taken is not looked at.
 *
 * @param <E> the type of the items
 */
final class Unpacking<E> {

	private final Channel<Object> channel;

	/**
	 * Whether parcels are put. Whoever puts one writes it before, or has read a volatile
	 * that was written after it, so that whoever takes the parcel sees it: with an item
	 * comes what was done before its put.
	 */
	private boolean parcels;

	Unpacking(Channel<Object> channel) {
		this.channel = channel;
	}

	/**
	 * Look for parcels from now on.
	 */
	void expectParcels() {
		this.parcels = true;
	}

	@SuppressWarnings("unchecked")
	E item(Object taken) {
		Parcel<?> parcel = parcel(taken);
		return (E) ((parcel != null) ? parcel.item() : taken);
	}

	@Nullable E itemOrNull(@Nullable Object taken) {
		return (taken != null) ? item(taken) : null;
	}

	@SuppressWarnings("unchecked")
	List<E> items(List<Object> taken) {
		if (!this.parcels) {
			return (List<E>) taken;
		}
		List<E> items = new ArrayList<>(taken.size());
		taken.forEach((object) -> items.add(item(object)));
		return items;
	}

	@SuppressWarnings({ "unchecked", "NullAway" }) // does not follow nullness through
	<R> R open(Object taken, Opener<? super E, R> opener) { // wildcards
		Parcel<E> parcel = (Parcel<E>) parcel(taken);
		return ((Opener<E, R>) opener).open((parcel != null) ? parcel.item() : (E) taken, parcel);
	}

	private @Nullable Parcel<?> parcel(Object taken) {
		return this.parcels ? Parcel.of(taken, this.channel) : null;
	}

}
