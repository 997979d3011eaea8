/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.context.ApplicationEventPublisher;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.listener.DeadLetter;
import io.github.runtimesync.listener.SyncListener;
import io.github.runtimesync.listener.SyncListenerContainer;
import io.github.runtimesync.listener.SyncListenerRegistry;

/**
 * {@link Endpoint @Endpoint} to look at {@link SyncListener listeners} and their dead
 * letters and, where the application allows it, to start, stop, pause, resume and scale
 * them, and to replay dead letters. Looking blocks nobody; dead letters are read from
 * their queue, whose engine may have to be waited for.
 * <p>
 * The operations on a single listener are those of the extensions for HTTP and JMX, which
 * name it in different ways.
 */
@Endpoint(id = "synclisteners", defaultAccess = Access.READ_ONLY)
public class SyncListenersEndpoint {

	private final SyncListenerRegistry listeners;

	private final DescriptorFactory descriptors;

	private final ListenerChanges changes;

	private final ListenerChangeReport report;

	/**
	 * Create an endpoint.
	 * @param listeners the listeners to look at and to change
	 * @param registry has their queues
	 * @param sanitizingFunctions mask items even for those who may see values
	 * @param events where an audit event is published for each change
	 */
	public SyncListenersEndpoint(SyncListenerRegistry listeners, SyncRegistry registry,
			Iterable<SanitizingFunction> sanitizingFunctions, ApplicationEventPublisher events) {
		this.listeners = listeners;
		this.descriptors = new DescriptorFactory(sanitizingFunctions, (snapshot) -> true);
		this.changes = new ListenerChanges(listeners, registry);
		this.report = new ListenerChangeReport(events);
	}

	/**
	 * Show all listeners.
	 * @return the listeners in the order of their ids
	 */
	@ReadOperation
	public ListenersDescriptor listeners() {
		return new ListenersDescriptor(this.listeners.getContainers().stream().map(this::describe).toList());
	}

	@Nullable ListenerDescriptor listener(String id) {
		SyncListenerContainer container = this.listeners.getContainer(id);
		return (container != null) ? describe(container) : null;
	}

	@Nullable DeadLettersDescriptor deadLetters(String id, @Nullable Integer offset, @Nullable Integer limit,
			boolean showValues) {
		if (!exists(id)) {
			return null;
		}
		int skipped = SyncEndpoint.inRange("offset", offset, 0, 0, Integer.MAX_VALUE);
		int size = SyncEndpoint.inRange("limit", limit, SyncEndpoint.DEFAULT_LIMIT, 1, SyncEndpoint.MAX_LIMIT);
		List<DeadLetter<?>> found = this.listeners.deadLetters(id).skip(skipped).limit(size + 1L).toList();
		return new DeadLettersDescriptor(skipped, size, found.size() > size,
				found.stream().limit(size).map((letter) -> describe(letter, showValues)).toList());
	}

	/**
	 * Change a listener.
	 * @return what was done, {@code null} if there is no such listener or dead letter
	 */
	@Nullable ListenerChangeDescriptor change(String id, @Nullable String action, @Nullable String concurrency,
			@Nullable String deadLetter, Caller caller) {
		return Optional.ofNullable(this.listeners.getContainer(id))
			.flatMap((container) -> this.changes.apply(container, action, concurrency, deadLetter))
			.map((change) -> this.report.changed(change, caller))
			.orElse(null);
	}

	boolean exists(String id) {
		return this.listeners.getContainer(id) != null;
	}

	private ListenerDescriptor describe(SyncListenerContainer container) {
		return ListenerDescriptor.of(container.snapshot(), this.changes.deadLetters(container));
	}

	private DeadLetterDescriptor describe(DeadLetter<?> letter, boolean showValues) {
		return DeadLetterDescriptor.of(letter, this.descriptors.value(letter.queue(),
				(letter.raw() != null) ? letter.raw() : letter.item(), showValues));
	}

	/**
	 * All listeners.
	 *
	 * @param listeners the listeners in the order of their ids
	 */
	public record ListenersDescriptor(List<ListenerDescriptor> listeners) implements OperationResponseBody {

	}

	/**
	 * A page of the dead letters of a listener.
	 *
	 * @param offset how many come before this page
	 * @param limit how many it shows at most
	 * @param hasMore whether there are more
	 * @param items the letters, the oldest first
	 */
	public record DeadLettersDescriptor(int offset, int limit, boolean hasMore,
			List<DeadLetterDescriptor> items) implements OperationResponseBody {

	}

}
