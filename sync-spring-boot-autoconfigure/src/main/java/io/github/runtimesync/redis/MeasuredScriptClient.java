/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Counts the scripts that go to another client, and how they are answered.
 */
final class MeasuredScriptClient implements ScriptClient {

	private final ScriptClient delegate;

	private final Figures figures;

	private final ResendPolicy policy;

	/**
	 * Create a client.
	 * @param delegate runs the scripts
	 * @param figures where to count
	 * @param policy tells an answer of Redis from a failure that may pass
	 */
	MeasuredScriptClient(ScriptClient delegate, Figures figures, ResendPolicy policy) {
		this.delegate = delegate;
		this.figures = figures;
		this.policy = policy;
	}

	@Override
	public CompletableFuture<List<Object>> run(Script script, byte[][] keys, byte[][] args) {
		this.figures.sent();
		long start = System.nanoTime();
		CompletableFuture<List<Object>> reply = this.delegate.run(script, keys, args);
		reply.whenComplete((result, thrown) -> {
			if (thrown == null || this.policy.isAnswer(thrown)) {
				this.figures.answered(System.nanoTime() - start);
			}
			else {
				this.figures.failed(thrown);
			}
		});
		return reply;
	}

	@Override
	public void close() {
		this.delegate.close();
	}

}
