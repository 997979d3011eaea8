/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.io.ByteArrayOutputStream;

/**
 * Collects bytes up to a limit, so that nobody builds the text of a huge value in memory
 * only to find that it is too large.
 */
final class BoundedOutput extends ByteArrayOutputStream {

	private static final int INITIAL_SIZE = 512;

	private final int limit;

	private boolean exceeded;

	BoundedOutput(int limit) {
		super(INITIAL_SIZE);
		this.limit = limit;
	}

	@Override
	public synchronized void write(int value) {
		checkRoom(1);
		super.write(value);
	}

	@Override
	public synchronized void write(byte[] source, int offset, int length) {
		checkRoom(length);
		super.write(source, offset, length);
	}

	private void checkRoom(int length) {
		if (this.exceeded || length > this.limit - size()) {
			this.exceeded = true;
			throw new IllegalStateException("More than " + this.limit + " bytes");
		}
	}

	/**
	 * Return whether somebody wanted to write more than is allowed.
	 */
	boolean isExceeded() {
		return this.exceeded;
	}

}
