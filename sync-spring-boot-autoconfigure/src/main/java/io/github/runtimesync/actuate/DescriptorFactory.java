/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

import io.github.runtimesync.AtomicSnapshot;
import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SharedSnapshot;
import io.github.runtimesync.SyncSnapshot;
import io.github.runtimesync.WaitGroupSnapshot;
import io.github.runtimesync.actuate.BlockedDescriptor.SiteDescriptor;
import io.github.runtimesync.actuate.PrimitiveDescriptor.AtomicDescriptor;
import io.github.runtimesync.actuate.PrimitiveDescriptor.QueueDescriptor;
import io.github.runtimesync.actuate.PrimitiveDescriptor.SharedDescriptor;
import io.github.runtimesync.actuate.PrimitiveDescriptor.WaitGroupDescriptor;
import io.github.runtimesync.engine.EnginePrimitive;
import io.github.runtimesync.engine.EngineWaitGroup;
import io.github.runtimesync.engine.SiteCount;

/**
 * Turns snapshots into what the endpoint shows.
 */
final class DescriptorFactory {

	private static final int MAX_VALUE_LENGTH = 1_000;

	private final Predicate<SyncSnapshot> current;

	private final Sanitizer sanitizer;

	/**
	 * Create a factory.
	 * @param sanitizingFunctions mask values even for those who may see values
	 * @param current says which snapshots tell of the present
	 */
	DescriptorFactory(Iterable<SanitizingFunction> sanitizingFunctions, Predicate<SyncSnapshot> current) {
		this.current = current;
		this.sanitizer = new Sanitizer(sanitizingFunctions);
	}

	/**
	 * Describe a primitive among others.
	 */
	PrimitiveDescriptor describe(SyncSnapshot snapshot, boolean showValues) {
		return describe(snapshot, null, showValues);
	}

	/**
	 * Describe a primitive in full, with those who wait on it.
	 */
	PrimitiveDescriptor describe(EnginePrimitive primitive, boolean showValues) {
		return describe(primitive.snapshot(), primitive, showValues);
	}

	private PrimitiveDescriptor describe(SyncSnapshot snapshot, @Nullable EnginePrimitive inFull, boolean showValues) {
		if (snapshot instanceof AtomicSnapshot atomic) {
			return new AtomicDescriptor(atomic.name(), atomic.engine(), atomic.created(), stale(snapshot),
					atomic.value());
		}
		if (snapshot instanceof SharedSnapshot shared) {
			return new SharedDescriptor(shared.name(), shared.engine(), shared.created(), stale(snapshot),
					shared.type(), shared.version(), shared.changed(),
					value(shared.name(), shared.value(), showValues));
		}
		if (snapshot instanceof WaitGroupSnapshot group) {
			return new WaitGroupDescriptor(group.name(), group.engine(), group.created(), stale(snapshot),
					group.count(), group.waiters(), group.roundAge(), blocked(group.waiters(), inFull), sites(inFull));
		}
		QueueSnapshot queue = (QueueSnapshot) snapshot;
		return new QueueDescriptor(queue.name(), queue.engine(), queue.created(), stale(snapshot), queue.type(),
				queue.size(), queue.maxSize(), (queue.maxSize() != 0) ? queue.remaining() : null, queue.puts(),
				queue.gets(), queue.blockedPutters(), queue.blockedGetters(), queue.oldestAge(), queue.closed(),
				queue.paused(), queue.delayed(), queue.expired(),
				blocked(queue.blockedPutters() + queue.blockedGetters(), inFull));
	}

	/**
	 * Say that a state is old, and nothing if it is not.
	 */
	private @Nullable Boolean stale(SyncSnapshot snapshot) {
		return this.current.test(snapshot) ? null : true;
	}

	private static @Nullable BlockedDescriptor blocked(int total, @Nullable EnginePrimitive inFull) {
		return (inFull != null) ? BlockedDescriptor.of(total, inFull.waitingCallers(BlockedDescriptor.MAX_SHOWN))
				: null;
	}

	private static @Nullable List<SiteDescriptor> sites(@Nullable EnginePrimitive inFull) {
		List<SiteCount> sites = (inFull instanceof EngineWaitGroup group) ? group.siteCounts() : List.of();
		return !sites.isEmpty() ? sites.stream().map(SiteDescriptor::of).toList() : null;
	}

	/**
	 * Show a value that the application keeps under a name, or mask it.
	 */
	@Nullable Object value(String name, @Nullable Object value, boolean showValues) {
		Object sanitized = this.sanitizer.sanitize(new SanitizableData(null, name, value), showValues);
		return (sanitized == null || isSimple(sanitized)) ? sanitized : text(sanitized);
	}

	private static boolean isSimple(Object value) {
		return value instanceof Number || value instanceof Boolean;
	}

	/**
	 * Show any other value as text of limited length: an object graph of the
	 * application's may be endless, or fail halfway through the page.
	 */
	private static String text(Object value) {
		try {
			String text = value.toString();
			return (text.length() <= MAX_VALUE_LENGTH) ? text : text.substring(0, MAX_VALUE_LENGTH) + "…";
		}
		catch (RuntimeException ex) {
			return "(%s: its toString() failed)".formatted(value.getClass().getName());
		}
	}

}
