/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineAtomic;
import io.github.runtimesync.engine.EnginePrimitive;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.EngineShared;

/**
 * Changes primitives on behalf of an operator. Only what exists is changed, nothing is
 * ever created.
 */
final class PrimitiveChanges {

	private static final String SET = "set";

	private final DefaultSyncRegistry registry;

	private final ChangeReport report;

	PrimitiveChanges(DefaultSyncRegistry registry, ChangeReport report) {
		this.registry = registry;
		this.report = report;
	}

	Optional<ChangeDescriptor> change(SyncKind kind, String name, @Nullable String action, @Nullable String value,
			Caller caller) {
		return this.registry.find(kind, name)
			.map((primitive) -> reported(kind, apply(primitive, action, value), caller));
	}

	Optional<ChangeDescriptor> remove(SyncKind kind, String name, Caller caller) {
		ChangeDescriptor removal = done(kind, name, "remove", true, null);
		boolean removed;
		try {
			removed = this.registry.remove(kind, name);
		}
		catch (RuntimeException ex) {
			// Whatever its engine says, the registry has let go of it.
			reported(kind, removal, caller);
			throw ex;
		}
		return removed ? Optional.of(reported(kind, removal, caller)) : Optional.empty();
	}

	private ChangeDescriptor reported(SyncKind kind, ChangeDescriptor change, Caller caller) {
		if (change.changed()) {
			this.report.changed(kind, change, caller);
		}
		return change;
	}

	private ChangeDescriptor apply(EnginePrimitive primitive, @Nullable String action, @Nullable String value) {
		if (primitive instanceof EngineAtomic atomic) {
			atomic.set(number(required(SyncKind.ATOMIC, action, value)));
			return done(SyncKind.ATOMIC, atomic.name(), SET, true, null);
		}
		if (primitive instanceof EngineShared<?> shared) {
			set(shared, required(SyncKind.SHARED, action, value));
			return done(SyncKind.SHARED, shared.name(), SET, true, null);
		}
		if (primitive instanceof EngineQueue<?> queue) {
			return apply(queue, (value != null) ? null : action);
		}
		throw invalid("A wait group counts what the application's own tasks do, so it cannot be set: "
				+ "DELETE removes it and releases those who wait");
	}

	private static ChangeDescriptor apply(EngineQueue<?> queue, @Nullable String action) {
		return switch ((action != null) ? action : "") {
			case "close" -> done(SyncKind.QUEUE, queue.name(), action, queue.close(), null);
			case "clear" -> cleared(queue);
			case "pause" -> done(SyncKind.QUEUE, queue.name(), action, pause(queue), null);
			case "resume" -> done(SyncKind.QUEUE, queue.name(), action, queue.resume(), null);
			default -> throw invalid("A queue takes {\"action\": \"close\"} or \"clear\", \"pause\", \"resume\"");
		};
	}

	private static ChangeDescriptor cleared(EngineQueue<?> queue) {
		int dropped = queue.clear();
		return done(SyncKind.QUEUE, queue.name(), "clear", dropped > 0, dropped);
	}

	private static boolean pause(EngineQueue<?> queue) {
		boolean paused = queue.pause();
		if (!paused && queue.isClosed()) {
			throw invalid(SyncKind.QUEUE.describe(queue.name()) + " is closed, and a closed queue cannot be paused");
		}
		return paused;
	}

	@SuppressWarnings("unchecked")
	private static void set(EngineShared<?> shared, String text) {
		Object value = SharedValues.convert(shared, text);
		((EngineShared<Object>) shared).set(value);
	}

	private static String required(SyncKind kind, @Nullable String action, @Nullable String value) {
		if (value == null || action != null) {
			throw invalid("Expected {\"value\": …} with the new value of the %s, which is not null".formatted(kind));
		}
		return value;
	}

	private static long number(String value) {
		try {
			return Long.parseLong(value);
		}
		catch (NumberFormatException ex) {
			throw invalid("'value' must be a whole number from %d to %d".formatted(Long.MIN_VALUE, Long.MAX_VALUE));
		}
	}

	private static ChangeDescriptor done(SyncKind kind, String name, @Nullable String action, boolean changed,
			@Nullable Integer dropped) {
		return new ChangeDescriptor(SyncEndpoint.pathOf(kind), name, String.valueOf(action), changed, dropped);
	}

	static InvalidEndpointRequestException invalid(String reason) {
		return new InvalidEndpointRequestException(reason, reason);
	}

}
