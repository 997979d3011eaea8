/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate.dashboard;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

import io.github.runtimesync.actuate.dashboard.DashboardSettings.CsrfHeader;

/**
 * Finds the token that Spring Security attaches to a servlet request. Reading it makes
 * Spring Security remember it, in the session or a cookie.
 */
public class ServletCsrf implements Supplier<@Nullable CsrfHeader> {

	@Override
	public @Nullable CsrfHeader get() {
		RequestAttributes request = RequestContextHolder.getRequestAttributes();
		return (request != null && request.getAttribute(CsrfToken.class.getName(),
				RequestAttributes.SCOPE_REQUEST) instanceof CsrfToken token)
						? new CsrfHeader(token.getHeaderName(), token.getToken()) : null;
	}

}
