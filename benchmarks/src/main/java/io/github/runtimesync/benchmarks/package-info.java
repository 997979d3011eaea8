/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Our primitives beside those of the JDK and of JCTools. Benchmarks measure one subject;
 * {@link io.github.runtimesync.benchmarks.Comparison} runs subjects in turn and reports
 * ratios.
 */
package io.github.runtimesync.benchmarks;
