/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What is the same whatever stores the primitives: the one registry with identity,
 * strictness, limits, paging and events, and the interfaces that an engine implements. An
 * engine only makes primitives.
 */
@NullMarked
package io.github.runtimesync.engine;

import org.jspecify.annotations.NullMarked;
