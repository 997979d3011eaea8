/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The callers that take items. Items whose caller has left meanwhile go to the next one
 * who waits, or back to where they were.
 * <p>
 * A script is sent again until it is answered, long after its callers have given up,
 * since it may have taken items, and only its answer says which.
 */
final class TakeSide extends QueueSide {

	private static final Script TAKE = Script.ofTaking("queue-take");

	/**
	 * How often in a row takers go along with puts although items are left, before they
	 * take one more.
	 */
	private static final int MAX_RIDES = 4;

	/**
	 * On a lane of its own, since it must not wait for what else is done to the queue. So
	 * while Redis does not answer, an item may come back after a clear that came later.
	 */
	private final QueueControl returns;

	private final Queue<byte[]> leftover = new ConcurrentLinkedQueue<>();

	/**
	 * Since nothing was left, or a script that takes was answered. One of two updates at
	 * the same time may be lost.
	 */
	private volatile int rides;

	TakeSide(QueueCore queue) {
		super(queue, true, true, new Selection());
		this.returns = new QueueControl(queue);
	}

	@Override
	CompletableFuture<List<Object>> send(List<QueueCall> batch) {
		turns().sending(batch.size(), false);
		return this.lane.run(TAKE, this.queue.arguments().listOfTaking(batch), ExactlyOnce.latestDeadlineNanos());
	}

	@Override
	boolean isBehind() {
		return this.rides >= MAX_RIDES;
	}

	@Override
	boolean serve(List<QueueCall> batch, ScriptFlags flags, List<Object> reply) {
		this.queue.reader().outdate();
		this.rides = 0;
		long serverMillis = Long.parseLong(Definition.text(reply.get(1)));
		long nanos = System.nanoTime();
		lookAgainIn((Long) reply.get(2));
		Iterator<StoredItem> items = reply.subList(3, reply.size())
			.stream()
			.map((item) -> new StoredItem((byte[]) item, serverMillis, nanos))
			.iterator();
		this.outcomes.distribute(batch, items);
		items.forEachRemaining((item) -> this.leftover.add(item.bytes()));
		this.outcomes.refuseRest(batch, flags.isMore(), flags.isFinished());
		return flags.isMore();
	}

	/**
	 * Take calls back that a script which puts was to serve too.
	 * @param items what it has taken for them
	 * @param reply what it says beside that
	 */
	void takeBack(Loan loan, List<StoredItem> items, PutReply reply) {
		this.rides = reply.flags().isTakerNoted() ? 0 : this.rides + 1;
		takeBack(loan, reply.flags(), () -> {
			Iterator<StoredItem> taken = items.iterator();
			this.outcomes.distribute(loan.calls(), taken);
			taken.forEachRemaining((item) -> this.leftover.add(item.bytes()));
			this.outcomes.refuseRest(loan.calls(), reply.flags().isMore(), false);
			lookAgainIn(reply.nextDueMillis());
		});
	}

	/**
	 * Put items back to where they were taken from. Never blocks.
	 */
	void giveBack(List<byte[]> items) {
		this.returns.giveBack(items);
	}

	@Override
	boolean canBeHeld() {
		return count() > 0 && this.queue.canLend();
	}

	@Override
	void settled() {
		List<byte[]> back = new ArrayList<>();
		for (byte[] item = this.leftover.poll(); item != null; item = this.leftover.poll()) {
			back.add(item);
		}
		if (!back.isEmpty()) {
			giveBack(back);
		}
	}

}
