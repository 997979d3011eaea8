/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.runtimesync.redis.QueueCall.End;

/**
 * The callers that put items. An item is sent when there may be room for it. The timer
 * only asks for room, so that a putter whose queue stays full does not send its item
 * again and again, and nothing of it is in the air while Redis is away.
 */
final class PutSide extends QueueSide {

	private static final Script PUT = Script.ofQueue("queue-put");

	private static final char PUT_DONE = 'a';

	private static final char DUPLICATE = 'd';

	private static final char FULL = 'f';

	private static final int MAX_BYTES = 1024 * 1024;

	/** For what there was room when the last script ended. Guarded by the lock. */
	private boolean hasRoom;

	private boolean hasRoomForDelayed;

	/** The next script is for those for whom there was. Guarded by the lock. */
	private boolean selective;

	/** What is waited for. Written with the lock, by whoever sends next. */
	private String waits = "";

	/** Guarded by the lock. */
	private boolean probing;

	PutSide(QueueCore queue) {
		super(queue, false);
	}

	@Override
	CompletableFuture<List<Object>> send(List<QueueCall> batch) {
		List<byte[]> args = this.queue.newArguments();
		args.add(Keys.bytes(this.waits));
		batch.forEach((call) -> args.add(call.entry().bytes()));
		this.queue.binding().context().figures().batch(batch.size());
		return this.lane.run(PUT, args, this.queue.binding().context().deadlineNanos());
	}

	@Override
	boolean serve(List<QueueCall> batch, String flags, List<Object> reply) {
		this.queue.changed();
		boolean closed = flags.indexOf('c') >= 0;
		String outcomes = Definition.text(reply.get(1));
		for (int i = 0; i < batch.size(); i++) {
			QueueCall call = batch.get(i);
			if (call.end() == null) {
				settle(call, closed ? FULL : outcomes.charAt(i), closed);
			}
		}
		if (closed) {
			this.calls.closeWaiting();
		}
		this.hasRoom = (Long) reply.get(2) != 0;
		this.hasRoomForDelayed = (Long) reply.get(3) != 0;
		this.selective = this.calls.waiting().stream().anyMatch(this::hasRoomFor);
		lookAgainIn(nextLookMillis((Long) reply.get(4)));
		// Whoever is not delayed any more since the script was sent is noted down for the
		// wrong kind of room.
		return this.selective || !this.waits.contains(kindsOfWaiting());
	}

	/**
	 * Return when a delayed item leaves its room to another one, or one that waits is not
	 * delayed any more, so that it waits for the other kind of room.
	 */
	private long nextLookMillis(long nextDueMillis) {
		return this.calls.waiting()
			.stream()
			.mapToLong((call) -> call.entry().delayMillis())
			.filter((millis) -> millis > 0 && (nextDueMillis < 0 || millis < nextDueMillis))
			.min()
			.orElse(nextDueMillis);
	}

	private boolean hasRoomFor(QueueCall call) {
		return call.entry().isDelayed() ? this.hasRoomForDelayed : this.hasRoom;
	}

	@Override
	boolean isNews(QueueCall call) {
		return call.entry().hasOptions()
				|| this.calls.waiting().stream().allMatch((other) -> other.entry().hasOptions());
	}

	@Override
	void waking() {
		this.selective = false;
	}

	@Override
	boolean isWorthSending(QueueCall call) {
		return !this.selective || !call.waits() || hasRoomFor(call);
	}

	@Override
	void batched(List<QueueCall> batch) {
		this.selective = false;
		this.waits = kindsOfWaiting();
	}

	/**
	 * Return what is waited for, as {@code queue-put.lua} has it.
	 */
	private String kindsOfWaiting() {
		boolean plain = this.calls.waiting().stream().anyMatch((call) -> !call.entry().isDelayed());
		boolean delayed = this.calls.waiting().stream().anyMatch((call) -> call.entry().isDelayed());
		return (plain ? "p" : "") + (delayed ? "d" : "");
	}

	private void settle(QueueCall call, char outcome, boolean closed) {
		switch (outcome) {
			case PUT_DONE -> this.calls.end(call, End.SERVED);
			case DUPLICATE -> this.calls.end(call, End.DUPLICATE);
			default -> this.calls.refuse(call, closed);
		}
	}

	@Override
	void rechecking() {
		this.selective = false;
		this.probing = waitingCount() > 0;
	}

	@Override
	boolean isProbing() {
		boolean probe = this.probing;
		this.probing = false;
		return probe;
	}

	@Override
	int weight(QueueCall call) {
		return call.entry().length();
	}

	@Override
	int capacity() {
		return MAX_BYTES;
	}

}
