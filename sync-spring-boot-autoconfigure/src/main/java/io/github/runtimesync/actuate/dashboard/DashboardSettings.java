/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate.dashboard;

import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the page has to know before it can ask for data.
 *
 * @param endpoint where the {@code sync} endpoint is, relative to the dashboard's own
 * address with a slash at its end; {@code null} if it is not exposed
 * @param access what the {@code sync} endpoint allows: {@code none}, {@code read-only} or
 * {@code unrestricted}
 * @param listeners the {@code synclisteners} endpoint, {@code null} if it is not exposed
 * @param csrf the token that has to go with each change, {@code null} if none is asked
 * for
 */
public record DashboardSettings(@Nullable String endpoint, String access, @Nullable ListenersSettings listeners,
		@Nullable CsrfHeader csrf) implements OperationResponseBody {

	static DashboardSettings of(@Nullable String endpoint, Access access, @Nullable ListenersSettings listeners,
			@Nullable CsrfHeader csrf) {
		return new DashboardSettings(endpoint, text(access), listeners, csrf);
	}

	private static String text(Access access) {
		return access.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * The endpoint of the listeners.
	 *
	 * @param endpoint where it is, as above
	 * @param access what it allows
	 */
	public record ListenersSettings(String endpoint, String access) {

		static @Nullable ListenersSettings of(@Nullable String endpoint, Access access) {
			return (endpoint != null) ? new ListenersSettings(endpoint, text(access)) : null;
		}

	}

	/**
	 * A token against cross-site request forgery.
	 *
	 * @param header the name of the header to send it in
	 * @param token its value
	 */
	public record CsrfHeader(String header, String token) {

	}

}
