/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncException;
import io.github.runtimesync.SyncStateLostException;
import io.github.runtimesync.SyncUnavailableException;

/**
 * Why a script has not done its work. It is one for all callers that shared the script;
 * each of them makes an exception of its own from it, with its own stack.
 */
final class Failure extends RuntimeException {

	/** How Redis begins to say so. */
	private static final String OUT_OF_MEMORY = "OOM";

	private final Reason reason;

	Failure(Reason reason) {
		this(reason, null);
	}

	Failure(Reason reason, @Nullable Throwable cause) {
		super(reason.name(), cause, false, false);
		this.reason = reason;
	}

	/**
	 * Return the failure that a stage has failed with.
	 * @param thrown what the stage has thrown
	 */
	static Failure of(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof Failure failure) {
				return failure;
			}
		}
		return new Failure(Reason.BROKEN, thrown);
	}

	/**
	 * Return the stage that a call returns or, if it throws, one that has failed with
	 * that, so that whoever waits for the stage is told.
	 */
	static <T> CompletableFuture<T> stageOf(Supplier<CompletableFuture<T>> call) {
		try {
			return call.get();
		}
		catch (RuntimeException | Error ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	Reason reason() {
		return this.reason;
	}

	/**
	 * Return why it failed: the innermost message of the causes, which tells most, after
	 * the one around it, which tells what was tried.
	 */
	String why() {
		String outer = "";
		String inner = "no answer";
		for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
			String message = cause.getMessage();
			if (message != null && !message.equals(inner)) {
				outer = (cause != getCause()) ? inner + ": " : "";
				inner = message;
			}
		}
		return outer.contains(inner) ? outer.substring(0, outer.length() - 2) : outer + inner;
	}

	/**
	 * Return the innermost message of the causes: what Redis itself has said.
	 */
	String answer() {
		String answer = "no answer";
		for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
			answer = (cause.getMessage() != null) ? cause.getMessage() : answer;
		}
		return answer;
	}

	/**
	 * Create the exception for one caller.
	 * @param subject describes the primitive
	 */
	RuntimeException exception(Object subject) {
		Throwable cause = getCause();
		return switch (this.reason) {
			case UNANSWERED -> new SyncUnavailableException(subject
					+ ": Redis did not answer within sync.redis.timeout. What was asked for may or may not have happened",
					cause);
			case UNSENT -> new SyncUnavailableException(
					subject + ": Redis did not answer within sync.redis.timeout. What was asked for did not happen",
					cause);
			case NO_MEMORY -> noMemory(subject);
			case REFUSED -> answer().contains(OUT_OF_MEMORY) ? noMemory(subject)
					: new SyncException("%s: Redis refused it: %s".formatted(subject, answer()), cause);
			case REMOVED ->
				new SyncClosedException(subject + " was removed: ask the registry for it again to have a new one");
			case CLOSED -> new SyncClosedException(subject + ": the application is shutting down. Nothing was done");
			case STATE_LOST -> new SyncStateLostException(
					subject + ": Redis has lost its state. It starts again from the initial one");
			case NEGATIVE ->
				new IllegalStateException(subject + " cannot count below zero: more tasks done than added");
			case TOO_MANY -> new IllegalStateException(subject + " cannot count above " + Integer.MAX_VALUE);
			case OVERFLOW -> new ArithmeticException(subject + " would overflow: it was not changed");
			case BROKEN -> new SyncException(subject + ": what Redis returned makes no sense", cause);
		};
	}

	/**
	 * Whatever needs memory is the first change of its script, so nothing is half done.
	 */
	private SyncException noMemory(Object subject) {
		return new SyncException(
				"%s: Redis has no memory left (%s), so nothing was changed. Remove what is not needed there, or raise its maxmemory"
					.formatted(subject, OUT_OF_MEMORY),
				getCause());
	}

	/**
	 * The reasons.
	 */
	enum Reason {

		/** It was sent, and nobody knows more. */
		UNANSWERED,

		/** It was never sent. */
		UNSENT,

		/** Redis has no memory left for it. */
		NO_MEMORY,

		/** Redis has answered with an error. */
		REFUSED,

		/** The primitive was removed. */
		REMOVED,

		/** The engine is closed, and it was never sent. */
		CLOSED,

		/** The primitive has lost a state that cannot be replaced. */
		STATE_LOST,

		/** The count of a wait group would be negative. */
		NEGATIVE,

		/** The count of a wait group would be larger than any. */
		TOO_MANY,

		/** The sum is no {@code long}. */
		OVERFLOW,

		/** The answer is not what the script returns. */
		BROKEN

	}

}
