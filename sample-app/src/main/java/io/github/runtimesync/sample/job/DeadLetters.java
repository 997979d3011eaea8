/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

import org.springframework.stereotype.Component;

import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.SyncRegistry;
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

	private final BlockingQueue<DeadLetter<Job>> letters;

	private final SyncListenerRegistry listeners;

	private final JobStore store;

	DeadLetters(SyncRegistry registry, SyncListenerRegistry listeners, JobStore store) {
		this.letters = registry.<DeadLetter<Job>>queue(QUEUE).asBlockingQueue();
		this.listeners = listeners;
		this.store = store;
	}

	/**
	 * Look at the letters without taking them, other than those of jobs that could not be
	 * read.
	 * @return the letters, the oldest first
	 */
	List<DeadLetter<Job>> list() {
		return this.letters.stream().filter((letter) -> letter.item() != null).toList();
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
		Optional<DeadLetter<Job>> letter = list().stream().filter((candidate) -> candidate.id().equals(id)).findFirst();
		return letter.isPresent() && replay(letter.get());
	}

	/**
	 * Give as many jobs another chance as the queue has room for.
	 * @return how many there were
	 */
	synchronized int replayAll() {
		int count = 0;
		try {
			for (DeadLetter<Job> letter : list()) {
				count += replay(letter) ? 1 : 0;
			}
		}
		catch (QueueFullException ex) {
			// The rest stays where it is
		}
		return count;
	}

	private static Job job(DeadLetter<Job> letter) {
		return Objects.requireNonNull(letter.item());
	}

	private boolean replay(DeadLetter<Job> letter) {
		// Noted first, since a worker may take the job at once
		JobStatus before = this.store.queuedAgain(job(letter));
		boolean moved = false;
		try {
			moved = this.listeners.replay("jobs", letter.id());
		}
		finally {
			if (!moved) {
				this.store.restore(before);
			}
		}
		return moved;
	}

}
