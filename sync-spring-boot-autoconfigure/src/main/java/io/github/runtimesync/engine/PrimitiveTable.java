/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncLimitException;
import io.github.runtimesync.SyncSnapshot;
import io.github.runtimesync.SyncSnapshotPage;

/**
 * The primitives of one kind, by name.
 * <p>
 * {@code byName} decides who exists; {@code cache} only finds some of them sooner.
 * {@code names} holds the same names in order for paging and is changed only while the
 * entry of that name is locked, so the two agree whenever nobody is changing that name. A
 * primitive is created before it is entered, by every thread that finds none, and all but
 * one are dropped: creation may do I/O, which must not happen under a lock, and nobody
 * waits for a slow or dead creator.
 */
final class PrimitiveTable<P extends EnginePrimitive> {

	private static final Log logger = LogFactory.getLog(PrimitiveTable.class);

	private static final int MAX_NAME_LENGTH = 200;

	private final SyncKind kind;

	private final int limit;

	private final RegistryEvents events;

	private final ConcurrentHashMap<String, P> byName = new ConcurrentHashMap<>();

	private final LookUpCache<P> cache = new LookUpCache<>();

	private final NavigableSet<String> names = new ConcurrentSkipListSet<>();

	/** Counted with the entries, so that the limit is exact and cheap to look at. */
	private final AtomicInteger size = new AtomicInteger();

	private volatile boolean closed;

	PrimitiveTable(SyncKind kind, int limit, RegistryEvents events) {
		this.kind = kind;
		this.limit = limit;
		this.events = events;
	}

	@Nullable P find(String name) {
		P cached = this.cache.find(name);
		return (cached != null) ? cached : findEntered(name);
	}

	private @Nullable P findEntered(String name) {
		P found = this.byName.get(name);
		if (found == null || !this.cache.admits(name)) {
			return found;
		}
		return this.byName.computeIfPresent(name, (key, present) -> {
			this.cache.enter(key, present);
			return present;
		});
	}

	/**
	 * Create a primitive unless another thread is faster.
	 * @return the primitive that the table holds now
	 */
	P create(String name, Supplier<? extends P> factory) {
		checkName(name);
		checkOpen(name);
		P created = (this.size.get() < this.limit) ? factory.get() : null;
		// At the limit another thread may just be entering this very name, so look under
		// the lock of the entry.
		P present = this.byName.compute(name,
				(key, found) -> (found == null && created != null) ? enter(key, created) : found);
		if (present == null) {
			throw new SyncLimitException(
					"%s was not created: there are %d already. Remove what is no longer needed, or raise sync.limits.%s"
						.formatted(this.kind.describe(name), this.limit, this.kind.propertyName()));
		}
		if (present == created) {
			this.events.deliver();
			// Whoever closes the table sets the flag before looking through it.
			if (this.closed) {
				present.release();
			}
			checkOpen(name);
		}
		return present;
	}

	boolean remove(String name) {
		P primitive = drop(name, null);
		if (primitive == null) {
			return false;
		}
		try {
			primitive.remove();
		}
		catch (RuntimeException | Error ex) {
			// Those who wait would be nobody's any more.
			primitive.release();
			throw ex;
		}
		finally {
			this.events.deliver();
		}
		return true;
	}

	/**
	 * Drop a primitive that was removed elsewhere, so that the next request creates
	 * another.
	 */
	void forget(EnginePrimitive primitive) {
		if (drop(primitive.name(), primitive) != null) {
			try {
				primitive.release();
			}
			finally {
				this.events.deliver();
			}
		}
	}

	/**
	 * Take an entry out.
	 * @param only the primitive that it must hold, {@code null} for any
	 */
	private @Nullable P drop(String name, @Nullable EnginePrimitive only) {
		AtomicReference<@Nullable P> dropped = new AtomicReference<>();
		this.byName.computeIfPresent(name, (key, present) -> {
			if (only != null && present != only) {
				return present;
			}
			this.cache.leave(key, present);
			dropped.set(present);
			this.size.decrementAndGet();
			this.names.remove(key);
			this.events.enqueueRemoved(present);
			return null;
		});
		return dropped.get();
	}

	int count() {
		return this.size.get();
	}

	Stream<P> stream() {
		return this.byName.values().stream();
	}

	SyncSnapshotPage page(NamePattern pattern, @Nullable String after, int offset, int limit) {
		List<P> selected = pattern.select(this.names, after)
			.skip(offset)
			.map(this.byName::get)
			.filter(Objects::nonNull)
			.limit(limit + 1L)
			.toList();
		selected.forEach(EnginePrimitive::prefetch);
		List<SyncSnapshot> found = selected.stream().map(EnginePrimitive::snapshot).toList();
		boolean hasMore = found.size() > limit;
		return new SyncSnapshotPage(this.kind, count(), offset, hasMore ? found.subList(0, limit) : found, hasMore);
	}

	void close() {
		this.closed = true;
		stream().forEach(this::release);
	}

	private void release(P primitive) {
		try {
			primitive.release();
		}
		catch (RuntimeException | Error ex) {
			// The others have to be released all the same.
			logger.error("%s was not released".formatted(this.kind.describe(primitive.name())), ex);
		}
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Enter a new primitive unless the limit is reached. Call only while the entry of
	 * that name is locked.
	 */
	private @Nullable P enter(String name, P created) {
		if (this.size.getAndUpdate((size) -> Math.min(size + 1, this.limit)) >= this.limit) {
			return null;
		}
		this.names.add(name);
		this.events.enqueueCreated(created);
		return created;
	}

	private void checkOpen(String name) {
		if (this.closed) {
			throw new SyncClosedException(
					"%s was not created: the application is shutting down".formatted(this.kind.describe(name)));
		}
	}

	private void checkName(String name) {
		if (name.isEmpty() || name.length() > MAX_NAME_LENGTH
				|| name.codePoints().anyMatch(PrimitiveTable::isRefused)) {
			throw new IllegalArgumentException(
					"%s has no valid name: 1 to %d characters without control characters are allowed"
						.formatted(this.kind.describe(name), MAX_NAME_LENGTH));
		}
	}

	/**
	 * Control characters, and surrogates that are not paired: no encoder can write them.
	 */
	private static boolean isRefused(int codePoint) {
		return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
	}

}
