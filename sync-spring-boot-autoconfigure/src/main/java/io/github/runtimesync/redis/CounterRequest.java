/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

/**
 * What one caller wants of a counter.
 */
final class CounterRequest extends Request<Long> {

	private final Kind kind;

	private final long operand;

	private final long value;

	private boolean alone;

	private CounterRequest(Binding binding, Kind kind, long operand, long value) {
		super(binding, binding.context().deadlineNanos());
		this.kind = kind;
		this.operand = operand;
		this.value = value;
	}

	/**
	 * Create a request for the value.
	 */
	static CounterRequest get(Binding binding) {
		return new CounterRequest(binding, Kind.GET, 0, 0);
	}

	/**
	 * Create a request that adds; its result is the value afterwards.
	 */
	static CounterRequest add(Binding binding, long delta) {
		return new CounterRequest(binding, Kind.ADD, delta, 0);
	}

	/**
	 * Create a request that sets the value; its result is the value before.
	 */
	static CounterRequest set(Binding binding, long value) {
		return new CounterRequest(binding, Kind.SET, 0, value);
	}

	/**
	 * Create a request that sets the value if it is the expected one; its result is the
	 * value before.
	 */
	static CounterRequest compareAndSet(Binding binding, long expected, long value) {
		return new CounterRequest(binding, Kind.COMPARE_AND_SET, expected, value);
	}

	Kind kind() {
		return this.kind;
	}

	/**
	 * Return what to add or to expect.
	 */
	long operand() {
		return this.operand;
	}

	/**
	 * Return what to set.
	 */
	long value() {
		return this.value;
	}

	/**
	 * Ask for this request to share no sum with others from now on.
	 */
	void isolate() {
		this.alone = true;
	}

	boolean isAlone() {
		return this.alone;
	}

	/**
	 * What can be wanted.
	 */
	enum Kind {

		GET("g"), ADD("a"), SET("s"), COMPARE_AND_SET("c");

		private final String code;

		Kind(String code) {
			this.code = code;
		}

		/**
		 * Return what the script calls it.
		 */
		String code() {
			return this.code;
		}

	}

}
