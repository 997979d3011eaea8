/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncSnapshot;
import io.github.runtimesync.listener.Concurrency;
import io.github.runtimesync.listener.SyncListenerContainer;
import io.github.runtimesync.listener.SyncListenerRegistry;

/**
 * Changes listeners on behalf of an operator.
 */
final class ListenerChanges {

	private static final String EXPECTED = "A listener takes {\"action\": \"start\"} or \"stop\", \"pause\", \"resume\","
			+ " \"replay\", the last also with {\"deadLetter\": \"<id>\"}; or {\"concurrency\": \"2-8\"}";

	/** Each is a thread, and a request must not be able to exhaust the JVM. */
	private static final int MAX_CONCURRENCY = 1_000;

	private final SyncListenerRegistry listeners;

	private final SyncRegistry registry;

	ListenerChanges(SyncListenerRegistry listeners, SyncRegistry registry) {
		this.listeners = listeners;
		this.registry = registry;
	}

	/**
	 * Change a listener.
	 * @return what was done, empty if it has no such dead letter
	 * @throws SyncException if that is impossible now
	 */
	Optional<ListenerChangeDescriptor> apply(SyncListenerContainer container, @Nullable String action,
			@Nullable String concurrency, @Nullable String deadLetter) {
		if (deadLetter != null) {
			return replayOne(container, action, concurrency, deadLetter);
		}
		if (concurrency != null) {
			return Optional.of(scale(container, action, concurrency));
		}
		String id = container.getId();
		boolean running = container.isRunning();
		boolean paused = container.isPaused();
		switch ((action != null) ? action : "") {
			case "start" -> start(container);
			case "stop" -> container.stop();
			case "pause" -> container.pause();
			case "resume" -> container.resume();
			case "replay" -> {
				int moved = this.listeners.replayAll(id);
				return Optional.of(replayed(container, moved));
			}
			default -> throw PrimitiveChanges.invalid(EXPECTED);
		}
		return Optional.of(ListenerChangeDescriptor.of(id, String.valueOf(action),
				container.isRunning() != running || container.isPaused() != paused));
	}

	private void start(SyncListenerContainer container) {
		boolean ended = this.registry.snapshot(SyncKind.QUEUE, container.getQueue())
			.filter((queue) -> queue instanceof QueueSnapshot found && found.closed()
					&& found.size() + found.delayed() == 0)
			.isPresent();
		if (ended) {
			throw new QueueClosedException("%s is closed and empty, so %s has nothing to take"
				.formatted(SyncKind.QUEUE.describe(container.getQueue()), describe(container.getId())));
		}
		container.start();
	}

	private static ListenerChangeDescriptor scale(SyncListenerContainer container, @Nullable String action,
			String text) {
		if (action != null) {
			throw PrimitiveChanges.invalid(EXPECTED);
		}
		Concurrency bounds = concurrency(text);
		boolean changed = container.snapshot().minConcurrency() != bounds.min()
				|| container.snapshot().maxConcurrency() != bounds.max();
		container.scale(bounds.min(), bounds.max());
		return new ListenerChangeDescriptor(container.getId(), "scale", changed, bounds.toString(), null, null);
	}

	private static Concurrency concurrency(String text) {
		Concurrency bounds;
		try {
			bounds = Concurrency.parse(text);
		}
		catch (IllegalArgumentException ex) {
			throw PrimitiveChanges.invalid(String.valueOf(ex.getMessage()));
		}
		if (bounds.max() > MAX_CONCURRENCY) {
			throw PrimitiveChanges
				.invalid("The concurrency can be at most %d here: %s".formatted(MAX_CONCURRENCY, text));
		}
		return bounds;
	}

	private Optional<ListenerChangeDescriptor> replayOne(SyncListenerContainer container, @Nullable String action,
			@Nullable String concurrency, String letter) {
		if (!"replay".equals(action) || concurrency != null) {
			throw PrimitiveChanges.invalid(EXPECTED);
		}
		return this.listeners.replay(container.getId(), letter) ? Optional.of(replayed(container, 1))
				: Optional.empty();
	}

	private ListenerChangeDescriptor replayed(SyncListenerContainer container, int moved) {
		return new ListenerChangeDescriptor(container.getId(), "replay", moved > 0, null, moved,
				deadLetters(container));
	}

	/**
	 * Return how many letters there are in the dead-letter queue of a listener.
	 */
	int deadLetters(SyncListenerContainer container) {
		SyncSnapshot queue = this.registry.snapshot(SyncKind.QUEUE, container.getDeadLetterQueue()).orElse(null);
		return (queue instanceof QueueSnapshot found) ? found.size() : 0;
	}

	/**
	 * Describe a listener for a message or a log line, which an id must not be able to
	 * end.
	 */
	static String describe(String id) {
		return "listener \"%s\"".formatted(id.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}\"\\\\]", "?"));
	}

}
