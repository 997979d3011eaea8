/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.engine.PutEnd;
import io.github.runtimesync.engine.PutObservation;
import io.github.runtimesync.engine.PutObserver;
import io.github.runtimesync.engine.WaitObserver;
import io.github.runtimesync.redis.Entry.Timing;
import io.github.runtimesync.redis.QueueCall.End;

/**
 * How items are put into a {@link RedisQueue}: written, observed and submitted.
 *
 * @param <E> the type of the items
 */
final class RedisPuts<E> {

	private final Binding binding;

	private final PutSide side;

	private final EntryFormat<E> format;

	private final WaitObserver observer;

	private final ThreadCalls calls;

	RedisPuts(Binding binding, PutSide side, EntryFormat<E> format, WaitObserver observer, ThreadCalls calls) {
		this.binding = binding;
		this.side = side;
		this.format = format;
		this.observer = observer;
		this.calls = calls;
	}

	/**
	 * Put an item, waiting for room.
	 * @param options how to put it
	 * @param nanos how long to wait at most, or {@link ThreadCall#FOREVER}
	 * @return how it ended
	 */
	PutEnd put(E item, PutOptions options, long nanos) throws InterruptedException {
		Function<Map<String, String>, Entry> entry = entry(item, options);
		ThreadCalls.checkInterrupt();
		PutObservation observation = observe(item);
		PutEnd end = PutEnd.CANCELLED;
		try {
			if (nanos <= 0) {
				end = offer(entry.apply(observation.headers()));
				return end;
			}
			ThreadCall call = new ThreadCall(entry.apply(observation.headers()), 1, true, this.observer.callSite());
			end = PutEnd.INTERRUPTED;
			end = end(this.calls.await(this.side, call, nanos, this.binding.context().settings().timeout(),
					this.observer.beginPut()));
			return end;
		}
		finally {
			observation.end(end);
		}
	}

	/**
	 * Put an item without waiting for room.
	 * @return how it ended
	 */
	PutEnd offer(E item, PutOptions options) {
		Function<Map<String, String>, Entry> entry = entry(item, options);
		PutObservation observation = observe(item);
		PutEnd end = PutEnd.CANCELLED;
		try {
			end = offer(entry.apply(observation.headers()));
			return end;
		}
		finally {
			observation.end(end);
		}
	}

	private PutEnd offer(Entry entry) {
		return end(this.calls.now(this.side, new ThreadCall(entry, 1, false, null)));
	}

	/**
	 * Put an item without making the caller wait.
	 * @param result makes the result of how it has ended
	 */
	CompletableFuture<Void> putAsync(E item, Function<PutEnd, @Nullable Void> result) {
		Function<Map<String, String>, Entry> entry = entry(item, PutOptions.defaults());
		PutObservation observation = observe(item);
		FutureCall<@Nullable Void> call = new FutureCall<>(this.side, entry.apply(observation.headers()),
				(ended) -> result.apply(end(ended)), this.observer.callSite());
		call.future().whenComplete((nothing, ex) -> observation.end(PutEnd.of(ex)));
		this.side.submit(call);
		return call.future();
	}

	/**
	 * Check and write an item, before anybody is told that it is put.
	 */
	private Function<Map<String, String>, Entry> entry(E item, PutOptions options) {
		byte[] value = this.format.writeValue(item);
		if (options.equals(PutOptions.defaults())) {
			return (headers) -> this.format.writeEntry(value, headers);
		}
		Timing timing = Timing.of(options);
		return (headers) -> this.format.writeEntry(value, headers, options, timing);
	}

	private PutObservation observe(E item) {
		PutObserver putObserver = this.binding.context().registrySettings().putObserver();
		return (putObserver != null) ? putObserver.begin(this.binding.name(), item) : PutObservation.NONE;
	}

	private PutEnd end(QueueCall call) {
		if (call.end() == End.FAILED) {
			throw call.failure().exception(this.binding);
		}
		return switch (Objects.requireNonNull(call.end())) {
			case SERVED -> PutEnd.ADDED;
			case DUPLICATE -> PutEnd.DUPLICATE;
			case CLOSED -> PutEnd.CLOSED;
			default -> PutEnd.FULL;
		};
	}

}
