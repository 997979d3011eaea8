/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.redis.CounterRequest.Kind;
import io.github.runtimesync.redis.Failure.Reason;

/**
 * The requests of one script as steps that it carries out. Adds of one sign are one step:
 * since none of their sums along the way is beyond the last, all of them succeed if that
 * does. All reads are one step too. As the callers are all waiting at the same time, any
 * order of their requests is a right one.
 */
final class CounterBatch {

	private static final String OVERFLOW = "overflow";

	private static final String NO_MEMORY = "memory";

	private final List<Step> steps = new ArrayList<>();

	private @Nullable Step reads;

	private @Nullable Step increments;

	private @Nullable Step decrements;

	CounterBatch(List<CounterRequest> requests) {
		requests.forEach(this::add);
	}

	private void add(CounterRequest request) {
		if (request.kind() == Kind.GET) {
			this.reads = addTo(this.reads, request);
		}
		else if (request.kind() != Kind.ADD || request.isAlone()) {
			addTo(null, request);
		}
		else if (request.operand() < 0) {
			this.decrements = addTo(this.decrements, request);
		}
		else {
			this.increments = addTo(this.increments, request);
		}
	}

	private Step addTo(@Nullable Step existing, CounterRequest request) {
		if (existing != null && existing.add(request)) {
			return existing;
		}
		Step step = new Step(request);
		this.steps.add(step);
		return step;
	}

	/**
	 * Return the steps as arguments of the script.
	 */
	List<byte[]> arguments() {
		List<byte[]> arguments = new ArrayList<>();
		this.steps.forEach((step) -> step.appendTo(arguments));
		return arguments;
	}

	/**
	 * Settle the requests.
	 * @param answers one of the script for each step
	 * @param again takes requests that have to be sent once more, each for itself
	 */
	void settle(List<Object> answers, Consumer<CounterRequest> again) {
		for (int i = 0; i < this.steps.size(); i++) {
			this.steps.get(i).settle(Definition.text(answers.get(i)), again);
		}
	}

	/**
	 * Requests that the script carries out and answers together.
	 */
	private static final class Step {

		private final Kind kind;

		private final List<CounterRequest> requests = new ArrayList<>(1);

		private long sum;

		Step(CounterRequest first) {
			this.kind = first.kind();
			this.sum = first.operand();
			this.requests.add(first);
		}

		boolean add(CounterRequest request) {
			long next = this.sum + request.operand();
			if ((request.operand() ^ next) < 0) {
				return false;
			}
			this.sum = next;
			return this.requests.add(request);
		}

		void appendTo(List<byte[]> arguments) {
			CounterRequest first = this.requests.get(0);
			arguments.add(Keys.bytes(this.kind.code()));
			if (this.kind == Kind.ADD || this.kind == Kind.COMPARE_AND_SET) {
				arguments.add(Keys.bytes(Long.toString(this.sum)));
			}
			if (this.kind == Kind.SET || this.kind == Kind.COMPARE_AND_SET) {
				arguments.add(Keys.bytes(Long.toString(first.value())));
			}
		}

		void settle(String answer, Consumer<CounterRequest> again) {
			if (answer.equals(NO_MEMORY)) {
				this.requests.forEach((request) -> request.fail(new Failure(Reason.NO_MEMORY)));
			}
			else if (!answer.equals(OVERFLOW)) {
				complete(Long.parseLong(answer));
			}
			else if (this.requests.size() == 1) {
				this.requests.get(0).fail(new Failure(Reason.OVERFLOW));
			}
			else {
				this.requests.forEach((request) -> {
					request.isolate();
					again.accept(request);
				});
			}
		}

		private void complete(long answer) {
			if (this.kind != Kind.ADD) {
				this.requests.forEach((request) -> request.complete(answer));
				return;
			}
			long value = answer - this.sum;
			for (CounterRequest request : this.requests) {
				value += request.operand();
				request.complete(value);
			}
		}

	}

}
