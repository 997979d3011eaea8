/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.runtimesync.redis.Failure.Reason;

/**
 * A lane on which changes of a primitive go to Redis one after the other, numbered, so
 * that each is carried out once although it may have to be sent more than once. Redis
 * keeps the last number of the lane with what it answered: a resend gets that answer
 * again, and one that comes in after its successor does nothing.
 * <p>
 * Only one script of a lane may be under way; {@link GroupCommit} and {@link QueueSide}
 * see to that. Whose turn it is guards {@code sequence}.
 */
final class ExactlyOnce {

	private static final Script RECOVER = Script.exactlyOnce("recover");

	/** For how long anything may be sent again. The answer is kept a bit longer. */
	private static final Duration LONGEST = Duration.ofMinutes(9);

	private static final int OWN_ARGS = 2;

	/**
	 * How many scripts go without their shortcut after one that could not be taken: the
	 * next ones are likely not to be able either.
	 */
	private static final int DIRECTLY = 64;

	private final Binding binding;

	private final byte[][] keys;

	/** The incarnation that the latest script was sent for. Written by whoever sends. */
	private volatile Identity sentFor;

	/** How many scripts have yet to go without. Read and written by whoever sends. */
	private volatile int directly;

	private final LaneSequence sequence = new LaneSequence(System::nanoTime);

	/**
	 * Create a lane.
	 * @param binding the primitive
	 * @param keys the keys of the primitive that the scripts need beside the first two
	 */
	ExactlyOnce(Binding binding, byte[]... keys) {
		this.binding = binding;
		this.sentFor = binding.identity();
		this.keys = new byte[keys.length + 2][];
		this.keys[0] = binding.keys().definition();
		this.keys[1] = binding.keys().reply(binding.context().newLane());
		System.arraycopy(keys, 0, this.keys, 2, keys.length);
	}

	/**
	 * Return the latest deadline that a script may have which is sent now, by
	 * {@link System#nanoTime()}.
	 */
	static long latestDeadlineNanos() {
		return System.nanoTime() + LONGEST.toNanos();
	}

	/**
	 * Send a script that begins with {@code exactly-once.lua} until it is answered. If
	 * the primitive is not there any more it is defined again, and the script is sent for
	 * the new one.
	 * @param args the arguments from the third on
	 * @return what the script returned after {@code OK}, or a {@link Failure}
	 */
	CompletableFuture<List<Object>> run(Script script, List<byte[]> args, long deadlineNanos) {
		if (this.binding.isRemoved()) {
			return CompletableFuture.failedFuture(new Failure(Reason.REMOVED));
		}
		Identity identity = this.binding.identity();
		this.sentFor = identity;
		byte[][] all = new byte[args.size() + OWN_ARGS][];
		all[0] = Keys.bytes(Long.toString(this.sequence.next()));
		all[1] = identity.bytes();
		for (int i = 0; i < args.size(); i++) {
			all[i + OWN_ARGS] = args.get(i);
		}
		return send(script, all, deadlineNanos).thenCompose(
				(reply) -> this.binding.check(reply, identity, deadlineNanos, () -> run(script, args, deadlineNanos)));
	}

	private CompletableFuture<List<Object>> send(Script script, byte[][] args, long deadlineNanos) {
		Script substitute = script.substitute();
		if (substitute != null && this.directly > 0) {
			this.directly--;
			return send(substitute, args, deadlineNanos);
		}
		CompletableFuture<List<Object>> reply = this.binding.context()
			.resender()
			.run(script, script.neededOf(this.keys), args, deadlineNanos);
		return (substitute != null) ? reply.thenCompose((found) -> substitute(substitute, found, args, deadlineNanos))
				: reply;
	}

	/**
	 * Send what a shortcut leaves to its substitute. It has the same number, since a copy
	 * of the shortcut may still be under way.
	 */
	private CompletableFuture<List<Object>> substitute(Script substitute, List<Object> reply, byte[][] args,
			long deadlineNanos) {
		if (!Definition.text(reply.get(0)).equals("OTHER")) {
			return CompletableFuture.completedFuture(reply);
		}
		this.directly = DIRECTLY;
		return send(substitute, args, deadlineNanos).exceptionallyCompose((thrown) -> {
			Failure failure = Failure.of(thrown);
			// If nobody sends any more, a copy of the shortcut may still come in.
			return CompletableFuture
				.failedFuture((failure.reason() == Reason.CLOSED) ? new Failure(Reason.UNANSWERED, failure) : failure);
		});
	}

	/**
	 * Find out what the latest script was answered that was given up, and see to it that
	 * it does not run any more if it has not. Is as patient as can be.
	 * @return what the script returned after {@code OK}, nothing if it has not run, or a
	 * {@link Failure}
	 */
	CompletableFuture<List<Object>> recover() {
		byte[] givenUp = Keys.bytes(Long.toString(this.sequence.last()));
		return run(RECOVER, List.of(givenUp), latestDeadlineNanos())
			.thenApply((reply) -> reply.isEmpty() ? reply : reply.subList(1, reply.size()));
	}

	/**
	 * Send a script as {@link #run} does, for an answer that has to be told from those
	 * about other incarnations: when it is settled, the primitive may be another one.
	 * @param args the arguments from the third on
	 * @return the {@link Identity} of the incarnation that the answer is about, and what
	 * the script returned after {@code OK}, or a {@link Failure}
	 */
	CompletableFuture<List<Object>> runWithIdentity(Script script, List<byte[]> args, long deadlineNanos) {
		return run(script, args, deadlineNanos).thenApply((reply) -> {
			// Before the next script is sent.
			List<Object> all = new ArrayList<>(List.of(this.sentFor));
			all.addAll(reply);
			return all;
		});
	}

}
