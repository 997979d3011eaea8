/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.core.NativeDetector;
import org.springframework.util.ClassUtils;

/**
 * Ways to call a method with one parameter. What the compiler makes of a lambda is called
 * like any other method and can become part of the caller. A method handle that is no
 * constant cannot, and has the caller go through three methods more, but it works
 * everywhere.
 */
final class MethodInvokers {

	private MethodInvokers() {
	}

	/**
	 * Create an invoker.
	 * @param bean the object to call
	 * @param method a method of it that is accessible and has one parameter
	 * @return the invoker, which throws what the method throws
	 * @throws IllegalAccessException if the method cannot be called
	 */
	static ListenerInvoker of(Object bean, Method method) throws IllegalAccessException {
		ListenerInvoker lambda = lambda(bean, method);
		return (lambda != null) ? lambda : handle(bean, method);
	}

	/**
	 * Do what {@code bean::method} does where the class of the method can be seen.
	 */
	@SuppressWarnings("unchecked")
	private static @Nullable ListenerInvoker lambda(Object bean, Method method) {
		if (NativeDetector.inNativeImage()) {
			return null;
		}
		try {
			Class<?> owner = method.getDeclaringClass();
			Lookup lookup = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
			Class<?> item = ClassUtils.resolvePrimitiveIfNecessary(method.getParameterTypes()[0]);
			MethodHandle factory = LambdaMetafactory
				.metafactory(lookup, "accept", MethodType.methodType(Consumer.class, owner),
						MethodType.methodType(void.class, Object.class), lookup.unreflect(method).asFixedArity(),
						MethodType.methodType(void.class, item))
				.getTarget();
			Consumer<Object> lambda = (Consumer<Object>) factory.invoke(bean);
			return lambda::accept;
		}
		catch (IllegalAccessException | LambdaConversionException ex) {
			// A module that is not open to this one, for example.
			return null;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("No way to call " + method, ex);
		}
	}

	static ListenerInvoker handle(Object bean, Method method) throws IllegalAccessException {
		MethodHandle handle = MethodHandles.lookup()
			.unreflect(method)
			.asFixedArity()
			.bindTo(bean)
			.asType(MethodType.methodType(void.class, Object.class));
		return (argument) -> call(handle, argument);
	}

	private static void call(MethodHandle handle, Object argument) throws Throwable {
		handle.invokeExact(argument);
	}

}
