/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What the in-JVM primitives promise about memory: jcstress runs the two sides on real
 * processors, in every combination of interpreter and compilers, and counts the outcomes.
 */
package io.github.runtimesync.jcstress;
