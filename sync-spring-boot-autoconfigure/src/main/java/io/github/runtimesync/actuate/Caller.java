/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.security.Principal;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;

/**
 * Who changes something, and over what.
 *
 * @param name the name of the principal
 * @param source {@code http}, {@code jmx} or {@code endpoint} for a call of the bean
 */
record Caller(String name, String source) {

	static final Caller JMX = new Caller(null, "jmx");

	static final Caller BEAN = new Caller(null, "endpoint");

	private static final String ANONYMOUS = "anonymous";

	Caller(@Nullable String name, String source) {
		this.name = (name != null) ? name : ANONYMOUS;
		this.source = source;
	}

	static Caller of(SecurityContext securityContext) {
		Principal principal = securityContext.getPrincipal();
		return new Caller((principal != null) ? principal.getName() : null, "http");
	}

	/**
	 * Describe the caller for a log line, which a name must not be able to end.
	 */
	@Override
	public String toString() {
		return "\"%s\" over %s".formatted(this.name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}\"\\\\]", "?"), this.source);
	}

}
