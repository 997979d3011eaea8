/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongUnaryOperator;

import io.github.runtimesync.AtomicSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.EngineAtomic;
import io.github.runtimesync.redis.Binding.Loss;

/**
 * A counter in a field of its definition. Redis adds to it as text, so it is exact over
 * the whole range of a {@code long}. All that the threads of this JVM want of it goes
 * through one lane, so that sixty-four threads that add cost one command and one round
 * trip.
 */
final class RedisAtomic implements EngineAtomic {

	private static final Script CHANGE = Script.exactlyOnce("counter");

	private static final Script READ = Script.repeatable("read");

	private static final String VALUE = "v";

	private final Binding binding;

	private final GroupCommit<CounterRequest, Long> commit;

	private final Sampler.Sample<Long> sample;

	private RedisAtomic(Binding binding) {
		this.binding = binding;
		this.commit = new GroupCommit<>(new Commit(), binding.context().figures());
		String value = binding.definition().field(VALUE);
		this.sample = binding.context().sampler().new Sample<>((value != null) ? Long.parseLong(value) : 0L, this::read,
				(reply) -> Long.parseLong(Definition.text(reply.get(0))));
		binding.attach(this);
	}

	/**
	 * Find the counter in Redis, or create it. Blocks until Redis has answered.
	 */
	static RedisAtomic create(EngineContext context, String name, long initial) {
		return new RedisAtomic(
				Binding.define(context, SyncKind.ATOMIC, name, Loss.REPLACED, VALUE, Long.toString(initial)));
	}

	@Override
	public String name() {
		return this.binding.name();
	}

	@Override
	public long get() {
		return this.commit.call(CounterRequest.get(this.binding));
	}

	@Override
	public void set(long value) {
		this.commit.call(CounterRequest.set(this.binding, value));
	}

	@Override
	public long add() {
		return add(1);
	}

	@Override
	public long add(long delta) {
		return this.commit.call(CounterRequest.add(this.binding, delta));
	}

	@Override
	public long getAndSet(long value) {
		return this.commit.call(CounterRequest.set(this.binding, value));
	}

	@Override
	public boolean compareAndSet(long expected, long value) {
		return this.commit.call(CounterRequest.compareAndSet(this.binding, expected, value)) == expected;
	}

	@Override
	public long update(LongUnaryOperator fn) {
		long seen = get();
		while (true) {
			long next = fn.applyAsLong(seen);
			long before = this.commit.call(CounterRequest.compareAndSet(this.binding, seen, next));
			if (before == seen) {
				return next;
			}
			seen = before;
		}
	}

	@Override
	public AtomicSnapshot snapshot() {
		return new AtomicSnapshot(name(), RedisEngine.NAME, this.binding.definition().created(), this.sample.get());
	}

	@Override
	public void prefetch() {
		this.sample.prefetch();
	}

	private CompletableFuture<List<Object>> read() {
		return this.binding.context()
			.client()
			.run(READ, new byte[][] { this.binding.keys().definition() }, new byte[][] { Keys.bytes(VALUE) });
	}

	@Override
	public void remove() {
		this.binding.remove();
	}

	@Override
	public String toString() {
		return this.binding.toString();
	}

	/**
	 * Sends what the callers want.
	 */
	private final class Commit implements GroupCommit.Operation<CounterRequest> {

		private final ExactlyOnce lane = new ExactlyOnce(RedisAtomic.this.binding);

		@Override
		public CompletableFuture<List<Object>> send(List<CounterRequest> requests, long deadlineNanos) {
			return this.lane.run(CHANGE, new CounterBatch(requests).arguments(), deadlineNanos);
		}

		@Override
		public void settle(List<CounterRequest> requests, List<Object> reply) {
			RedisAtomic.this.sample.outdate();
			new CounterBatch(requests).settle(reply, RedisAtomic.this.commit::resubmit);
		}

	}

}
