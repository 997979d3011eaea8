/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.engine.Leases;

/**
 * Moves dead letters that an engine shares with other JVMs. A letter stays on lease until
 * its item is in the other queue: if this JVM dies before, the letter comes back, so it
 * may be replayed twice, but is never lost. Since only the oldest can be taken, those in
 * front of a wanted one are on lease for a moment too.
 * <p>
 * One replay at a time, so that none misses a letter that another one has just passed.
 */
final class LeasedReplay {

	/** An engine that does not answer finds out by itself, when leases run out. */
	private static final Duration FLUSH = Duration.ofSeconds(1);

	private final ReentrantLock lock = new ReentrantLock();

	/**
	 * Move letters, the oldest first.
	 * @param letters has the letters
	 * @param leases those of its engine
	 * @param wanted tells the letters to move from those that stay
	 * @param target puts an item, {@code false} if there is no room for it and for any
	 * other
	 * @param most how many to move at most
	 * @return how many were moved
	 */
	int move(SyncQueue<DeadLetter<?>> letters, Leases<DeadLetter<?>> leases, Predicate<DeadLetter<?>> wanted,
			Predicate<Object> target, int most) {
		Deque<Lease<DeadLetter<?>>> staying = new ArrayDeque<>();
		int moved = 0;
		this.lock.lock();
		try {
			for (int left = letters.size(); left > 0 && moved < most; left--) {
				Lease<DeadLetter<?>> lease = leases.poll();
				if (lease == null) {
					break;
				}
				staying.push(lease);
				DeadLetter<?> letter = read(lease);
				if (letter != null && wanted.test(letter)) {
					if (!target.test(Objects.requireNonNull(letter.item()))) {
						break;
					}
					staying.pop().done();
					moved++;
				}
			}
		}
		finally {
			// The latest first, so that the oldest is at the head again.
			staying.forEach(Lease::giveBackUntouched);
			leases.flush(FLUSH);
			this.lock.unlock();
		}
		return moved;
	}

	private static @Nullable DeadLetter<?> read(Lease<DeadLetter<?>> lease) {
		try {
			return lease.item();
		}
		catch (SyncDecodingException ex) {
			// Written by another version, or by a stranger: it stays.
			return null;
		}
	}

}
