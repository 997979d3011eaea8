/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.List;
import java.util.function.Consumer;

import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.listener.ListenerTarget.Kind;

/**
 * What listens to a queue: a method with {@link SyncListener}, or an action that a
 * program registers itself. <pre class="code">
 * listeners.register(SyncListenerEndpoint.forItems("mailer", "mails", Mail.class, this::send));
 * </pre>
 */
public final class SyncListenerEndpoint {

	private final String id;

	private final String queue;

	private final SyncListenerOptions options;

	private final ListenerTarget target;

	private final String description;

	SyncListenerEndpoint(String id, String queue, SyncListenerOptions options, ListenerTarget target,
			String description) {
		Assert.hasText(id, "'id' must not be empty");
		Assert.hasText(queue, "'queue' must not be empty");
		this.id = id;
		this.queue = queue;
		this.options = options;
		this.target = target;
		this.description = description;
	}

	/**
	 * Have an action called with each item.
	 * @param id the id of the container
	 * @param queue the name of the queue
	 * @param type the type of the items
	 * @param action what to do with an item
	 * @param <T> the type of the items
	 * @return the endpoint
	 * @throws IllegalArgumentException if the id or the name of the queue is empty
	 */
	public static <T> SyncListenerEndpoint forItems(String id, String queue, Class<T> type,
			Consumer<? super T> action) {
		return of(id, queue, Kind.ITEM, type, (item) -> action.accept(type.cast(item)));
	}

	/**
	 * Create an endpoint that takes items with what is known of their delivery.
	 * @param id the id
	 * @param queue the queue
	 * @param type the type of the items
	 * @param action what is done with an item
	 * @param <T> the type of the items
	 * @return the endpoint
	 * @throws IllegalArgumentException if the id or the name of the queue is empty
	 */
	@SuppressWarnings("unchecked")
	public static <T> SyncListenerEndpoint forMessages(String id, String queue, Class<T> type,
			Consumer<? super SyncMessage<T>> action) {
		return of(id, queue, Kind.MESSAGE, type, (message) -> action.accept((SyncMessage<T>) message));
	}

	/**
	 * Have an action called with batches.
	 * @param id the id of the container
	 * @param queue the name of the queue
	 * @param type the type of the items
	 * @param action what to do with a batch
	 * @param <T> the type of the items
	 * @return the endpoint
	 * @throws IllegalArgumentException if the id or the name of the queue is empty
	 */
	@SuppressWarnings("unchecked")
	public static <T> SyncListenerEndpoint forBatches(String id, String queue, Class<T> type,
			Consumer<? super List<T>> action) {
		return of(id, queue, Kind.ITEMS, type, (items) -> action.accept((List<T>) items));
	}

	private static SyncListenerEndpoint of(String id, String queue, Kind kind, Class<?> type,
			Consumer<Object> invoker) {
		return new SyncListenerEndpoint(id, queue, new SyncListenerOptions(),
				new ListenerTarget(kind, ResolvableType.forClass(type), invoker),
				"Listener of " + SyncKind.QUEUE.describe(queue));
	}

	/**
	 * Use other options than those configured for the application.
	 * @param options options; what they leave open is as configured
	 * @return an endpoint with these options
	 */
	public SyncListenerEndpoint withOptions(SyncListenerOptions options) {
		return new SyncListenerEndpoint(this.id, this.queue, options, this.target, this.description);
	}

	/**
	 * Return the id of the container.
	 * @return the id
	 */
	public String getId() {
		return this.id;
	}

	/**
	 * Return the queue to take from.
	 * @return its name
	 */
	public String getQueue() {
		return this.queue;
	}

	/**
	 * Return the options that were set for this endpoint.
	 * @return the options
	 */
	public SyncListenerOptions getOptions() {
		return this.options;
	}

	ListenerTarget target() {
		return this.target;
	}

	@Override
	public String toString() {
		return this.description;
	}

}
