/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.context.ApplicationEventPublisher;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncSnapshotPage;
import io.github.runtimesync.engine.DefaultSyncRegistry;

/**
 * {@link Endpoint @Endpoint} to look at the primitives of a {@link SyncRegistry} and,
 * where the application allows it, to change them. Neither creates any. Looking blocks
 * nobody, and while the store of an engine does not answer it shows what was seen last.
 */
@Endpoint(id = "sync", defaultAccess = Access.READ_ONLY)
public class SyncEndpoint {

	static final int DEFAULT_LIMIT = 100;

	static final int MAX_LIMIT = 1_000;

	private static final Map<String, SyncKind> KINDS = Arrays.stream(SyncKind.values())
		.collect(Collectors.toMap(SyncEndpoint::pathOf, Function.identity(), (one, other) -> one, LinkedHashMap::new));

	private final DefaultSyncRegistry registry;

	private final DescriptorFactory descriptors;

	private final PrimitiveChanges changes;

	/**
	 * Create an endpoint.
	 * @param registry the registry to look at and to change
	 * @param sanitizingFunctions mask values even for those who may see values
	 * @param events where an audit event is published for each change
	 */
	public SyncEndpoint(DefaultSyncRegistry registry, Iterable<SanitizingFunction> sanitizingFunctions,
			ApplicationEventPublisher events) {
		this.registry = registry;
		this.descriptors = new DescriptorFactory(sanitizingFunctions,
				(snapshot) -> registry.isReachable(snapshot.kind(), snapshot.name()));
		this.changes = new PrimitiveChanges(registry, new ChangeReport(events));
	}

	/**
	 * Show how many primitives exist, and the first of each kind.
	 * @return the overview
	 */
	@ReadOperation
	public SyncDescriptor overview() {
		return overview(false);
	}

	SyncDescriptor overview(boolean showValues) {
		Map<String, Integer> totals = new LinkedHashMap<>();
		Map<String, List<PrimitiveDescriptor>> first = new LinkedHashMap<>();
		KINDS.forEach((path, kind) -> {
			totals.put(path, this.registry.count(kind));
			first.put(path,
					describe(this.registry.snapshots(kind, null, 0, DEFAULT_LIMIT), DEFAULT_LIMIT, showValues).items());
		});
		return new SyncDescriptor(this.registry.engine(), EngineDescriptor.of(this.registry), totals, first);
	}

	/**
	 * Show a page of the primitives of a kind, in the order of their names.
	 * @param kind {@code atomics}, {@code shareds}, {@code waitGroups} or {@code queues}
	 * @param name the names to show, with {@code *} for any number of characters
	 * @param after the last name of the page before, in place of an offset
	 * @param offset how many to skip, 0 if not given
	 * @param limit how many to show at most, 100 if not given, no more than 1000
	 * @return the page, {@code null} if there is no such kind
	 */
	@ReadOperation
	public @Nullable PageDescriptor page(@Selector String kind, @Nullable String name, @Nullable String after,
			@Nullable Integer offset, @Nullable Integer limit) {
		return page(kind, name, after, offset, limit, false);
	}

