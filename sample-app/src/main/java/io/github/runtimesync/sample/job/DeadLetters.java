/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.listener.DeadLetter;
import io.github.runtimesync.listener.SyncListenerRegistry;

/**
 * The jobs that were given up, and the way back to the queue {@code jobs}, one at a time:
 * of two replays of one letter the second must not touch the status of a job that is
 * under way again.
 */
@Component
class DeadLetters {

	static final String QUEUE = "jobs.dead";

	private static final String LISTENER = "jobs";

	private final SyncListenerRegistry listeners;

	private final JobStore store;

	DeadLetters(SyncListenerRegistry listeners, JobStore store) {
		this.listeners = listeners;
		this.store = store;
	}

	/**
	 * Look at the letters without taking them, other than those that cannot be read and
	 * those of jobs that could not be.
	 * @return the letters, the oldest first
	 */
	List<DeadLetter<?>> list() {
		return this.listeners.deadLetters(LISTENER).filter((letter) -> letter.item() != null).toList();
	}

	/**
	 * Return which jobs were given up.
	 * @return the identifiers of the jobs
	 */
	List<String> jobs() {
		return list().stream().map(DeadLetters::job).map(Job::id).toList();
	}

	/**
	 * Give a job another chance.
	 * @param id the identifier of the letter
	 * @return whether there is such a letter
	 * @throws QueueFullException if the queue has no room; the letter stays
	 */
	synchronized boolean replay(String id) {
		Optional<DeadLetter<?>> letter = list().stream().filter((candidate) -> candidate.id().equals(id)).findFirst();
		return letter.isPresent() && replay(letter.get());
	}

	/**
	 * Give as many jobs another chance as the queue has room for.
	 * @return how many there were
	 */
	synchronized int replayAll() {
		int count = 0;
		try {
			for (DeadLetter<?> letter : list()) {
				count += replay(letter) ? 1 : 0;
			}
		}
		catch (QueueFullException ex) {
			// The rest stays where it is
		}
		return count;
	}

	private static Job job(DeadLetter<?> letter) {
		return (Job) Objects.requireNonNull(letter.item());
	}

	private boolean replay(DeadLetter<?> letter) {
		// Noted first, since a worker may take the job at once
		JobStatus before = this.store.queuedAgain(job(letter));
		boolean moved = false;
		try {
			moved = this.listeners.replay(LISTENER, letter.id());
		}
		finally {
			if (!moved) {
				this.store.restore(before);
			}
		}
		return moved;
	}

}
