/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.runtimesync.SyncClosedException;

/**
 * The parts of a queue that know nothing of what its items are: both sides, what else is
 * done to it, and the slot of the inbox that wakes them.
 */
final class QueueCore implements Inbox.Receiver {

	private static final Script LOOK = Script.lookAtQueue("queue-look");

	/**
	 * The names of the keys of a queue beside those that every primitive has, in the
	 * order in which {@code queue.lua} wants them.
	 */
	static final List<String> KEYS = List.of("q", "wi", "wr", "u", "ld", "li", "qp", "qd", "qk", "wd");

	/** After how many bytes a script takes no more. */
	private static final byte[] MAX_BYTES = Keys.bytes(Integer.toString(1024 * 1024));

	private final Binding binding;

	private final Inbox.Slot slot;

	/** The keys of the queue beside those that every primitive has. */
	private final byte[][] keys;

	private final TakeSide takes;

	private final PutSide puts;

	private final LeaseSide leases;

	private final QueueControl control;

	private final Turns turns;

	private final Turns turnsOfLeases;

	private final Sampler.Sample<QueueState> sample;

	QueueCore(Binding binding) {
		this.binding = binding;
		this.keys = KEYS.stream().map(binding.keys()::key).toArray(byte[][]::new);
		this.slot = binding.context().inbox().slot(binding.keys(), this);
		this.takes = new TakeSide(this);
		this.puts = new PutSide(this);
		this.leases = new LeaseSide(this, binding.context().settings().lease());
		this.control = new QueueControl(this);
		this.turns = new Turns(binding.context(), this.puts, this.takes);
		this.turnsOfLeases = new Turns(binding.context(), this.leases);
		this.sample = binding.context().sampler().new Sample<>(QueueState.EMPTY, this::read, QueueCore::parse);
	}

	ExactlyOnce newLane() {
		return new ExactlyOnce(this.binding, this.keys);
	}

	/**
	 * Return the arguments that {@code queue.lua} wants.
	 */
	List<byte[]> newArguments() {
		return arguments(this.binding.context().inbox().channel());
	}

	/**
	 * Return the arguments that {@code queue.lua} wants, and those that scripts that take
	 * have in common.
	 * @param batch who wants items
	 */
	List<byte[]> newTakingArguments(List<QueueCall> batch) {
		List<byte[]> args = newArguments();
		args.add(Keys.bytes(Integer.toString(QueueCall.missing(batch))));
		args.add(flag(batch.stream().anyMatch(QueueCall::waits)));
		args.add(MAX_BYTES);
		return args;
	}

	private List<byte[]> arguments(String channel) {
		return new ArrayList<>(List.of(Keys.bytes(channel), EngineContext.NOTED_MILLIS,
				flag(this.binding.context().inbox().countsReceivers())));
	}

	static byte[] flag(boolean flag) {
		return Keys.bytes(flag ? "1" : "0");
	}

	Binding binding() {
		return this.binding;
	}

	TakeSide takes() {
		return this.takes;
	}

	LeaseSide leases() {
		return this.leases;
	}

	PutSide puts() {
		return this.puts;
	}

	QueueControl control() {
		return this.control;
	}

	/**
	 * Return when a side sends. One script puts and takes, but not on lease.
	 */
	Turns turns(QueueSide side) {
		return (side != this.leases) ? this.turns : this.turnsOfLeases;
	}

	/**
	 * Return whether those who want to take can go along with a script that puts: not if
	 * the latest one has served nobody, nor while workers wait too, who would never be
	 * next.
	 */
	boolean canLend() {
		return this.puts.isServing() && this.leases.waitingCount() == 0;
	}

	/**
	 * Lend those who want to take to a script that puts.
	 */
	Loan lendTakers() {
		return canLend() ? this.takes.lend() : Loan.NONE;
	}

	/**
	 * Return whether anybody waits for an item, of either way, beside those who were
	 * lent.
	 */
	boolean areTakersLeft(Loan loan) {
		return this.leases.waitingCount() > 0
				|| this.takes.waitingCount() > loan.calls().stream().filter(QueueCall::waits).count();
	}

	/**
	 * Take note that the sampled state is out of date, before callers are told of a
	 * script that has run.
	 */
	void changed() {
		this.sample.outdate();
	}

