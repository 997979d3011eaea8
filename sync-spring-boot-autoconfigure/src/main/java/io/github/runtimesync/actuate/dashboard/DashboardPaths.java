/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate.dashboard;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

/**
 * Where things are, as relative addresses: those hold behind every context path, base
 * path and proxy. Endpoints may be mapped to paths of several segments.
 */
class DashboardPaths {

	private static final EndpointId DASHBOARD = EndpointId.of("syncdashboard");

	static final EndpointId SYNC = EndpointId.of("sync");

	static final EndpointId LISTENERS = EndpointId.of("synclisteners");

	/**
	 * Asked late, since it finds out about all endpoints, the dashboard included.
	 */
	private final Supplier<@Nullable PathMappedEndpoints> endpoints;

	DashboardPaths(Supplier<@Nullable PathMappedEndpoints> endpoints) {
		this.endpoints = endpoints;
	}

	/**
	 * Return the dashboard's folder as seen from its address without a slash at the end.
	 */
	String fromPage() {
		String[] segments = StringUtils.tokenizeToStringArray(rootPath(DASHBOARD).orElse(DASHBOARD.toString()), "/");
		return "./" + encoded(segments[segments.length - 1]) + "/";
	}

	/**
	 * Return the path to an endpoint from the dashboard's folder, {@code null} if it is
	 * not exposed.
	 */
	@Nullable String to(EndpointId endpoint) {
		int depth = StringUtils.countOccurrencesOf(trimmed(rootPath(DASHBOARD).orElse(DASHBOARD.toString())), "/");
		return rootPath(endpoint).map((path) -> "../".repeat(depth + 1) + encoded(trimmed(path))).orElse(null);
	}

	private Optional<String> rootPath(EndpointId id) {
		return Optional.ofNullable(this.endpoints.get()).map((endpoints) -> endpoints.getRootPath(id));
	}

	private static String encoded(String path) {
		return UriUtils.encodePath(path, StandardCharsets.UTF_8);
	}

	private static String trimmed(String path) {
		return StringUtils.trimTrailingCharacter(StringUtils.trimLeadingCharacter(path, '/'), '/');
	}

}
