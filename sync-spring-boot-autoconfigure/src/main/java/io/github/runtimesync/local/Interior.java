/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The items between the two ends of a {@link Channel}, for the collection view, and those
 * that are delayed. Nothing of it is on the way of an item from put to get.
 *
 * @param <E> the type of the items
 */
final class Interior<E> {

	private final Head<E> head;

	private final Tail<E> tail;

	/**
	 * How often items were removed from within. Guarded by the lock of the head.
	 */
	private long removals;

	Interior(Head<E> head, Tail<E> tail) {
		this.head = head;
		this.tail = tail;
	}

	/**
	 * Look at the oldest item.
	 * @return the item, {@code null} if there is none
	 */
	@Nullable E peek() {
		this.head.lock();
		try {
			return (this.tail.lanes() != null) ? peekLanes() : this.head.peek(this.tail);
		}
		finally {
			this.head.unlock();
		}
	}

	private @Nullable E peekLanes() {
		this.tail.lock();
		try {
			return laneSwitch().firstLive(lanes());
		}
		finally {
			this.tail.unlock();
		}
	}

	/**
	 * Copy what is in the channel now.
	 * @return the items, oldest first
	 */
	Contents<E> contents() {
		this.head.lock();
		try {
			return (this.tail.lanes() != null) ? copyLanes() : contents(this.head.copy(this.tail.count()));
		}
		finally {
			this.head.unlock();
		}
	}

	private Contents<E> copyLanes() {
		this.tail.lock();
		try {
			return contents(lanes().items());
		}
		finally {
			this.tail.unlock();
		}
	}

	private Contents<E> contents(List<E> items) {
		return new Contents<>(items, this.head.ownCount(), revision());
	}

	private long revision() {
		Extras<E> extras = this.head.extras;
		return this.removals + ((extras != null) ? extras.laneSwitch().changes() : 0);
	}

	private LaneSwitch<E> laneSwitch() {
		return Objects.requireNonNull(this.head.extras).laneSwitch();
	}

	private Lanes<E> lanes() {
		return Objects.requireNonNull(this.tail.lanes());
	}

	/**
	 * Find the oldest item of a copy that nobody has taken yet.
	 * @param contents the copy
	 * @return its position or, if there is none, one past the last; -1 if the copy is
	 * outdated since items were removed from within; in lanes no item is known to be gone
	 */
	int oldest(Contents<E> contents) {
		this.head.lock();
		try {
			if (revision() != contents.removals()) {
				return -1;
			}
			if (this.tail.lanes() != null) {
				return 0;
			}
			return (int) Math.min(this.head.ownCount() - contents.first(), contents.items().size());
		}
		finally {
			this.head.unlock();
		}
	}

	/**
	 * Remove what is there when this begins, also when the channel is paused.
	 * @return how many items were removed
	 */
	int clear() {
		long end = this.tail.count();
		int removed = 0;
		int batch;
		do {
			batch = clearBatch(end);
			removed += batch;
		}
		while (batch == Channel.BATCH && this.head.count() < end);
		return removed;
	}

	private int clearBatch(long end) {
		QueueWaiter<E> served;
		int doomed;
		this.head.lockWith(this.tail);
		try {
			doomed = (this.tail.lanes() != null) ? laneSwitch().clear(lanes()) : skip(end);
			served = this.head.admit(this.tail);
		}
		finally {
			this.head.unlockWith(this.tail);
		}
		QueueWaiter.wakeAll(served);
		return doomed;
	}

	private int skip(long end) {
		int doomed = (int) Math.max(0, Math.min(end - this.head.ownCount(), Channel.BATCH));
		this.head.skip(doomed, this.tail);
		return doomed;
	}

	/**
	 * Remove the items that are not to be delivered yet, and let in putters for them.
	 * @return the items, in the order in which they would have been delivered
	 */
	List<E> removeDelayed() {
		Extras<E> extras = this.head.extras;
		return (extras != null) ? extras.delays().removeAll() : List.of();
	}

	/**
	 * Deliver no delayed items of the closed channel any more.
	 * @return how many are left by the first call
	 */
	int abandonDelayed() {
		Extras<E> extras = this.head.extras;
		return (extras != null) ? extras.delays().abandon() : 0;
	}

	/**
	 * Remove some items of a copy, as far as they are still there.
	 * @param contents the copy
	 * @param doomed the positions of the items in the copy
	 * @return how many items were removed
	 */
	int remove(Contents<E> contents, BitSet doomed) {
		Contents<E> current = contents;
		BitSet positions = doomed;
		int removed = tryRemove(current, positions);
		while (removed < 0) {
			Contents<E> later = contents();
			positions = current.locate(positions, later);
			current = later;
			removed = tryRemove(current, positions);
		}
		return removed;
	}

	/**
	 * Remove some items of a copy unless others have removed some in the meantime, so
	 * that positions in the copy say nothing about the channel. Those that stay move
	 * towards the tail and the head goes over as many slots as items go, so that the
	 * counts only grow.
	 * @param contents the copy
	 * @param doomed the positions of the items in the copy
	 * @return how many items were removed, -1 if the copy is outdated
	 */
	int tryRemove(Contents<E> contents, BitSet doomed) {
		QueueWaiter<E> served = null;
		int removed;
		this.head.lockWith(this.tail);
		try {
			if (revision() != contents.removals()) {
				return -1;
			}
			removed = (this.tail.lanes() != null) ? removeFromLanes(contents, doomed)
					: removeFromRings(contents, doomed);
			if (removed != 0) {
				this.removals++;
				served = this.head.admit(this.tail);
			}
		}
		finally {
			this.head.unlockWith(this.tail);
		}
		QueueWaiter.wakeAll(served);
		return removed;
	}

	private int removeFromLanes(Contents<E> contents, BitSet doomed) {
		Contents<E> now = contents(lanes().items());
		return laneSwitch().remove(lanes(), contents.locate(doomed, now));
	}

	private int removeFromRings(Contents<E> contents, BitSet doomed) {
		int taken = (int) (this.head.ownCount() - contents.first());
		List<E> oldest = this.head.copy(contents.first() + doomed.length());
		List<E> staying = new ArrayList<>(oldest.size());
		for (int i = 0; i < oldest.size(); i++) {
			if (!doomed.get(taken + i)) {
				staying.add(oldest.get(i));
			}
		}
		int removed = oldest.size() - staying.size();
		if (removed != 0) {
			this.head.skip(removed, this.tail);
			this.head.overwrite(staying);
		}
		return removed;
	}

}
