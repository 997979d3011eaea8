/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.jmx.annotation.EndpointJmxExtension;

import io.github.runtimesync.actuate.SyncListenersEndpoint.DeadLettersDescriptor;

/**
 * {@link EndpointJmxExtension @EndpointJmxExtension} for the
 * {@link SyncListenersEndpoint}. Items are masked.
 */
@EndpointJmxExtension(endpoint = SyncListenersEndpoint.class)
public class SyncListenersEndpointJmxExtension {

	private final SyncListenersEndpoint delegate;

	/**
	 * Create an extension.
	 * @param delegate the endpoint
	 */
	public SyncListenersEndpointJmxExtension(SyncListenersEndpoint delegate) {
		this.delegate = delegate;
	}

	/**
	 * Show one listener.
	 * @param id its id
	 * @return the listener, {@code null} if there is none
	 */
	@ReadOperation
	public @Nullable ListenerDescriptor listener(@Selector String id) {
		return this.delegate.listener(id);
	}

	/**
	 * Show dead letters of a listener.
	 * @param id its id
	 * @param offset how many to skip
	 * @param limit how many to show at most
	 * @return the letters, {@code null} if there is no such listener
	 */
	@ReadOperation
	public @Nullable DeadLettersDescriptor deadLetters(@Selector String id, @Nullable Integer offset,
			@Nullable Integer limit) {
		return this.delegate.deadLetters(id, offset, limit, false);
	}

	/**
	 * Change a listener.
	 * @param id its id
	 * @param action {@code start}, {@code stop}, {@code pause}, {@code resume} or
	 * {@code replay}
	 * @param concurrency the new number of workers, in place of an action
	 * @param deadLetter the letter to replay, all if not given
	 * @return what was done, {@code null} if there is no such listener or dead letter
	 */
	@WriteOperation
	public @Nullable ListenerChangeDescriptor change(@Selector String id, @Nullable String action,
			@Nullable String concurrency, @Nullable String deadLetter) {
		return this.delegate.change(id, action, concurrency, deadLetter, Caller.JMX);
	}

}
