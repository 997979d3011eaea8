/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.listener.DeadLetter;

/**
 * What the endpoint shows of a dead letter.
 *
 * @param id identifies it, for a replay
 * @param replayable whether it can be replayed: not if its item cannot be decoded or was
 * too large
 * @param item the item, masked unless values may be shown; its stored form if it cannot
 * be decoded
 * @param cause the class of the exception
 * @param message its message
 * @param attempts how many attempts there were
 * @param firstFailure when the first failed
 * @param lastFailure when the last failed
 * @param listener the id of the listener that gave it up
 */
public record DeadLetterDescriptor(String id, boolean replayable, @Nullable Object item, String cause,
		@Nullable String message, int attempts, Instant firstFailure, Instant lastFailure, String listener) {

	private static final int MAX_MESSAGE_LENGTH = 1_000;

	static DeadLetterDescriptor of(DeadLetter<?> letter, @Nullable Object item) {
		return new DeadLetterDescriptor(letter.id(), letter.item() != null, item, letter.cause().type(),
				cut(letter.cause().message()), letter.attempts(), letter.firstFailure(), letter.lastFailure(),
				letter.listener());
	}

	private static @Nullable String cut(@Nullable String message) {
		return (message == null || message.length() <= MAX_MESSAGE_LENGTH) ? message
				: message.substring(0, MAX_MESSAGE_LENGTH) + "…";
	}

}
