/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

/**
 * Unused space between the header of an object and the {@code long} fields of a subclass,
 * one cache line wide. {@link Padding} takes three times as much, which is too much for
 * what there may be a million of.
 */
abstract class HeaderDistance {

	long p00;

	long p01;

	long p02;

	long p03;

	long p04;

	long p05;

	long p06;

}
