/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;

/**
 * The table that a script returns. When a connection breaks in the middle of a reply,
 * Lettuce sends the command again and goes on with the same output, in which the first
 * half of the broken reply is. Since no script returns a table within a table, every
 * beginning of a table is a new beginning.
 */
final class LettuceReply extends CommandOutput<byte[], byte[], List<Object>> {

	LettuceReply() {
		super(ByteArrayCodec.INSTANCE, new ArrayList<>());
	}

	@Override
	public void multi(int count) {
		this.output = new ArrayList<>(Math.max(0, count));
	}

	@Override
	public void set(ByteBuffer bytes) {
		this.output.add(this.codec.decodeValue(bytes));
	}

	@Override
	public void set(long number) {
		this.output.add(number);
	}

}
