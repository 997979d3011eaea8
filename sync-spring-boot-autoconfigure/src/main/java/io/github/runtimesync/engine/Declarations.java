/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncKind;

/**
 * The primitives that the configuration declares. They exist from the start, and are
 * created as declared again when they are asked for after a removal.
 *
 * @param atomics initial values by name
 * @param shareds declared shared variables by name
 * @param waitGroups names
 * @param queues declared queues by name
 * @param engines names of engines by kind and name, for those that the registry's default
 * engine does not make
 */
public record Declarations(Map<String, Long> atomics, Map<String, Shared> shareds, Set<String> waitGroups,
		Map<String, Queue> queues, Map<SyncKind, Map<String, String>> engines) {

	/**
	 * Nothing is declared.
	 */
	public static final Declarations NONE = new Declarations(Map.of(), Map.of(), Set.of(), Map.of());

	/**
	 * Create declarations that nobody can change.
	 */
	public Declarations {
		atomics = Map.copyOf(atomics);
		shareds = Map.copyOf(shareds);
		waitGroups = Set.copyOf(waitGroups);
		queues = Map.copyOf(queues);
		Map<SyncKind, Map<String, String>> copies = new EnumMap<>(SyncKind.class);
		engines.forEach((kind, byName) -> copies.put(kind, Map.copyOf(byName)));
		engines = Map.copyOf(copies);
	}

	/**
	 * Create declarations that nobody can change, all for the default engine.
	 * @param atomics initial values by name
	 * @param shareds declared shared variables by name
	 * @param waitGroups names
	 * @param queues declared queues by name
	 */
	public Declarations(Map<String, Long> atomics, Map<String, Shared> shareds, Set<String> waitGroups,
			Map<String, Queue> queues) {
		this(atomics, shareds, waitGroups, queues, Map.of());
	}

	/**
	 * Return the names that are declared for a kind.
	 * @param kind the kind
	 * @return the names, in no particular order
	 */
	Set<String> names(SyncKind kind) {
		return switch (kind) {
			case ATOMIC -> this.atomics.keySet();
			case SHARED -> this.shareds.keySet();
			case WAIT_GROUP -> this.waitGroups;
			case QUEUE -> this.queues.keySet();
		};
	}

	/**
	 * Return the engine that is declared for a primitive.
	 * @param kind the kind
	 * @param name the name
	 * @return the name of the engine, {@code null} for the default one
	 */
	@Nullable String engine(SyncKind kind, String name) {
		return this.engines.getOrDefault(kind, Map.of()).get(name);
	}

	/**
	 * Find the declared name that is most like another, for a message to somebody who
	 * mistyped it.
	 * @param kind the kind
	 * @param name a name that is not declared
	 * @return the closest name, empty if none is close
	 */
	Optional<String> closest(SyncKind kind, String name) {
		int tolerated = Math.max(2, name.length() / 3);
		return names(kind).stream()
			.filter((declared) -> distance(declared, name) <= tolerated)
			.min(Comparator.comparingInt((String declared) -> distance(declared, name))
				.thenComparing((declared) -> declared));
	}

	/**
	 * Levenshtein's distance: the number of characters to insert, delete or replace.
	 */
	private static int distance(String from, String to) {
		int[] row = IntStream.rangeClosed(0, to.length()).toArray();
		for (int i = 1; i <= from.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= to.length(); j++) {
				int replaced = diagonal + ((from.charAt(i - 1) != to.charAt(j - 1)) ? 1 : 0);
				diagonal = row[j];
				row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[to.length()];
	}

	/**
	 * A declared shared variable.
	 *
	 * @param type the type of its values, {@code null} if the first typed request decides
	 * @param initial its first value
	 */
	public record Shared(@Nullable Type type, @Nullable Object initial) {

	}

	/**
	 * A declared queue.
	 *
	 * @param type the type of its items, {@code null} if the first typed request decides
	 * @param maxSize its bound, 0 if unbounded
	 */
	public record Queue(@Nullable Type type, int maxSize) {

		static final Queue UNDECLARED = new Queue(null, 0);

	}

}
