/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Consumer;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ReflectionUtils;

import io.github.runtimesync.listener.ListenerTarget.Kind;

/**
 * A method that carries {@link SyncListener}: refuses what cannot work and turns the rest
 * into a {@link ListenerTarget}.
 */
final class ListenerMethod {

	private final Object bean;

	private final Method method;

	private final Class<?> beanClass;

	private final String description;

	/**
	 * Create a description of a method.
	 * @param bean the bean, possibly a proxy
	 * @param method the method as the class of the bean declares it
	 * @param beanClass the class of the bean behind all proxies
	 * @param description names the method in messages
	 */
	ListenerMethod(Object bean, Method method, Class<?> beanClass, String description) {
		this.bean = bean;
		this.method = method;
		this.beanClass = beanClass;
		this.description = description;
	}

	ListenerTarget target() {
		checkIsSupported();
		ResolvableType parameter = ResolvableType.forMethodParameter(this.method, 0, this.beanClass);
		boolean batch = parameter.toClass() == List.class;
		ResolvableType element = batch ? parameter.getGeneric(0) : parameter;
		boolean message = element.toClass() == SyncMessage.class;
		ResolvableType item = message ? element.getGeneric(0) : element;
		Kind kind = batch ? (message ? Kind.MESSAGES : Kind.ITEMS) : (message ? Kind.MESSAGE : Kind.ITEM);
		return new ListenerTarget(kind, item, invoker());
	}

	private void checkIsSupported() {
		if (Modifier.isStatic(this.method.getModifiers())) {
			throw refused("is static", "make it an instance method");
		}
		if (isSuspending()) {
			throw refused("is a suspending function", "make it an ordinary one");
		}
		if (this.method.getReturnType() != void.class) {
			throw refused("returns " + this.method.getReturnType().getTypeName(),
					"make it void: an item is done when the method returns, so it must not hand work to others;"
							+ " for more work at once raise the concurrency");
		}
		if (AnnotatedElementUtils.hasAnnotation(this.method, Async.class)
				|| AnnotatedElementUtils.hasAnnotation(this.beanClass, Async.class)) {
			throw refused("is @Async", "remove @Async: the listener has threads of its own, and an item is done"
					+ " when the method returns; for more work at once raise the concurrency");
		}
		if (this.method.getParameterCount() != 1) {
			throw refused("has %d parameters".formatted(this.method.getParameterCount()),
					"give it one: the item, SyncMessage<Item>, List<Item> or List<SyncMessage<Item>>");
		}
	}

	private boolean isSuspending() {
		Class<?>[] types = this.method.getParameterTypes();
		return types.length > 0 && types[types.length - 1].getName().equals("kotlin.coroutines.Continuation");
	}

	private Consumer<Object> invoker() {
		try {
			Method invocable = AopUtils.selectInvocableMethod(this.method, this.bean.getClass());
			ReflectionUtils.makeAccessible(invocable);
			return MethodInvokers.of(this.bean, invocable);
		}
		catch (IllegalStateException | IllegalAccessException ex) {
			throw new SyncListenerDefinitionException(this.description, "cannot be called",
					"make it public or package-private, and declare it in an interface if the bean is proxied by one",
					ex);
		}
	}

	private SyncListenerDefinitionException refused(String problem, String action) {
		return new SyncListenerDefinitionException(this.description, problem, action);
	}

}
