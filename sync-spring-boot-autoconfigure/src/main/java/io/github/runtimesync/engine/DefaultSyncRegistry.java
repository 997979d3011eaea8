/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;

import io.github.runtimesync.Subscription;
import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncSnapshot;
import io.github.runtimesync.SyncSnapshotPage;
import io.github.runtimesync.SyncWaitGroup;

/**
 * The registry on top of any engine. A request for an existing name is one look-up;
 * everything else, such as creation and the checks of definitions, comes after that.
 */
public final class DefaultSyncRegistry implements SyncRegistry, AutoCloseable {

	private final Engines engines;

	private final Definitions definitions;

	private final RegistryEvents events = new RegistryEvents();

	private final PrimitiveTable<EngineAtomic> atomics;

	private final PrimitiveTable<EngineShared<?>> shareds;

	private final PrimitiveTable<EngineWaitGroup> waitGroups;

	private final PrimitiveTable<EngineQueue<?>> queues;

	private final Map<SyncKind, PrimitiveTable<?>> tables = new EnumMap<>(SyncKind.class);

	/**
	 * Create a registry that holds the declared primitives.
	 * @param engine makes the primitives; closed with the registry
	 * @param settings limits and declared primitives
	 */
	public DefaultSyncRegistry(SyncEngine engine, RegistrySettings settings) {
		this(engine, List.of(), settings);
	}

