/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

/**
 * Unused space in front of the fields of a subclass, so that what one thread writes all
 * the time does not share a cache line with what another one does. Two lines wide, since
 * processors fetch lines in pairs. The {@code int} fills the gap behind the object
 * header, which a field of the subclass would get otherwise.
 */
abstract class Padding {

	int p00;

	long p01;

	long p02;

	long p03;

	long p04;

	long p05;

	long p06;

	long p07;

	long p08;

	long p09;

	long p10;

	long p11;

	long p12;

	long p13;

	long p14;

	long p15;

}
