/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;

/**
 * Moves dead letters back to the queue they came from, apart from those whose item could
 * not be decoded. A letter is taken first and given back if the queue refuses its item,
 * so two replays at once never double it, and it is never lost.
 */
final class DeadLetterReplay {

	private final SyncQueue<Object> target;

	private final DeadLetterSender letters;

	DeadLetterReplay(SyncQueue<Object> target, DeadLetterSender letters) {
		this.target = target;
		this.letters = letters;
	}

	/**
	 * Replay one letter.
	 * @param id its id
	 * @return whether there is one
	 * @throws QueueFullException if the queue has no room; the letter stays
	 */
	boolean replay(String id) {
		BlockingQueue<DeadLetter<?>> view = this.letters.queue().asBlockingQueue();
		for (DeadLetter<?> letter : view) {
			if (isOurs(letter) && letter.item() != null && letter.id().equals(id)
					&& view.removeIf((candidate) -> candidate.id().equals(letter.id()))) {
				if (!moved(letter)) {
					throw new QueueFullException("%s is full, so dead letter %s stays where it is: try again later"
						.formatted(SyncKind.QUEUE.describe(this.target.name()), letter.id()));
				}
				return true;
			}
		}
		return false;
	}

	/**
	 * Replay the letters that there are, until the queue has no more room.
	 * @return how many were moved
	 */
	int replayAll() {
		int count = 0;
		for (int left = this.letters.queue().size(); left > 0; left--) {
			DeadLetter<?> letter = this.letters.queue().poll();
			if (letter == null) {
				return count;
			}
			if (!isOurs(letter) || letter.item() == null) {
				this.letters.keep(letter);
			}
			else if (moved(letter)) {
				count++;
			}
			else {
				return count;
			}
		}
		return count;
	}

	/**
	 * Return the letters that there are, the oldest first.
	 */
	Stream<DeadLetter<?>> letters() {
		return StreamSupport.stream(this.letters.queue().asBlockingQueue().spliterator(), false).filter(this::isOurs);
	}

	private boolean moved(DeadLetter<?> letter) {
		boolean accepted = false;
		try {
			accepted = this.target.offer(Objects.requireNonNull(letter.item()));
		}
		finally {
			if (!accepted) {
				this.letters.keep(letter);
			}
		}
		return accepted;
	}

	private boolean isOurs(DeadLetter<?> letter) {
		return letter.queue().equals(this.target.name());
	}

}
