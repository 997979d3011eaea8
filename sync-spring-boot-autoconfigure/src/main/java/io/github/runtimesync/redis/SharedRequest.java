/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What one caller wants of a shared variable. Its result is {@code null} if it has
 * changed the variable, and otherwise what is there.
 */
final class SharedRequest extends Request<@Nullable StoredValue> {

	private static final Consumer<SharedRequest> NOBODY = (request) -> {
	};

	private final List<byte[]> arguments;

	private final Consumer<SharedRequest> whenSettled;

	private SharedRequest(Binding binding, Consumer<SharedRequest> whenSettled, List<byte[]> arguments) {
		super(binding, binding.context().deadlineNanos());
		this.whenSettled = whenSettled;
		this.arguments = arguments;
	}

	/**
	 * Create a request for the value.
	 */
	static SharedRequest get(Binding binding) {
		return new SharedRequest(binding, NOBODY, List.of(Keys.bytes("g")));
	}

	/**
	 * Create a request for the value that has this JVM told of changes from then on.
	 * @param whenSettled called with an outcome, on a thread that must not be blocked
	 */
	static SharedRequest listen(Binding binding, Consumer<SharedRequest> whenSettled) {
		return new SharedRequest(binding, whenSettled, List.of(Keys.bytes("l")));
	}

	/**
	 * Create a request that sets the value whatever it is.
	 */
	static SharedRequest set(Binding binding, byte[] value) {
		return new SharedRequest(binding, NOBODY, List.of(Keys.bytes("s"), value));
	}

	/**
	 * Create a request that sets the value if it is still the one that was seen.
	 */
	static SharedRequest replace(Binding binding, StoredValue seen, byte[] value) {
		return new SharedRequest(binding, NOBODY,
				List.of(Keys.bytes("c"), seen.identity().bytes(), Keys.bytes(Long.toString(seen.version())), value));
	}

	/**
	 * Return what the script is to do.
	 */
	List<byte[]> arguments() {
		return this.arguments;
	}

	/**
	 * Complete the request as one that has changed the variable.
	 */
	void done() {
		settle(null, null);
	}

	@Override
	void settled() {
		super.settled();
		this.whenSettled.accept(this);
	}

}
