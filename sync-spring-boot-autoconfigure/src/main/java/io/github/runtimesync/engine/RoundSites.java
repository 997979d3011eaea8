/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * From where a wait group was counted up and down in its present round. A count is noted
 * after it was made, so the note may come late: what belongs to a round that is over is
 * dropped, and what belongs to a later one begins it. Rounds wrap around, so they are
 * compared by their difference.
 */
public final class RoundSites {

	/**
	 * How many places are told apart in a round.
	 */
	static final int MAX_SITES = 64;

	private static final Place OTHERS = new Place("other", null);

	private final ReentrantLock lock = new ReentrantLock();

	private final Map<Place, Counts> places = new LinkedHashMap<>();

	private int round;

	/**
	 * Note a count.
	 * @param round the round it belongs to
	 * @param delta by how much it was counted up or, if negative, down
	 * @param task where the counted task was started, {@code null} if it was counted by
	 * this caller
	 */
	public void count(int round, int delta, @Nullable CallSite task) {
		Place place = (task != null) ? new Place("go", task)
				: new Place((delta > 0) ? "add" : "done", CallSite.current());
		this.lock.lock();
		try {
			begin(round);
			if (this.round == round) {
				counts(place).add(delta);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Forget the rounds before this one.
	 * @param round the round that begins
	 */
	public void beginRound(int round) {
		this.lock.lock();
		try {
			begin(round);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return what was counted in the present round.
	 * @return the places in the order in which they came up
	 */
	public List<SiteCount> counts() {
		this.lock.lock();
		try {
			List<SiteCount> counts = new ArrayList<>(this.places.size());
			this.places.forEach(
					(place, count) -> counts.add(new SiteCount(place.call, place.callSite, count.added, count.done)));
			return counts;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void begin(int round) {
		if (round - this.round > 0) {
			this.round = round;
			this.places.clear();
		}
	}

	private Counts counts(Place place) {
		Counts known = this.places.get(place);
		if (known != null) {
			return known;
		}
		return this.places.computeIfAbsent((this.places.size() < MAX_SITES) ? place : OTHERS, (key) -> new Counts());
	}

	/**
	 * A place and what is called there.
	 *
	 * @param call the call
	 * @param callSite the place
	 */
	private record Place(String call, @Nullable CallSite callSite) {

	}

	/**
	 * What was counted at a place.
	 */
	private static final class Counts {

		private long added;

		private long done;

		void add(int delta) {
			if (delta > 0) {
				this.added += delta;
			}
			else {
				this.done -= delta;
			}
		}

	}

}
