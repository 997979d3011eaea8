/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An item that a {@link SyncListener} could not process, with what is needed to find out
 * why and to replay it.
 *
 * @param id identifies the letter
 * @param item the item as it was taken from its queue
 * @param cause why the last attempt failed
 * @param attempts how many attempts there were, 0 if the item did not fit the method
 * @param firstFailure when the first attempt failed
 * @param lastFailure when the last attempt failed
 * @param queue the queue that the item came from
 * @param listener the id of the listener
 * @param raw the item as its engine stores it, each byte as a character of ISO 8859-1, if
 * it could not be decoded or a letter has no room for it, cut if it is very long;
 * {@code item} is {@code null} then
 * @param <T> the type of the item
 */
public record DeadLetter<T>(String id, @Nullable T item, Cause cause, int attempts, Instant firstFailure,
		Instant lastFailure, String queue, String listener, @Nullable String raw) {

	/**
	 * Create a letter with an item.
	 * @param id identifies the letter
	 * @param item the item as it was taken from its queue
	 * @param cause why the last attempt failed
	 * @param attempts how many attempts there were
	 * @param firstFailure when the first attempt failed
	 * @param lastFailure when the last attempt failed
	 * @param queue the queue that the item came from
	 * @param listener the id of the listener
	 */
	public DeadLetter(String id, T item, Cause cause, int attempts, Instant firstFailure, Instant lastFailure,
			String queue, String listener) {
		this(id, item, cause, attempts, firstFailure, lastFailure, queue, listener, null);
	}

	/**
	 * Return this letter with less about the failure, since there is not always room for
	 * all of it beside a large item.
	 */
	DeadLetter<T> brief() {
		return new DeadLetter<>(this.id, this.item, this.cause.brief(), this.attempts, this.firstFailure,
				this.lastFailure, this.queue, this.listener, this.raw);
	}

	/**
	 * Return this letter without the item, for which there is no room.
	 * @param raw the beginning of its stored form
	 */
	DeadLetter<T> withoutItem(String raw) {
		return new DeadLetter<>(this.id, null, this.cause, this.attempts, this.firstFailure, this.lastFailure,
				this.queue, this.listener, raw);
	}

	/**
	 * Describe the letter without its item, which may be confidential.
	 */
	@Override
	public String toString() {
		return "DeadLetter[id=%s, cause=%s, attempts=%d, queue=%s, listener=%s]".formatted(this.id, this.cause.type(),
				this.attempts, this.queue, this.listener);
	}

	/**
	 * A failure as text, so that it can be shown and stored anywhere.
	 *
	 * @param type the class of the exception
	 * @param message its message, {@code null} if it has none that can be read
	 * @param stackTrace its stack trace, cut if it is very long
	 */
	public record Cause(String type, @Nullable String message, String stackTrace) {

		private static final int MAX_STACK_TRACE = 16_000;

		private static final int BRIEF = 200;

		/**
		 * Describe a failure, as far as it can be described: what an application throws
		 * may itself throw when it is asked for its message, or have more causes than a
		 * stack has room for.
		 */
		static Cause of(Throwable failure) {
			StringWriter trace = new StringWriter();
			String message = null;
			try {
				message = failure.getMessage();
				failure.printStackTrace(new PrintWriter(trace, true));
			}
			catch (OutOfMemoryError ex) {
				throw ex;
			}
			catch (Throwable ex) {
				trace.append("(the rest cannot be written: ").append(ex.getClass().getName()).append(')');
			}
			StringBuffer text = trace.getBuffer();
			text.setLength(Math.min(text.length(), MAX_STACK_TRACE));
			return new Cause(failure.getClass().getName(), message, text.toString());
		}

		/**
		 * Say no more of a failure than what it is.
		 */
		static Cause bare(Throwable failure) {
			return new Cause(failure.getClass().getName(), null, "");
		}

		Cause brief() {
			String text = this.message;
			return new Cause(this.type, (text != null) ? text.substring(0, Math.min(text.length(), BRIEF)) : null, "");
		}

	}

}
