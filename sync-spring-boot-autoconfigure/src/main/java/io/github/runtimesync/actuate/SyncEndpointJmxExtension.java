/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.jmx.annotation.EndpointJmxExtension;

/**
 * {@link EndpointJmxExtension @EndpointJmxExtension} for the {@link SyncEndpoint}: takes
 * a name as one string, since there are no path segments. Values are masked.
 */
@EndpointJmxExtension(endpoint = SyncEndpoint.class)
public class SyncEndpointJmxExtension {

	private final SyncEndpoint delegate;

	/**
	 * Create an extension.
	 * @param delegate the endpoint
	 */
	public SyncEndpointJmxExtension(SyncEndpoint delegate) {
		this.delegate = delegate;
	}

	/**
	 * Show one primitive.
	 * @param kind the kind
	 * @param name its name
	 * @return the primitive, {@code null} if there is none
	 */
	@ReadOperation
	public @Nullable PrimitiveDescriptor primitive(@Selector String kind, @Selector String name) {
		return this.delegate.primitive(kind, name, false);
	}

	/**
	 * Change one primitive.
	 * @param kind the kind
	 * @param name its name
	 * @param action what to do with a queue
	 * @param value the new value of a counter or a shared variable
	 * @return what was done, {@code null} if there is no such primitive
	 */
	@WriteOperation
	public @Nullable ChangeDescriptor change(@Selector String kind, @Selector String name, @Nullable String action,
			@Nullable String value) {
		return this.delegate.change(kind, name, action, value, Caller.JMX);
	}

	/**
	 * Remove one primitive.
	 * @param kind the kind
	 * @param name its name
	 * @return what was done, {@code null} if there is no such primitive
	 */
	@DeleteOperation
	public @Nullable ChangeDescriptor remove(@Selector String kind, @Selector String name) {
		return this.delegate.remove(kind, name, Caller.JMX);
	}

}
