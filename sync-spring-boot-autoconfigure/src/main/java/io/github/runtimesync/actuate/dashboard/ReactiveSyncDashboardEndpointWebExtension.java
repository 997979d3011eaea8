/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate.dashboard;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.github.runtimesync.actuate.dashboard.DashboardSettings.CsrfHeader;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} for reactive applications with
 * Spring Security, which attaches the token to the exchange. Needs a
 * {@link ServerWebExchangeContextFilter}.
 */
@EndpointWebExtension(endpoint = SyncDashboardEndpoint.class)
public class ReactiveSyncDashboardEndpointWebExtension {

	private final SyncDashboardEndpoint delegate;

	/**
	 * Create an extension.
	 * @param delegate the endpoint
	 */
	public ReactiveSyncDashboardEndpointWebExtension(SyncDashboardEndpoint delegate) {
		this.delegate = delegate;
	}

	/**
	 * Deliver a file of the page, the settings, or the page itself if its address ends
	 * with a slash.
	 * @param path the name of the file, {@code settings} or nothing
	 * @return the file, 404 if there is none of this name
	 */
	@ReadOperation(produces = { "text/css", "text/javascript", "text/html", "image/svg+xml", "application/json" })
	public Mono<WebEndpointResponse<?>> file(@Selector(match = Match.ALL_REMAINING) String... path) {
		if (!String.join("/", path).equals(SyncDashboardEndpoint.SETTINGS)) {
			return Mono.fromSupplier(() -> this.delegate.file(path));
		}
		Mono<WebEndpointResponse<?>> withoutToken = Mono.fromSupplier(() -> this.delegate.settings(null));
		return csrf().<WebEndpointResponse<?>>map(this.delegate::settings).switchIfEmpty(withoutToken);
	}

	private static Mono<CsrfHeader> csrf() {
		return Mono.deferContextual((context) -> Mono.justOrEmpty(ServerWebExchangeContextFilter.getExchange(context)))
			.flatMap(ReactiveSyncDashboardEndpointWebExtension::token)
			.map((token) -> new CsrfHeader(token.getHeaderName(), token.getToken()));
	}

	private static Mono<CsrfToken> token(ServerWebExchange exchange) {
		return exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
	}

}
