/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.List;
import java.util.function.Consumer;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

import io.github.runtimesync.engine.Envelope;

/**
 * What a listener takes, and how it is called.
 *
 * @param kind the shape of its parameter
 * @param itemType the type of an item
 * @param itemClass the class that items must have
 * @param invoker calls it, and throws what it throws, checked exceptions too
 */
record ListenerTarget(Kind kind, ResolvableType itemType, Class<?> itemClass, Consumer<Object> invoker) {

	ListenerTarget(Kind kind, ResolvableType itemType, Consumer<Object> invoker) {
		this(kind, itemType, ClassUtils.resolvePrimitiveIfNecessary(itemType.toClass()), invoker);
	}

	boolean isPlainItem() {
		return this.kind == Kind.ITEM;
	}

	boolean isBatch() {
		return this.kind == Kind.ITEMS || this.kind == Kind.MESSAGES;
	}

	boolean isMessage() {
		return this.kind == Kind.MESSAGE || this.kind == Kind.MESSAGES;
	}

	boolean accepts(Object item) {
		return this.itemClass.isInstance(item);
	}

	ClassCastException mismatch(Object item) {
		return new ClassCastException(
				"The listener takes %s, not %s".formatted(this.itemType, item.getClass().getTypeName()));
	}

	Object argument(Delivery delivery) {
		List<Tracked> items = delivery.items();
		return switch (this.kind) {
			case ITEM -> items.get(0).item();
			case MESSAGE -> message(items.get(0), delivery);
			case ITEMS -> items.stream().map(Tracked::item).toList();
			case MESSAGES -> items.stream().map((item) -> message(item, delivery)).toList();
		};
	}

	private static SyncMessage<Object> message(Tracked item, Delivery delivery) {
		Envelope<?> envelope = item.envelope();
		return new SyncMessage<>(item.item(), delivery.attempt(item), item.id(),
				(envelope != null) ? envelope.putTime() : null);
	}

	/**
	 * The shape of a parameter.
	 */
	enum Kind {

		/**
		 * The item.
		 */
		ITEM,

		/**
		 * A {@link SyncMessage}.
		 */
		MESSAGE,

		/**
		 * A list of items.
		 */
		ITEMS,

		/**
		 * A list of {@link SyncMessage}s.
		 */
		MESSAGES

	}

}
