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

	private final QueueCore queue;

	private final ExactlyOnce lane;

	private final Alarm alarm;

	/** When a delayed item leaves its room to another one. */
	private volatile long nextDueMillis = -1;

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
		this.queue = queue;
		this.lane = queue.newLane();
		this.alarm = new Alarm(queue.binding().context().timer(), this::recheck);
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
			List.copyOf(waiting()).forEach(this::close);
		}
		this.nextDueMillis = (Long) reply.get(4);
		this.hasRoom = (Long) reply.get(2) != 0;
		this.hasRoomForDelayed = (Long) reply.get(3) != 0;
		this.selective = waiting().stream().anyMatch(this::hasRoomFor);
		waiting().stream()
			.mapToLong((call) -> call.entry().delayMillis())
			.filter((millis) -> millis > 0)
			.forEach((millis) -> {
				// From then on it waits for the other kind of room.
				if (this.nextDueMillis < 0 || millis < this.nextDueMillis) {
					this.nextDueMillis = millis;
				}
			});
		return this.selective;
	}

	private boolean hasRoomFor(QueueCall call) {
		return call.entry().isDelayed() ? this.hasRoomForDelayed : this.hasRoom;
	}

	@Override
	boolean isNews(QueueCall call) {
		return call.entry().hasOptions() || waiting().stream().allMatch((other) -> other.entry().hasOptions());
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
		boolean plain = waiting().stream().anyMatch((call) -> !call.entry().isDelayed());
		boolean delayed = waiting().stream().anyMatch((call) -> call.entry().isDelayed());
		this.waits = (plain ? "p" : "") + (delayed ? "d" : "");
	}

	private void settle(QueueCall call, char outcome, boolean closed) {
		switch (outcome) {
			case PUT_DONE -> end(call, End.SERVED);
			case DUPLICATE -> end(call, End.DUPLICATE);
			default -> refuse(call, closed);
		}
	}

	@Override
	void finished(String flags) {
		this.queue.follow(flags);
		long millis = this.nextDueMillis;
		if (millis >= 0 && waitingCount() > 0) {
			this.alarm.ringIn(millis);
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

	@Override
	boolean canAbandon() {
		return false;
	}

}
