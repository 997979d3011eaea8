/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.github.runtimesync.listener.SyncListenerSnapshot;
import io.github.runtimesync.listener.SyncListenerSnapshot.StuckCall;

/**
 * What the endpoint shows of a listener.
 *
 * @param id its id
 * @param queue the queue that it takes items from
 * @param state {@code running}, {@code paused}, {@code blocked} while it waits for room
 * for dead letters, or {@code stopped}
 * @param concurrency how many workers it has and may have
 * @param busy how many of its workers have items in hand
 * @param inProcess how many items those have
 * @param inRetry how many items wait for their next attempt
 * @param handled how many items were given to the method so far, each attempt counted
 * @param failures how many calls of the method failed so far
 * @param deadLetters what could not be processed
 * @param stuck calls that take longer than they should
 */
public record ListenerDescriptor(String id, String queue, String state, WorkersDescriptor concurrency, int busy,
		int inProcess, int inRetry, long handled, long failures, LettersDescriptor deadLetters,
		List<StuckDescriptor> stuck) implements OperationResponseBody {

	static ListenerDescriptor of(SyncListenerSnapshot snapshot, int waiting) {
		return new ListenerDescriptor(snapshot.id(), snapshot.queue(), snapshot.state().name().toLowerCase(Locale.ROOT),
				new WorkersDescriptor(snapshot.minConcurrency(), snapshot.maxConcurrency(), snapshot.workers()),
				Math.max(0, snapshot.workers() - snapshot.idleWorkers()), snapshot.inProcess(), snapshot.inRetry(),
				snapshot.handled(), snapshot.failures(),
				new LettersDescriptor(snapshot.deadLetterQueue(), waiting, snapshot.deadLetters(),
						snapshot.undeliverable(), snapshot.lost()),
				snapshot.stuck().stream().map(StuckDescriptor::of).toList());
	}

	/**
	 * How many workers there are.
	 *
	 * @param min how many there are always
	 * @param max how many there are at most
	 * @param present how many there are now
	 */
	public record WorkersDescriptor(int min, int max, int present) {

	}

	/**
	 * What became of items that could not be processed.
	 *
	 * @param queue the queue they go to
	 * @param waiting how many letters are in that queue, of all listeners that send there
	 * @param sent how many this listener has sent so far
	 * @param undeliverable how many wait for room in it
	 * @param lost how many could not go there since it was closed
	 */
	public record LettersDescriptor(String queue, int waiting, long sent, int undeliverable, long lost) {

	}

	/**
	 * A call that takes longer than it should.
	 *
	 * @param thread the name of the worker's thread
	 * @param since when it began, or a little later
	 * @param busy how long it has taken so far, at least
	 */
	public record StuckDescriptor(String thread, Instant since, Duration busy) {

		static StuckDescriptor of(StuckCall call) {
			return new StuckDescriptor(call.thread(), Instant.now().minus(call.duration()), call.duration());
		}

	}

}
