/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Runs scripts: all that the engine asks of a client library.
 */
interface ScriptClient extends AutoCloseable {

	/**
	 * Run a script, which returns a table. Never blocks and never throws.
	 * @param script the script
	 * @param keys its keys, the first of which decides about the node of a cluster
	 * @param args its arguments
	 * @return the elements of the table as byte arrays and {@code Long}s; completes on a
	 * thread that must not be blocked. Cancelling it withdraws a script that was not sent
	 * yet.
	 */
	CompletableFuture<List<Object>> run(Script script, byte[][] keys, byte[][] args);

	/**
	 * Give back what belongs to this client alone.
	 */
	@Override
	void close();

}