	@Nullable PageDescriptor page(String kind, @Nullable String name, @Nullable String after, @Nullable Integer offset,
			@Nullable Integer limit, boolean showValues) {
		SyncKind known = KINDS.get(kind);
		if (known == null) {
			return null;
		}
		int skipped = inRange("offset", offset, 0, 0, Integer.MAX_VALUE);
		int size = inRange("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
		return describe((after != null) ? this.registry.snapshotsAfter(known, name, after, size)
				: this.registry.snapshots(known, name, skipped, size), size, showValues);
	}

	private PageDescriptor describe(SyncSnapshotPage page, int limit, boolean showValues) {
		return new PageDescriptor(page.total(), page.offset(), limit, page.hasMore(),
				page.items().stream().map((snapshot) -> this.descriptors.describe(snapshot, showValues)).toList());
	}

	/**
	 * Show one primitive.
	 * @param kind {@code atomics}, {@code shareds}, {@code waitGroups} or {@code queues}
	 * @param name its name; one that holds slashes spans several path segments
	 * @return the primitive, {@code null} if there is none
	 */
	@ReadOperation
	public @Nullable PrimitiveDescriptor primitive(@Selector String kind,
			@Selector(match = Match.ALL_REMAINING) String... name) {
		return primitive(kind, String.join("/", name), false);
	}

	@Nullable PrimitiveDescriptor primitive(String kind, String name, boolean showValues) {
		return Optional.ofNullable(KINDS.get(kind))
			.flatMap((known) -> this.registry.find(known, name))
			.map((primitive) -> this.descriptors.describe(primitive, showValues))
			.orElse(null);
	}

	/**
	 * Change one primitive: set a counter or a shared variable to a value; close or clear
	 * a queue, pause or resume it.
	 * @param kind {@code atomics}, {@code shareds} or {@code queues}
	 * @param name its name; one that holds slashes spans several path segments
	 * @param action what to do with a queue
	 * @param value the new value of a counter or a shared variable
	 * @return what was done, {@code null} if there is no such primitive
	 * @throws InvalidEndpointRequestException if that makes no sense for the primitive
	 */
	@WriteOperation
	public @Nullable ChangeDescriptor change(@Selector String kind,
			@Selector(match = Match.ALL_REMAINING) String[] name, @Nullable String action, @Nullable String value) {
		return change(kind, String.join("/", name), action, value, Caller.BEAN);
	}

	@Nullable ChangeDescriptor change(String kind, String name, @Nullable String action, @Nullable String value, Caller caller) {
		return Optional.ofNullable(KINDS.get(kind))
			.flatMap((known) -> this.changes.change(known, name, action, value, caller))
			.orElse(null);
	}

	/**
	 * Remove one primitive. Whoever is blocked on it is released.
	 * @param kind {@code atomics}, {@code shareds}, {@code waitGroups} or {@code queues}
	 * @param name its name; one that holds slashes spans several path segments
	 * @return what was done, {@code null} if there is no such primitive
	 */
	@DeleteOperation
	public @Nullable ChangeDescriptor remove(@Selector String kind,
			@Selector(match = Match.ALL_REMAINING) String... name) {
		return remove(kind, String.join("/", name), Caller.BEAN);
	}

	@Nullable ChangeDescriptor remove(String kind, String name, Caller caller) {
		return Optional.ofNullable(KINDS.get(kind))
			.flatMap((known) -> this.changes.remove(known, name, caller))
			.orElse(null);
	}

	/**
	 * Say what is not there, for the body of a 404.
	 */
	static String notFound(String kind, @Nullable String name) {
		SyncKind known = KINDS.get(kind);
		if (known == null || name == null) {
			return "There is no such kind: it is one of " + String.join(", ", KINDS.keySet());
		}
		return known.describe(name) + " does not exist, and was not created by this request";
	}

	static int inRange(String parameter, @Nullable Integer value, int ifAbsent, int from, int to) {
		int effective = (value != null) ? value : ifAbsent;
		if (effective < from || effective > to) {
			throw new InvalidEndpointRequestException("%s is %d".formatted(parameter, effective),
					"'%s' must be from %d to %d".formatted(parameter, from, to));
		}
		return effective;
	}

	static String pathOf(SyncKind kind) {
		return switch (kind) {
			case ATOMIC -> "atomics";
			case SHARED -> "shareds";
			case WAIT_GROUP -> "waitGroups";
			case QUEUE -> "queues";
		};
	}

	/**
	 * The overview.
	 *
	 * @param engine the engine that makes primitives for which no other is declared
	 * @param engines all engines
	 * @param totals how many primitives exist, by kind
	 * @param first the first primitives in the order of their names, by kind
	 */
	public record SyncDescriptor(String engine, List<EngineDescriptor> engines, Map<String, Integer> totals,
			Map<String, List<PrimitiveDescriptor>> first) implements OperationResponseBody {

	}

	/**
	 * A page of the primitives of a kind.
	 *
	 * @param total how many primitives of the kind exist, whatever the filter
	 * @param offset how many matching primitives come before this page
	 * @param limit how many it shows at most
	 * @param hasMore whether more match
	 * @param items the primitives
	 */
	public record PageDescriptor(int total, int offset, int limit, boolean hasMore,
			List<PrimitiveDescriptor> items) implements OperationResponseBody {

	}

}