	/**
	 * Create a registry that holds the declared primitives, some of which may be declared
	 * for another engine.
	 * @param engine makes the primitives that no other is declared for
	 * @param others the other engines; all are closed with the registry
	 * @param settings limits and declared primitives
	 */
	public DefaultSyncRegistry(SyncEngine engine, Collection<? extends SyncEngine> others, RegistrySettings settings) {
		this.engines = new Engines(engine, others, settings.declarations());
		this.definitions = new Definitions(settings);
		this.atomics = table(SyncKind.ATOMIC, settings);
		this.shareds = table(SyncKind.SHARED, settings);
		this.waitGroups = table(SyncKind.WAIT_GROUP, settings);
		this.queues = table(SyncKind.QUEUE, settings);
		this.engines.setRemovalListener((removed) -> this.tables.values().forEach((table) -> table.forget(removed)));
		try {
			createDeclared(settings.declarations());
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	private <P extends EnginePrimitive> PrimitiveTable<P> table(SyncKind kind, RegistrySettings settings) {
		PrimitiveTable<P> table = new PrimitiveTable<>(kind, settings.limit(kind), this.events);
		this.tables.put(kind, table);
		return table;
	}

	private void createDeclared(Declarations declarations) {
		ready(declarations, SyncKind.ATOMIC).forEach(this::atomic);
		ready(declarations, SyncKind.SHARED).forEach((name) -> findOrCreateShared(name, null, null));
		ready(declarations, SyncKind.WAIT_GROUP).forEach(this::waitGroup);
		ready(declarations, SyncKind.QUEUE).forEach((name) -> findOrCreateQueue(name, null, Definitions.ANY_SIZE));
	}

	private Stream<String> ready(Declarations declarations, SyncKind kind) {
		return declarations.names(kind).stream().filter((name) -> this.engines.of(kind, name).isReady());
	}

	@Override
	public SyncAtomic atomic(String name) {
		EngineAtomic existing = this.atomics.find(name);
		return (existing != null) ? existing : createAtomic(name, this.definitions.initialValue(name));
	}

	@Override
	public SyncAtomic atomic(String name, long initial) {
		EngineAtomic existing = this.atomics.find(name);
		return (existing != null) ? existing : createAtomic(name, initial);
	}

	private EngineAtomic createAtomic(String name, long initial) {
		this.definitions.checkDeclared(SyncKind.ATOMIC, name);
		return this.atomics.create(name, () -> this.engines.of(SyncKind.ATOMIC, name).createAtomic(name, initial));
	}

	@Override
	public <T extends @Nullable Object> SyncShared<T> shared(String name, T initial) {
		return findOrCreateShared(name, null, initial);
	}

	@Override
	public <T> SyncShared<@Nullable T> shared(String name, Class<T> type) {
		Assert.notNull(type, "'type' must not be null");
		return findOrCreateShared(name, type, null);
	}

	@Override
	public <T extends @Nullable Object> SyncShared<T> shared(String name, ParameterizedTypeReference<T> type,
			@Nullable T initial) {
		return findOrCreateShared(name, type.getType(), initial);
	}

	@SuppressWarnings("unchecked")
	private <T extends @Nullable Object> SyncShared<T> findOrCreateShared(String name, @Nullable Type type,
			@Nullable Object initial) {
		EngineShared<?> shared = this.shareds.find(name);
		if (shared == null) {
			this.definitions.checkDeclared(SyncKind.SHARED, name);
			shared = this.shareds.create(name,
					() -> this.definitions.newShared(this.engines.of(SyncKind.SHARED, name), name, type, initial));
		}
		this.definitions.check(shared, type);
		return (SyncShared<T>) shared;
	}

	@Override
	public SyncWaitGroup waitGroup(String name) {
		EngineWaitGroup existing = this.waitGroups.find(name);
		if (existing != null) {
			return existing;
		}
		this.definitions.checkDeclared(SyncKind.WAIT_GROUP, name);
		return this.waitGroups.create(name, () -> this.engines.of(SyncKind.WAIT_GROUP, name).createWaitGroup(name));
	}

	@Override
	public <E> SyncQueue<E> queue(String name) {
		return findOrCreateQueue(name, null, Definitions.ANY_SIZE);
	}

	@Override
	public <E> SyncQueue<E> queue(String name, int maxSize) {
		return findOrCreateQueue(name, null, Definitions.checkMaxSize(name, maxSize));
	}

	@Override
	public <E> SyncQueue<E> queue(String name, Class<E> type) {
		Assert.notNull(type, "'type' must not be null");
		return findOrCreateQueue(name, type, Definitions.ANY_SIZE);
	}

	@Override
	public <E> SyncQueue<E> queue(String name, Class<E> type, int maxSize) {
		Assert.notNull(type, "'type' must not be null");
		return findOrCreateQueue(name, type, Definitions.checkMaxSize(name, maxSize));
	}

	@Override
	public <E> SyncQueue<E> queue(String name, ParameterizedTypeReference<E> type, int maxSize) {
		return findOrCreateQueue(name, type.getType(), Definitions.checkMaxSize(name, maxSize));
	}

	@SuppressWarnings("unchecked")
	private <E> SyncQueue<E> findOrCreateQueue(String name, @Nullable Type type, int maxSize) {
		EngineQueue<?> queue = this.queues.find(name);
		if (queue == null) {
			this.definitions.checkDeclared(SyncKind.QUEUE, name);
			queue = this.queues.create(name,
					() -> this.definitions.newQueue(this.engines.of(SyncKind.QUEUE, name), name, type, maxSize));
		}
		this.definitions.check(queue, type, maxSize);
		return (SyncQueue<E>) queue;
	}

	@Override
	public boolean remove(SyncKind kind, String name) {
		return get(kind).remove(name);
	}

	@Override
	public String engine() {
		return this.engines.defaultEngine().name();
	}

	@Override
	public int count(SyncKind kind) {
		return get(kind).count();
	}

	@Override
	public Optional<SyncSnapshot> snapshot(SyncKind kind, String name) {
		return Optional.ofNullable(get(kind).find(name)).map(EnginePrimitive::snapshot);
	}

	@Override
	public SyncSnapshotPage snapshots(SyncKind kind, @Nullable String namePattern, int offset, int limit) {
		Assert.isTrue(offset >= 0, () -> "The offset must not be negative: " + offset);
		checkLimit(limit);
		return get(kind).page(NamePattern.of(namePattern), null, offset, limit);
	}

	@Override
	public SyncSnapshotPage snapshotsAfter(SyncKind kind, @Nullable String namePattern, String after, int limit) {
		checkLimit(limit);
		return get(kind).page(NamePattern.of(namePattern), after, 0, limit);
	}

	private static void checkLimit(int limit) {
		Assert.isTrue(limit >= 1, () -> "The limit must be at least 1: " + limit);
	}

	/**
	 * Return the engines that make the primitives of this registry.
	 * @return the engines, the default one first
	 */
	public Collection<SyncEngine> engines() {
		return this.engines.all();
	}

	/**
	 * Count the callers of this JVM that wait on primitives of an engine.
	 * @param engine one of the engines of this registry
	 * @return the number of blocked threads and futures
	 */
	public int waiters(SyncEngine engine) {
		return Stream.of(SyncKind.QUEUE, SyncKind.WAIT_GROUP)
			.flatMap(
					(kind) -> primitives(kind).filter((primitive) -> this.engines.of(kind, primitive.name()) == engine))
			.mapToInt((primitive) -> primitive.waitingCallers(Integer.MAX_VALUE).size())
			.sum();
	}

	/**
	 * Return whether other JVMs share a primitive, so that it outlives this registry.
	 * @param kind the kind
	 * @param name the name
	 * @return whether the engine that makes it is shared
	 */
	public boolean isShared(SyncKind kind, String name) {
		return this.engines.of(kind, name).isShared();
	}

	/**
	 * Return whether snapshots of a primitive tell of the present.
	 * @param kind the kind
	 * @param name the name
	 * @return {@code false} if the engine that makes it does not reach its store
	 */
	public boolean isReachable(SyncKind kind, String name) {
		return this.engines.of(kind, name).isReachable();
	}

	/**
	 * Find a primitive as its engine made it, without ever creating it.
	 * @param kind the kind
	 * @param name the name
	 * @return the primitive, empty if there is none
	 */
	public Optional<EnginePrimitive> find(SyncKind kind, String name) {
		return Optional.ofNullable(get(kind).find(name));
	}

	/**
	 * Look through the primitives of a kind as their engine made them. Those that come or
	 * go meanwhile may be seen or not.
	 * @param kind the kind
	 * @return the primitives, in no particular order
	 */
	public Stream<EnginePrimitive> primitives(SyncKind kind) {
		return get(kind).stream().map(EnginePrimitive.class::cast);
	}

	/**
	 * Return the names that the configuration declares for a kind, whether they exist now
	 * or not.
	 * @param kind the kind
	 * @return the names, in no particular order
	 */
	public Set<String> declaredNames(SyncKind kind) {
		return this.definitions.declaredNames(kind);
	}

	/**
	 * Tell a listener of every primitive that exists, and from now on of those that come
	 * and go.
	 * @param listener the listener
	 * @return ends the subscription when closed
	 */
	public Subscription subscribe(RegistryListener listener) {
		return this.events.subscribe(listener);
	}

	/**
	 * Release every blocked caller and refuse new names from now on. Handles stay usable
	 * as far as nothing has to wait: counters count, closed queues hand out what they
	 * have. Idempotent.
	 */
	@Override
	public void close() {
		this.tables.values().forEach(PrimitiveTable::close);
		this.engines.close();
	}

	/**
	 * Return whether the registry is closed.
	 * @return whether it refuses new names
	 */
	public boolean isClosed() {
		return this.queues.isClosed();
	}

	private PrimitiveTable<?> get(SyncKind kind) {
		PrimitiveTable<?> table = this.tables.get(kind);
		Assert.state(table != null, () -> "No table of " + kind);
		return table;
	}

}
