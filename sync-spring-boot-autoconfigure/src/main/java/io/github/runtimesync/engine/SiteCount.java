/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import org.jspecify.annotations.Nullable;

/**
 * How often a wait group was counted up and down from one place in its present round. A
 * {@code done} cannot be matched to an {@code add}; a task of {@code go} is counted up
 * and down at the place of its {@code go}, so that the difference is what still runs.
 *
 * @param call {@code add}, {@code done} or {@code go}, or {@code other} for all places
 * beyond the limit
 * @param callSite the place, {@code null} for {@code other}
 * @param added how much was added
 * @param done how much was counted down
 */
public record SiteCount(String call, @Nullable CallSite callSite, long added, long done) {

}
