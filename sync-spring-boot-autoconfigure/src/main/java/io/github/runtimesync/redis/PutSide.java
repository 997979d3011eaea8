/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.redis.Failure.Reason;
import io.github.runtimesync.redis.QueueCall.End;

/**
 * The callers that put items. An item is sent when there may be room for it.
 * <p>
 * The script takes items for those of this JVM who want some. If it is given up it may
 * have run, and taken what nobody else gets any more. So its lane is used to find out,
 * for as long as that takes, and what is put next goes through another one.
 */
final class PutSide extends QueueSide {

	private static final Log logger = LogFactory.getLog(PutSide.class);

	private static final Script PUT = Script.ofTaking("queue-put");

	/** Needs no keys beyond those of the items and of who waits for one or for room. */
	private static final Script PLAIN_PUT = Script.shortcut("queue-plain-put", 5, PUT);

	/** For how many items at most it takes some. */
	private static final int PLAIN_WANTED = 16;

	private static final char PUT_DONE = 'a';

	private static final char PUT_AND_TAKEN = 't';

	private static final char DUPLICATE = 'd';

	private static final char FULL = 'f';

	private final RoomSelection selection;

	/** Who takes with the script that is under way, which guards it, and what it says. */
	private Loan takers = Loan.NONE;

	private List<QueueCall> puts = List.of();

	private @Nullable PutReply reply;

	/** The latest script has neither failed nor found a closed queue. */
	private volatile boolean serving = true;

	PutSide(QueueCore queue) {
		this(queue, new RoomSelection());
	}

	private PutSide(QueueCore queue, RoomSelection selection) {
		super(queue, false, false, selection);
		this.selection = selection;
	}

	/**
	 * Return whether the latest script has served somebody, or could have.
	 */
	boolean isServing() {
		return this.serving;
	}

	@Override
	CompletableFuture<List<Object>> send(List<QueueCall> batch) {
		this.puts = batch;
		this.takers = batch.isEmpty() ? Loan.NONE : this.queue.lendTakers();
		List<byte[]> args = this.queue.arguments().listOfTaking(this.takers.calls());
		args.add(Keys.bytes(this.selection.waits() + (this.queue.areTakersLeft(this.takers) ? "i" : "")));
		batch.forEach((call) -> args.add(call.entry().bytes()));
		turns().sending(batch.size() + this.takers.calls().size(), !this.takers.isEmpty());
		Script script = isPlain(batch) ? PLAIN_PUT : PUT;
		return this.lane.run(script, args, this.queue.binding().context().deadlineNanos());
	}

	private boolean isPlain(List<QueueCall> batch) {
		return !batch.isEmpty() && QueueCall.missing(this.takers.calls()) <= PLAIN_WANTED
				&& batch.stream().noneMatch((call) -> call.entry().hasOptions());
	}

	@Override
	boolean serve(List<QueueCall> batch, ScriptFlags flags, List<Object> reply) {
		this.queue.reader().outdate();
		PutReply read = PutReply.parse(reply);
		this.reply = read;
		boolean closed = flags.isFinished();
		this.serving = !closed;
		for (int i = 0; i < batch.size(); i++) {
			QueueCall call = batch.get(i);
			if (call.end() == null) {
				settle(call, closed ? FULL : read.outcomes().charAt(i), closed);
			}
		}
		if (closed) {
			this.outcomes.closeWaiting();
		}
		lookAgainIn(nextLookMillis(read.nextDueMillis()));
		return this.selection.foundRoom(read.hasRoom(), read.hasRoomForDelayed(), this.calls);
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

	private void settle(QueueCall call, char outcome, boolean closed) {
		switch (outcome) {
			case PUT_DONE, PUT_AND_TAKEN -> this.calls.end(call, End.SERVED);
			case DUPLICATE -> this.calls.end(call, End.DUPLICATE);
			default -> this.outcomes.refuse(call, closed);
		}
	}

	@Override
	void failed(Failure failure) {
		this.serving = false;
		if (this.reply == null && failure.reason() != Reason.UNANSWERED) {
			this.reply = PutReply.NONE;
		}
	}

	@Override
	void settled() {
		Loan loan = this.takers;
		List<QueueCall> putCalls = this.puts;
		PutReply said = this.reply;
		this.takers = Loan.NONE;
		this.puts = List.of();
		this.reply = null;
		if (loan.isEmpty()) {
			return;
		}
		if (said != null) {
			takeBack(loan, putCalls, said);
			return;
		}
		ExactlyOnce abandoned = this.lane;
		this.lane = this.queue.arguments().newLane();
		Failure.stageOf(abandoned::recover).thenApply(PutReply::parse).whenComplete((recovered, thrown) -> {
			if (thrown != null && !this.queue.binding().isRemoved()) {
				logger.error("%s: Redis does not tell whether a put has taken items for %d callers, which may be lost"
					.formatted(this.queue.binding(), loan.calls().size()), thrown);
			}
			this.queue.reader().outdate();
			PutReply late = (recovered != null) ? recovered : PutReply.NONE;
			try {
				takeBack(loan, putCalls, late);
			}
			finally {
				turns().next();
				this.queue.follow(late.flags());
			}
		});
	}

	private void takeBack(Loan loan, List<QueueCall> putCalls, PutReply said) {
		List<StoredItem> items = List.of();
		try {
			items = said.taken(putCalls);
		}
		finally {
			this.queue.takes().takeBack(loan, items, said);
		}
	}

}
