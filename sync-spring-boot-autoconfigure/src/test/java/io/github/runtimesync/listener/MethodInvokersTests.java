/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Both ways to call a method do the same.
 */
class MethodInvokersTests {

	private final List<Object> received = new ArrayList<>();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("A private method, a primitive parameter, an array of any number, a method of an interface")
	void kinds(boolean lambda) throws Throwable {
		invoker(new Bean(), Bean.class, "hidden", lambda).accept("one");
		invoker(new Bean(), Bean.class, "primitive", lambda).accept(2);
		invoker(new Bean(), Bean.class, "any", lambda).accept(new String[] { "three", "four" });
		invoker(new Bean(), Contract.class, "declared", lambda).accept("five");
		assertThat(this.received).containsExactly("one", 2, List.of("three", "four"), "five");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("A checked exception comes as it is, and so does the wrong type")
	void failures(boolean lambda) throws Throwable {
		Consumer<Object> failing = invoker(new Bean(), Bean.class, "failing", lambda);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> failing.accept("one")).withMessage("one");
		assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> failing.accept(1));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("A method of a class in a module that is not open can be called too")
	void closedModule(boolean lambda) throws Throwable {
		Consumer<Object> bean = this.received::add;
		invoker(bean, Consumer.class, "accept", lambda).accept("one");
		assertThat(this.received).containsExactly("one");
	}

	private static Consumer<Object> invoker(Object bean, Class<?> type, String name, boolean lambda) throws Exception {
		Method method = Arrays.stream(type.getDeclaredMethods())
			.filter((candidate) -> candidate.getName().equals(name))
			.findFirst()
			.orElseThrow();
		if (type.getModule() == MethodInvokersTests.class.getModule()) {
			method.setAccessible(true);
		}
		return lambda ? MethodInvokers.of(bean, method) : MethodInvokers.handle(bean, method);
	}

	interface Contract {

		void declared(String item);

	}

	private final class Bean implements Contract {

		private void hidden(String item) {
			MethodInvokersTests.this.received.add(item);
		}

		void primitive(int item) {
			MethodInvokersTests.this.received.add(item);
		}

		void any(String... items) {
			MethodInvokersTests.this.received.add(List.of(items));
		}

		void failing(String item) throws IOException {
			throw new IOException(item);
		}

		@Override
		public void declared(String item) {
			MethodInvokersTests.this.received.add(item);
		}

	}

}
