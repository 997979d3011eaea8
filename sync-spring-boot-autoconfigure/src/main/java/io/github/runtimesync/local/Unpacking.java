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
 * How items lie in a {@link Channel}: as they are, or in a {@link Parcel}. As long as no
 * parcel was put, what is taken is not looked at. Read for every item, and therefore not
 * to be made next to what is written all the time.
 *
 * @param <E> the type of the items
 */
final class Unpacking<E> {

	/**
	 * Whether parcels are put, set before the first one is.
	 */
	private volatile boolean parcels;

	private volatile boolean packsAll;

	private final Object owner;

	/**
	 * Create an instance.
	 * @param owner the owner of the parcels
	 */
	Unpacking(Object owner) {
		this.owner = owner;
	}

	/**
	 * Put every item in a parcel from now on.
	 */
	void packAll() {
		this.parcels = true;
		this.packsAll = true;
	}

	boolean packsAll() {
		return this.packsAll;
	}

	/**
	 * Expect a parcel that is about to be put.
	 */
	void expectParcels() {
		if (!this.parcels) {
			this.parcels = true;
		}
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
		return this.parcels ? Parcel.of(taken, this.owner) : null;
	}

}
