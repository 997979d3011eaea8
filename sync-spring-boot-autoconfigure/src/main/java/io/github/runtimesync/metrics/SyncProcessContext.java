/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.util.List;
import java.util.Map;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.CallObserver.Consequence;
import io.github.runtimesync.engine.Envelope;

/**
 * What is known of a listener's call while it is observed.
 */
public class SyncProcessContext extends ReceiverContext<Map<String, String>> {

	private final String listener;

	private final String queue;

	private final int attempt;

	private final List<Envelope<?>> envelopes;

	private final boolean linked;

	private boolean ended;

	private @Nullable Consequence consequence;

	/**
	 * Create a context.
	 * @param listener the id of the listener
	 * @param queue the name of the queue
	 * @param attempt which attempt this is, from 1
	 * @param envelopes what came with the items
	 * @param linked whether the call has a trace of its own, linked to those of the puts;
	 * it goes on with the trace of the only put otherwise
	 */
	SyncProcessContext(String listener, String queue, int attempt, List<Envelope<?>> envelopes, boolean linked) {
		super(Map::get, Kind.CONSUMER);
		this.listener = listener;
		this.queue = queue;
		this.attempt = attempt;
		this.envelopes = envelopes;
		this.linked = linked;
		setCarrier((linked || envelopes.isEmpty()) ? Map.of() : envelopes.get(0).headers());
	}

	/**
	 * Return the listener.
	 * @return its id
	 */
	public String getListener() {
		return this.listener;
	}

	/**
	 * Return the queue.
	 * @return its name
	 */
	public String getQueue() {
		return this.queue;
	}

	/**
	 * Return which attempt this is.
	 * @return a number from 1
	 */
	public int getAttempt() {
		return this.attempt;
	}

	/**
	 * Return what came with the items.
	 * @return the envelopes of those that have one
	 */
	public List<Envelope<?>> getEnvelopes() {
		return this.envelopes;
	}

	/**
	 * Return whether the call has a trace of its own, linked to those of the puts.
	 * @return whether it is linked
	 */
	public boolean isLinked() {
		return this.linked;
	}

	/**
	 * Return whether the call is over.
	 * @return whether it is over
	 */
	public boolean isEnded() {
		return this.ended;
	}

	/**
	 * Return what becomes of items whose call failed.
	 * @return what becomes of them, {@code null} if the call has not failed
	 */
	public @Nullable Consequence getConsequence() {
		return this.consequence;
	}

	void failed(Consequence newConsequence) {
		this.consequence = newConsequence;
	}

	void end() {
		this.ended = true;
	}

}
