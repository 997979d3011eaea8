/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.runtimesync.SyncClosedException;
import io.github.runtimesync.redis.Failure.Reason;

/**
 * What is done to a queue beside putting and taking. See {@code queue-control.lua}.
 */
final class QueueControl implements GroupCommit.Operation<QueueControl.Order> {

	private static final Log logger = LogFactory.getLog(QueueControl.class);

	private static final Script CONTROL = Script.ofQueue("queue-control");

	private static final String TAKE_DELAYED = "delayed";

	private final QueueCore queue;

	private final ExactlyOnce lane;

	private final GroupCommit<Order, Answer> commit;

	QueueControl(QueueCore queue) {
		this.queue = queue;
		this.lane = queue.arguments().newLane();
		this.commit = new GroupCommit<>(this, queue.binding().context().figures());
	}

	boolean close() {
		return call("close", List.of()) != 0;
	}

	boolean pause() {
		return call("pause", List.of()) != 0;
	}

	boolean resume() {
		return call("resume", List.of()) != 0;
	}

	int clear() {
		return (int) call("clear", List.of());
	}

	/**
	 * Drop items that are still queued.
	 * @return how many
	 */
	int drop(List<byte[]> items) {
		return (int) call("drop", items);
	}

	/**
	 * Take some of the delayed items, first one first.
	 * @return none if there is none
	 */
	List<byte[]> takeDelayed() {
		// As patient as a take: only the answer says which items were taken.
		return answer(TAKE_DELAYED, List.of(), ExactlyOnce.latestDeadlineNanos()).items();
	}

	/**
	 * Put items back to where they were taken from. Never blocks.
	 */
	void giveBack(List<byte[]> items) {
		this.commit.submit(new Order(this.queue.binding(), "back", items, ExactlyOnce.latestDeadlineNanos()));
	}

	/**
	 * Keep an item that could not be read. Never blocks.
	 */
	void bury(byte[] item) {
		this.commit.submit(new Order(this.queue.binding(), "dead", List.of(item), ExactlyOnce.latestDeadlineNanos()));
	}

	private long call(String operation, List<byte[]> items) {
		return answer(operation, items, this.queue.binding().context().deadlineNanos()).count();
	}

	/**
	 * Have something done. Blocks until Redis has answered.
	 * @return the answer, nothing if the queue was removed
	 */
	private Answer answer(String operation, List<byte[]> items, long deadlineNanos) {
		try {
			return this.commit.call(new Order(this.queue.binding(), operation, items, deadlineNanos));
		}
		catch (SyncClosedException ex) {
			return new Answer(0, List.of());
		}
	}

	@Override
	public CompletableFuture<List<Object>> send(List<Order> batch, long deadlineNanos) {
		List<byte[]> args = this.queue.arguments().list();
		for (Order order : batch) {
			args.add(Keys.bytes(order.operation));
			args.add(Keys.bytes(Integer.toString(order.items.size())));
			args.addAll(order.items);
		}
		return this.lane.run(CONTROL, args, deadlineNanos);
	}

	@Override
	public void settle(List<Order> batch, List<Object> reply) {
		this.queue.reader().outdate();
		int at = 1;
		for (Order order : batch) {
			long count = (Long) reply.get(at++);
			int end = at + (order.operation.equals(TAKE_DELAYED) ? (int) count : 0);
			order.complete(new Answer(count, reply.subList(at, end).stream().map(byte[].class::cast).toList()));
			at = end;
		}
		this.queue.follow(ScriptFlags.of(reply));
	}

	/**
	 * What has been done.
	 *
	 * @param count for how many items, or whether
	 * @param items what was taken
	 */
	record Answer(long count, List<byte[]> items) {

	}

	/**
	 * Something to be done.
	 */
	static final class Order extends Request<Answer> {

		private final Binding binding;

		private final String operation;

		private final List<byte[]> items;

		Order(Binding binding, String operation, List<byte[]> items, long deadlineNanos) {
			super(binding, deadlineNanos);
			this.binding = binding;
			this.operation = operation;
			this.items = new ArrayList<>(items);
		}

		@Override
		void failed(Failure failure) {
			if (failure.reason() != Reason.REMOVED && !this.items.isEmpty()) {
				logger.error("%s: \"%s\" has failed for %d items, which may be lost".formatted(this.binding,
						this.operation, this.items.size()), failure.getCause());
			}
		}

	}

}
