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
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

import io.github.runtimesync.SyncException;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} for the
 * {@link SyncListenersEndpoint}: shows items to those who may see them. An id may hold
 * slashes, as the name of a queue may, so what follows it in the path is found from the
 * end.
 */
@EndpointWebExtension(endpoint = SyncListenersEndpoint.class)
public class SyncListenersEndpointWebExtension {

	private static final String DEAD_LETTERS = "/deadLetters";

	private final SyncListenersEndpoint delegate;

	private final Show showValues;

	private final Set<String> roles;

	/**
	 * Create an extension.
	 * @param delegate the endpoint
	 * @param showValues when to show the items of dead letters
	 * @param roles who is authorized to see them; empty for every authenticated user
	 */
	public SyncListenersEndpointWebExtension(SyncListenersEndpoint delegate, Show showValues, Set<String> roles) {
		this.delegate = delegate;
		this.showValues = showValues;
		this.roles = roles;
	}

	/**
	 * Show one listener, or a page of its dead letters.
	 * @param securityContext who asks
	 * @param path the id, for the dead letters followed by {@code deadLetters}
	 * @param offset how many dead letters to skip
	 * @param limit how many to show at most
	 * @return the listener or the letters, 404 if there is no such listener, 400 if a
	 * parameter is out of range, 503 if the engine cannot be reached
	 */
	@ReadOperation
	public WebEndpointResponse<?> listener(SecurityContext securityContext,
			@Selector(match = Match.ALL_REMAINING) String[] path, @Nullable Integer offset, @Nullable Integer limit) {
		String id = String.join("/", path);
		if (!isDeadLetters(id)) {
			return answer(id, null, () -> this.delegate.listener(id));
		}
		boolean shown = this.showValues.isShown(securityContext, this.roles);
		String of = id.substring(0, id.length() - DEAD_LETTERS.length());
		return answer(of, null, () -> this.delegate.deadLetters(of, offset, limit, shown));
	}

	/**
	 * Change a listener.
	 * @param securityContext who asks
	 * @param path its id
	 * @param action {@code start}, {@code stop}, {@code pause}, {@code resume} or
	 * {@code replay}
	 * @param concurrency the new number of workers, in place of an action
	 * @param deadLetter the letter to replay, all if not given
	 * @return what was done, 404 if there is no such listener or dead letter, 400 if it
	 * makes no sense, 409 if it is impossible now, 503 if the engine cannot be reached
	 */
	@WriteOperation
	public WebEndpointResponse<?> change(SecurityContext securityContext,
			@Selector(match = Match.ALL_REMAINING) String[] path, @Nullable String action, @Nullable String concurrency,
			@Nullable String deadLetter) {
		String id = String.join("/", path);
		if (id.isEmpty() || isDeadLetters(id)) {
			return ProblemDescriptor.methodNotAllowed(
					"Only a single listener can be changed: name it in the path, and what to do in the body");
		}
		Caller caller = Caller.of(securityContext);
		return answer(id, deadLetter, () -> this.delegate.change(id, action, concurrency, deadLetter, caller));
	}

	/**
	 * Find out what a path means. A listener whose id ends like that wins.
	 */
	private boolean isDeadLetters(String path) {
		return path.endsWith(DEAD_LETTERS) && !this.delegate.exists(path);
	}

	private WebEndpointResponse<?> answer(String id, @Nullable String letter, Supplier<@Nullable Object> operation) {
		try {
			Object body = operation.get();
			return (body != null) ? new WebEndpointResponse<>(body) : ProblemDescriptor.notFound(notFound(id, letter));
		}
		catch (InvalidEndpointRequestException ex) {
			return ProblemDescriptor.badRequest(String.valueOf(ex.getReason()));
		}
		catch (SyncException ex) {
			return ProblemDescriptor.failed(ex);
		}
	}

	private String notFound(String id, @Nullable String letter) {
		String listener = ListenerChanges.describe(id);
		return (letter != null && this.delegate.exists(id)) ? listener + " has no dead letter with this id"
				: listener + " does not exist";
	}

}
