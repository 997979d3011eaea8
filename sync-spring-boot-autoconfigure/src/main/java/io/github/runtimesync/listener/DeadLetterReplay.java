/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Leases;

/**
 * Moves dead letters back to the queue they came from, apart from those whose item could
 * not be decoded. A letter is taken first, on lease if the engine has leases, and given
 * back if the queue refuses its item, so two replays at once never double it, and it is
 * never lost. A queue that is paused leases nothing: one letter is removed from it, then
 * its item is put, and it is lost if this JVM ends in between, or if the engine does not
 * answer the removal, which is logged.
 */
final class DeadLetterReplay {

	private final Supplier<SyncQueue<Object>> target;

	private final DeadLetterSender letters;

	private final LeasedReplay leased = new LeasedReplay();

	DeadLetterReplay(Supplier<SyncQueue<Object>> target, DeadLetterSender letters) {
		this.target = target;
		this.letters = letters;
	}

	/**
	 * Replay one letter.
	 * @param id its id
	 * @return whether there is one
	 * @throws QueueFullException if the queue has no room; the letter stays
	 * @throws SyncDecodingException if it has no item, which could not be decoded or was
	 * too large; the letter stays
	 */
	boolean replay(String id) {
		DeadLetter<?> letter = letters().filter((candidate) -> candidate.id().equals(id)).findFirst().orElse(null);
		if (letter == null) {
			return false;
		}
		if (!isReplayable(letter)) {
			throw new SyncDecodingException(
					"Dead letter %s of %s cannot be replayed, since its item cannot be decoded: it stays where it is"
						.formatted(letter.id(), SyncKind.QUEUE.describe(letter.queue())));
		}
		return replay(letter);
	}

	private boolean replay(DeadLetter<?> letter) {
		Predicate<DeadLetter<?>> same = (candidate) -> isReplayable(candidate) && candidate.id().equals(letter.id());
		Leases<DeadLetter<?>> leases = leases();
		if (leases != null && !this.letters.queue().isPaused()) {
			return this.leased.move(this.letters.queue(), leases, same, (item) -> {
				if (!target().offer(item)) {
					throw full(letter);
				}
				return true;
			}, 1) != 0;
		}
		if (!remove(same)) {
			return false;
		}
		if (!moved(letter)) {
			throw full(letter);
		}
		return true;
	}

	private boolean remove(Predicate<DeadLetter<?>> wanted) {
		SyncQueue<DeadLetter<?>> queue = this.letters.queue();
		return (queue instanceof EngineQueue<DeadLetter<?>> found) ? found.removeFirst(wanted)
				: queue.asBlockingQueue().removeIf(wanted);
	}

	private QueueFullException full(DeadLetter<?> letter) {
		return new QueueFullException("%s is full, so dead letter %s stays where it is: try again later"
			.formatted(SyncKind.QUEUE.describe(target().name()), letter.id()));
	}

	/**
	 * Replay the letters that there are, until the queue has no more room.
	 * @return how many were moved
	 */
	int replayAll() {
		Leases<DeadLetter<?>> leases = leases();
		if (leases != null) {
			return this.leased.move(this.letters.queue(), leases, this::isReplayable, target()::offer,
					Integer.MAX_VALUE);
		}
		int count = 0;
		for (int left = this.letters.queue().size(); left > 0; left--) {
			DeadLetter<?> letter = this.letters.queue().poll();
			if (letter == null) {
				return count;
			}
			if (!isReplayable(letter)) {
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
	 * Return the letters that there are and that can be decoded, the oldest first. They
	 * are read as they are wanted.
	 */
	Stream<DeadLetter<?>> letters() {
		SyncQueue<DeadLetter<?>> queue = this.letters.queue();
		Iterator<DeadLetter<?>> all = (queue instanceof EngineQueue<DeadLetter<?>> found) ? found.browse()
				: queue.asBlockingQueue().iterator();
		return StreamSupport
			.stream(Spliterators.spliteratorUnknownSize(all, Spliterator.ORDERED | Spliterator.NONNULL), false)
			.filter(this::isOurs);
	}

	private SyncQueue<Object> target() {
		return this.target.get();
	}

	private @Nullable Leases<DeadLetter<?>> leases() {
		return (this.letters.queue() instanceof EngineQueue<DeadLetter<?>> queue) ? queue.leases() : null;
	}

	private boolean moved(DeadLetter<?> letter) {
		boolean accepted = false;
		try {
			accepted = target().offer(Objects.requireNonNull(letter.item()));
		}
		finally {
			if (!accepted) {
				this.letters.keep(letter);
			}
		}
		return accepted;
	}

	private boolean isReplayable(DeadLetter<?> letter) {
		return isOurs(letter) && letter.item() != null;
	}

	private boolean isOurs(DeadLetter<?> letter) {
		return letter.queue().equals(target().name());
	}

}