	/**
	 * Do what a script asks for.
	 */
	void follow(ScriptFlags flags) {
		if (flags.isChosenForItem()) {
			wakeTakers();
		}
		if (flags.isTakerPassedOver()) {
			this.takes.recheck();
			this.leases.recheck();
		}
		if (flags.isChosenForRoom()) {
			this.puts.wake();
		}
		if (isWaiting() || flags.isTakerNoted() || flags.isNoted()) {
			listen();
		}
	}

	/**
	 * Receive messages, since this JVM is noted down as waiting.
	 */
	void listen() {
		if (this.slot.open()) {
			recheck();
		}
	}

	/**
	 * Wake those who wait for an item, of either way, since both are one in Redis. In any
	 * case this JVM is not noted down any more.
	 */
	private void wakeTakers() {
		boolean leasing = this.leases.waitingCount() > 0;
		if (leasing) {
			this.leases.wake();
		}
		if (!leasing || this.takes.waitingCount() > 0) {
			this.takes.wake();
		}
		else {
			this.takes.recheck();
		}
	}

	@Override
	public boolean isWaiting() {
		return this.takes.waitingCount() > 0 || this.leases.waitingCount() > 0 || this.puts.waitingCount() > 0;
	}

	@Override
	public void received(String what) {
		if (!what.equals("room")) {
			wakeTakers();
		}
		if (!what.equals("item")) {
			this.puts.wake();
		}
	}

	@Override
	public void recheck() {
		this.takes.recheck();
		this.leases.recheck();
		this.puts.recheck();
	}

	/**
	 * Look at the queue without its items. Blocks until Redis has answered.
	 */
	QueueState look() {
		return look(0, 0);
	}

	/**
	 * Look at the queue. Blocks until Redis has answered.
	 * @param offset how many of the first items to leave out
	 * @param count how many of the others to return, -1 for all
	 */
	QueueState look(int offset, int count) {
		Request<QueueState> request = new Request<>(this.binding, this.binding.context().deadlineNanos());
		request.send();
		List<byte[]> others = new ArrayList<>(List.of(this.keys));
		others.add(0, this.binding.keys().definition());
		this.binding.run(LOOK, others, lookArguments(offset, count), request.deadlineNanos())
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

	private CompletableFuture<List<Object>> read() {
		byte[] definition = this.binding.keys().definition();
		List<byte[]> all = new ArrayList<>(List.of(definition, definition));
		all.addAll(List.of(this.keys));
		List<byte[]> args = lookArguments(0, 0);
		args.add(0, this.binding.identity().bytes());
		return this.binding.context().client().run(LOOK, all.toArray(byte[][]::new), args.toArray(byte[][]::new));
	}

	private List<byte[]> lookArguments(int offset, int count) {
		List<byte[]> args = arguments("");
		args.add(0, Keys.bytes(Integer.toString(count)));
		args.add(Keys.bytes(Integer.toString(offset)));
		return args;
	}

	private static QueueState parse(List<Object> reply) {
		return Definition.text(reply.get(0)).equals("OK") ? QueueState.parse(reply.subList(1, reply.size()))
				: QueueState.EMPTY;
	}

	/**
	 * Let go of those who wait in this JVM.
	 */
	void release() {
		if (this.takes.release()) {
			later(this.takes::abandonAll, EngineContext.CLOSING);
		}
		if (this.leases.release()) {
			later(this.leases::abandonAll, EngineContext.CLOSING);
		}
		this.leases.wake();
		if (this.puts.release()) {
			later(this.puts::abandonAll, this.binding.context().settings().timeout());
		}
	}

	private void later(Runnable task, Duration delay) {
		if (this.binding.context().timer().isShutdown()) {
			task.run();
		}
		else {
			EngineContext.runLater(task, delay);
		}
	}

	/**
	 * Remove the queue for everyone.
	 */
	void remove() {
		this.control.close();
		// Those who wait are served before it is gone.
		long deadlineNanos = this.binding.context().deadlineNanos();
		this.leases.wakeAndAwait(deadlineNanos);
		this.takes.wakeAndAwait(deadlineNanos);
		this.puts.wakeAndAwait(deadlineNanos);
		this.binding.remove(this.keys);
		this.takes.wake();
		this.leases.wake();
		this.puts.wake();
	}

}
