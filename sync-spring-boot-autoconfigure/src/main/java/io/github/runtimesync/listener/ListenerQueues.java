/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

import io.github.runtimesync.SyncDefinitionException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.engine.EngineQueue;

/**
 * Opens the queues of listeners. A queue that has no type yet gets the one that its
 * listener takes; one that has a type keeps it, if items of that type can fit the
 * listener.
 */
final class ListenerQueues {

	private final SyncRegistry registry;

	ListenerQueues(SyncRegistry registry) {
		this.registry = registry;
	}

	SyncQueue<Object> open(SyncListenerEndpoint endpoint) {
		return open(endpoint, endpoint.getQueue(), endpoint.target().itemType());
	}

	SyncQueue<DeadLetter<?>> openDeadLetters(SyncListenerEndpoint endpoint, String name, int maxSize) {
		if (this.registry.snapshot(SyncKind.QUEUE, name).isEmpty()) {
			create(name, maxSize);
		}
		ResolvableType type = ResolvableType.forClass(DeadLetter.class);
		if (this.registry.queue(name) instanceof EngineQueue<?> queue && queue.leases() != null) {
			// Such an engine writes letters down, and has to know what to read.
			type = ResolvableType.forClassWithGenerics(DeadLetter.class, endpoint.target().itemType());
			Type declared = queue.type().declared();
			if (declared != null && !declared.equals(type.getType())) {
				throw new SyncListenerDefinitionException(endpoint.toString(),
						"has dead letters of the type %s, but %s has the type %s".formatted(type,
								SyncKind.QUEUE.describe(name), declared.getTypeName()),
						"declare no type for it, and give each type of item a dead-letter queue of its own");
			}
		}
		return open(endpoint, name, type);
	}

	private void create(String name, int maxSize) {
		try {
			this.registry.queue(name, maxSize);
		}
		catch (SyncDefinitionException ex) {
			// Another JVM has created it with another bound.
			this.registry.queue(name);
		}
	}

	@SuppressWarnings("unchecked")
	private <E> SyncQueue<E> open(SyncListenerEndpoint endpoint, String name, ResolvableType type) {
		SyncQueue<Object> queue = this.registry.queue(name);
		Type declared = (queue instanceof EngineQueue<?> engineQueue) ? engineQueue.type().declared() : null;
		Class<?> taken = ClassUtils.resolvePrimitiveIfNecessary(type.toClass());
		if (declared == null && taken != Object.class) {
			Type wanted = type.hasUnresolvableGenerics() ? taken : type.getType();
			this.registry.queue(name, ParameterizedTypeReference.forType((wanted instanceof Class<?>) ? taken : wanted),
					queue.maxSize());
		}
		else if (declared != null && !fit(ResolvableType.forType(declared).toClass(), taken)) {
			throw new SyncListenerDefinitionException(endpoint.toString(),
					"takes %s, but %s has the type %s".formatted(type, SyncKind.QUEUE.describe(name),
							declared.getTypeName()),
					"let the listener take that type, or settle it with %s.type"
						.formatted(SyncKind.QUEUE.property(name)));
		}
		return (SyncQueue<E>) queue;
	}

	private static boolean fit(@Nullable Class<?> declared, Class<?> taken) {
		return declared == null || taken.isAssignableFrom(declared) || declared.isAssignableFrom(taken);
	}

}
