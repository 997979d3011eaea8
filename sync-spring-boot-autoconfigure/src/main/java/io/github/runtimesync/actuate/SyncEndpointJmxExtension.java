/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
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

}
