/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncKind;

/**
 * How a registry creates primitives.
 *
 * @param limits how many primitives of a kind may exist; {@link #DEFAULT_LIMIT} for a
 * kind that is not listed
 * @param declarations the declared primitives
 * @param declaredOnly whether names that are not declared are refused
 * @param captureCallSites whether to note from where primitives are waited on and wait
 * groups counted, at a cost for each such call
 * @param putObserver is told of every put of every queue, {@code null} for nobody
 */
public record RegistrySettings(Map<SyncKind, Integer> limits, Declarations declarations, boolean declaredOnly,
		boolean captureCallSites, @Nullable PutObserver putObserver) {

	/**
	 * The limit for each kind unless another is set.
	 */
	public static final int DEFAULT_LIMIT = 100_000;

	/**
	 * Default limits, nothing declared, every name allowed.
	 */
	public static final RegistrySettings DEFAULT = new RegistrySettings(Map.of(), Declarations.NONE, false);

	/**
	 * Create settings that nobody can change.
	 */
	public RegistrySettings {
		Map<SyncKind, Integer> complete = new EnumMap<>(SyncKind.class);
		for (SyncKind kind : SyncKind.values()) {
			int limit = limits.getOrDefault(kind, DEFAULT_LIMIT);
			if (limit < 0) {
				throw new IllegalArgumentException(
						"sync.limits.%s must not be negative: %d".formatted(kind.propertyName(), limit));
			}
			complete.put(kind, limit);
		}
		limits = Map.copyOf(complete);
	}

	/**
	 * Create settings that nobody can change, without call sites.
	 * @param limits how many primitives of a kind may exist
	 * @param declarations the declared primitives
	 * @param declaredOnly whether names that are not declared are refused
	 */
	public RegistrySettings(Map<SyncKind, Integer> limits, Declarations declarations, boolean declaredOnly) {
		this(limits, declarations, declaredOnly, false);
	}

	/**
	 * Create settings that nobody can change, without an observer of puts.
	 * @param limits how many primitives of a kind may exist
	 * @param declarations the declared primitives
	 * @param declaredOnly whether names that are not declared are refused
	 * @param captureCallSites whether to note call sites
	 */
	public RegistrySettings(Map<SyncKind, Integer> limits, Declarations declarations, boolean declaredOnly,
			boolean captureCallSites) {
		this(limits, declarations, declaredOnly, captureCallSites, null);
	}

	/**
	 * Return these settings with an observer of puts.
	 * @param putObserver is told of every put of every queue, {@code null} for nobody
	 * @return the settings
	 */
	public RegistrySettings withPutObserver(@Nullable PutObserver putObserver) {
		return new RegistrySettings(this.limits, this.declarations, this.declaredOnly, this.captureCallSites,
				putObserver);
	}

	int limit(SyncKind kind) {
		return this.limits.getOrDefault(kind, DEFAULT_LIMIT);
	}

}
