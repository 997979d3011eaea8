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
 * Ways to call a method with one parameter, as a consumer that throws what the method
 * throws, checked exceptions too. What the compiler makes of a lambda is called like any
 * other method and can become part of the caller. A method handle that is no constant
 * cannot, and has the caller go through three methods more, but it works everywhere.
 */
final class MethodInvokers {

	private MethodInvokers() {
	}

	/**
	 * Create an invoker.
	 * @param bean the object to call
	 * @param method a method of it that is accessible and has one parameter
	 * @return the consumer
	 * @throws IllegalAccessException if the method cannot be called
	 */
	static Consumer<Object> of(Object bean, Method method) throws IllegalAccessException {
		Consumer<Object> lambda = lambda(bean, method);
		return (lambda != null) ? lambda : handle(bean, method);
	}

	/**
	 * Do what {@code bean::method} does where the class of the method can be seen.
	 */
	@SuppressWarnings("unchecked")
	private static @Nullable Consumer<Object> lambda(Object bean, Method method) {
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
			return (Consumer<Object>) factory.invoke(bean);
		}
		catch (IllegalAccessException | LambdaConversionException ex) {
			// A module that is not open to this one, for example.
			return null;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("No way to call " + method, ex);
		}
	}

	static Consumer<Object> handle(Object bean, Method method) throws IllegalAccessException {
		MethodHandle handle = MethodHandles.lookup()
			.unreflect(method)
			.asFixedArity()
			.bindTo(bean)
			.asType(MethodType.methodType(void.class, Object.class));
		return (argument) -> MethodInvokers.<RuntimeException>call(handle, argument);
	}

	// The cast is none: what is thrown passes a consumer as it is.
	@SuppressWarnings("unchecked")
	private static <X extends Throwable> void call(MethodHandle handle, Object argument) throws X {
		try {
			handle.invokeExact(argument);
		}
		catch (Throwable ex) {
			throw (X) ex;
		}
	}

}
