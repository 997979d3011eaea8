/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate.dashboard;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;

import io.github.runtimesync.actuate.dashboard.DashboardSettings.CsrfHeader;
import io.github.runtimesync.actuate.dashboard.DashboardSettings.ListenersSettings;

/**
 * {@link WebEndpoint @WebEndpoint} that answers with a page to watch and steer the
 * primitives. It only delivers the page: what the page shows and does goes through the
 * {@code sync} and {@code synclisteners} endpoints, under the access rules of those.
 */
@WebEndpoint(id = "syncdashboard", defaultAccess = Access.READ_ONLY)
public class SyncDashboardEndpoint {

	static final String SETTINGS = "settings";

	private static final MimeType JSON = new MimeType("application", "json");

	private final DashboardFiles files = new DashboardFiles();

	private final DashboardPaths paths;

	private final EndpointAccessResolver accessResolver;

	private final Supplier<@Nullable CsrfHeader> csrf;

	/**
	 * Create an endpoint.
	 * @param endpoints where the endpoints of the application are
	 * @param accessResolver what they allow
	 * @param csrf the token of the current request
	 */
	public SyncDashboardEndpoint(Supplier<@Nullable PathMappedEndpoints> endpoints,
			EndpointAccessResolver accessResolver, Supplier<@Nullable CsrfHeader> csrf) {
		this.paths = new DashboardPaths(endpoints);
		this.accessResolver = accessResolver;
		this.csrf = csrf;
	}

	/**
	 * Deliver the page.
	 * @return the page
	 */
	@ReadOperation(produces = "text/html")
	public WebEndpointResponse<String> page() {
		return page(this.paths.fromPage());
	}

	/**
	 * Deliver a file of the page, the settings, or the page itself if its address ends
	 * with a slash.
	 * @param path the name of the file, {@code settings} or nothing
	 * @return the file, 404 if there is none of this name
	 */
	@ReadOperation(produces = { "text/css", "text/javascript", "text/html", "image/svg+xml", "application/json" })
	public WebEndpointResponse<?> file(@Selector(match = Match.ALL_REMAINING) String... path) {
		String name = String.join("/", path);
		if (name.equals(SETTINGS)) {
			return settings(this.csrf.get());
		}
		if (name.isEmpty()) {
			return page("./");
		}
		Resource file = this.files.file(name);
		return (file != null) ? new WebEndpointResponse<>(file, this.files.type(name))
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	WebEndpointResponse<DashboardSettings> settings(@Nullable CsrfHeader csrf) {
		ListenersSettings listeners = ListenersSettings.of(this.paths.to(DashboardPaths.LISTENERS),
				access(DashboardPaths.LISTENERS));
		return new WebEndpointResponse<>(
				DashboardSettings.of(this.paths.to(DashboardPaths.SYNC), access(DashboardPaths.SYNC), listeners, csrf),
				JSON);
	}

	private Access access(EndpointId endpoint) {
		return this.accessResolver.accessFor(endpoint, Access.READ_ONLY);
	}

	private WebEndpointResponse<String> page(String base) {
		return new WebEndpointResponse<>(this.files.page(base), DashboardFiles.HTML);
	}

}
