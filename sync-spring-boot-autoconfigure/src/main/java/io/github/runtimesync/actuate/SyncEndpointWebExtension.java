/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

import io.github.runtimesync.SyncException;
import io.github.runtimesync.actuate.SyncEndpoint.PageDescriptor;
import io.github.runtimesync.actuate.SyncEndpoint.SyncDescriptor;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} for the {@link SyncEndpoint}: shows
 * values to those who may see them.
 */
@EndpointWebExtension(endpoint = SyncEndpoint.class)
public class SyncEndpointWebExtension {

	private final SyncEndpoint delegate;

	private final Show showValues;

	private final Set<String> roles;

	/**
	 * Create an extension.
	 * @param delegate the endpoint
	 * @param showValues when to show values
	 * @param roles who is authorized to see them; empty for every authenticated user
	 */
	public SyncEndpointWebExtension(SyncEndpoint delegate, Show showValues, Set<String> roles) {
		this.delegate = delegate;
		this.showValues = showValues;
		this.roles = roles;
	}

	/**
	 * Show how many primitives exist, and the first of each kind.
	 * @param securityContext who asks
	 * @return the overview
	 */
	@ReadOperation
	public SyncDescriptor overview(SecurityContext securityContext) {
		return this.delegate.overview(isShown(securityContext));
	}

	/**
	 * Show a page of the primitives of a kind.
	 * @param securityContext who asks
	 * @param kind the kind
	 * @param name the names to show, with {@code *} for any number of characters
	 * @param after the last name of the page before, in place of an offset
	 * @param offset how many to skip
	 * @param limit how many to show at most
	 * @return the page, 404 if there is no such kind, 400 if a parameter is out of range
	 */
	@ReadOperation
	public WebEndpointResponse<?> page(SecurityContext securityContext, @Selector String kind, @Nullable String name,
			@Nullable String after, @Nullable Integer offset, @Nullable Integer limit) {
		try {
			PageDescriptor page = this.delegate.page(kind, name, after, offset, limit, isShown(securityContext));
			return found(page, kind, null);
		}
		catch (InvalidEndpointRequestException ex) {
			return ProblemDescriptor.badRequest(String.valueOf(ex.getReason()));
		}
	}

	/**
	 * Show one primitive.
	 * @param securityContext who asks
	 * @param kind the kind
	 * @param name its name, by path segment
	 * @return the primitive, 404 if there is none
	 */
	@ReadOperation
	public WebEndpointResponse<?> primitive(SecurityContext securityContext, @Selector String kind,
			@Selector(match = Match.ALL_REMAINING) String... name) {
		String joined = nameOf(kind, name);
		return found(this.delegate.primitive(kind, joined, isShown(securityContext)), kind, joined);
	}

	/**
	 * Change one primitive.
	 * @param securityContext who asks
	 * @param kind the kind
	 * @param name its name, by path segment
	 * @param action what to do with a queue
	 * @param value the new value of a counter or a shared variable
	 * @return what was done, 404 if there is no such primitive, 400 if it makes no sense,
	 * 409 if the engine refuses it, 503 if the engine cannot be reached
	 */
	@WriteOperation
	public WebEndpointResponse<?> change(SecurityContext securityContext, @Selector String kind,
			@Selector(match = Match.ALL_REMAINING) String[] name, @Nullable String action, @Nullable String value) {
		String joined = nameOf(kind, name);
		if (joined.isEmpty()) {
			return ProblemDescriptor.nameRequired();
		}
		Caller caller = Caller.of(securityContext);
		return changed(kind, joined, () -> this.delegate.change(kind, joined, action, value, caller));
	}

	/**
	 * Remove one primitive.
	 * @param securityContext who asks
	 * @param kind the kind
	 * @param name its name, by path segment
	 * @return what was done, 404 if there is no such primitive, 409 if the engine refuses
	 * it, 503 if the engine cannot be reached
	 */
	@DeleteOperation
	public WebEndpointResponse<?> remove(SecurityContext securityContext, @Selector String kind,
			@Selector(match = Match.ALL_REMAINING) String... name) {
		String joined = nameOf(kind, name);
		if (joined.isEmpty()) {
			return ProblemDescriptor.nameRequired();
		}
		Caller caller = Caller.of(securityContext);
		return changed(kind, joined, () -> this.delegate.remove(kind, joined, caller));
	}

	private static WebEndpointResponse<?> changed(String kind, String name,
			Supplier<@Nullable ChangeDescriptor> change) {
		try {
			return found(change.get(), kind, name);
		}
		catch (InvalidEndpointRequestException ex) {
			return ProblemDescriptor.badRequest(String.valueOf(ex.getReason()));
		}
		catch (IllegalArgumentException ex) {
			return ProblemDescriptor.badRequest(String.valueOf(ex.getMessage()));
		}
		catch (SyncException ex) {
			return ProblemDescriptor.failed(ex);
		}
	}

	/**
	 * Make a name of the path segments that follow the kind.
	 */
	String nameOf(String kind, String[] segments) {
		return String.join("/", segments);
	}

	private static WebEndpointResponse<?> found(@Nullable Object body, String kind, @Nullable String name) {
		return (body != null) ? new WebEndpointResponse<>(body)
				: ProblemDescriptor.notFound(SyncEndpoint.notFound(kind, name));
	}

	private boolean isShown(SecurityContext securityContext) {
		return this.showValues.isShown(securityContext, this.roles);
	}

}
