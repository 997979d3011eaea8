/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.runtimesync.SyncClosedException;

/**
 * Reads the state of a queue: as it is now, or as the {@link Sampler} has it.
 */
final class QueueReader {

	private static final Script LOOK = Script.lookAtQueue("queue-look");

	private final Binding binding;

	private final QueueArguments arguments;

	private final Sampler.Sample<QueueState> sample;

	QueueReader(Binding binding, QueueArguments arguments) {
		this.binding = binding;
		this.arguments = arguments;
		this.sample = binding.context().sampler().new Sample<>(QueueState.EMPTY, this::requestState,
				QueueReader::parse);
	}

	/**
	 * Read the state without items. Blocks until Redis has answered.
	 */
	QueueState read() {
		return read(0, 0);
	}

	/**
	 * Read the state. Blocks until Redis has answered.
	 * @param offset how many of the first items to leave out
	 * @param count how many of the others to return, -1 for all
	 */
	QueueState read(int offset, int count) {
		Request<QueueState> request = new Request<>(this.binding, this.binding.context().deadlineNanos());
		request.send();
		List<byte[]> others = new ArrayList<>(List.of(this.arguments.keys()));
		others.add(0, this.binding.keys().definition());
		this.binding.run(LOOK, others, this.arguments.listOfLooking(offset, count), request.deadlineNanos())
			.thenApply(QueueState::parse)
			.whenComplete(request::settle);
		try {
			return request.await();
		}
		catch (SyncClosedException ex) {
			return QueueState.REMOVED;
		}
	}

	/**
	 * Return a state that may be a moment old.
	 */
	QueueState latest() {
		return this.sample.get();
	}

	/**
	 * Ask for the state without waiting for it.
	 */
	void prefetch() {
		this.sample.prefetch();
	}

	/**
	 * Take note that the latest state is out of date, before callers are told of a script
	 * that has run.
	 */
	void outdate() {
		this.sample.outdate();
	}

	private CompletableFuture<List<Object>> requestState() {
		byte[] definition = this.binding.keys().definition();
		List<byte[]> all = new ArrayList<>(List.of(definition, definition));
		all.addAll(List.of(this.arguments.keys()));
		List<byte[]> args = this.arguments.listOfLooking(0, 0);
		args.add(0, this.binding.identity().bytes());
		return this.binding.context().client().run(LOOK, all.toArray(byte[][]::new), args.toArray(byte[][]::new));
	}

	private static QueueState parse(List<Object> reply) {
		return Definition.text(reply.get(0)).equals("OK") ? QueueState.parse(reply.subList(1, reply.size()))
				: QueueState.EMPTY;
	}

}
