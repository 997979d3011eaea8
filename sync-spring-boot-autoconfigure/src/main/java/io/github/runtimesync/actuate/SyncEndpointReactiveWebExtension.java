/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.util.Arrays;
import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} for the {@link SyncEndpoint} in a
 * reactive application. There Boot counts the kind among the path segments that remain
 * for the name.
 */
@EndpointWebExtension(endpoint = SyncEndpoint.class)
public class SyncEndpointReactiveWebExtension extends SyncEndpointWebExtension {

	/**
	 * Create an extension.
	 * @param delegate the endpoint
	 * @param showValues when to show values
	 * @param roles who is authorized to see them; empty for every authenticated user
	 */
	public SyncEndpointReactiveWebExtension(SyncEndpoint delegate, Show showValues, Set<String> roles) {
		super(delegate, showValues, roles);
	}

	@Override
	String nameOf(String kind, String[] segments) {
		boolean repeated = segments.length > 0 && segments[0].equals(kind);
		return super.nameOf(kind, repeated ? Arrays.copyOfRange(segments, 1, segments.length) : segments);
	}

}
