/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys and arguments that the scripts of a queue have in common.
 */
final class QueueArguments {

	/**
	 * The names of the keys of a queue beside those that every primitive has, in the
	 * order in which {@code queue.lua} wants them.
	 */
	static final List<String> KEYS = List.of("q", "wi", "wr", "u", "ld", "li", "qp", "qd", "qk", "wd");

	/** After how many bytes a script takes no more. */
	private static final byte[] MAX_BYTES = Keys.bytes(Integer.toString(1024 * 1024));

	private final Binding binding;

	private final byte[][] keys;

	private final List<byte[]> sender;

	QueueArguments(Binding binding) {
		Inbox inbox = binding.context().inbox();
		this.binding = binding;
		this.keys = KEYS.stream().map(binding.keys()::key).toArray(byte[][]::new);
		this.sender = List.of(Keys.bytes(inbox.channel()), EngineContext.NOTED_MILLIS, flag(inbox.countsReceivers()));
	}

	/**
	 * Return the keys of the queue beside those that every primitive has.
	 */
	byte[][] keys() {
		return this.keys;
	}

	/**
	 * Return a lane for scripts that begin with {@code exactly-once.lua} and
	 * {@code queue.lua}.
	 */
	ExactlyOnce newLane() {
		return new ExactlyOnce(this.binding, this.keys);
	}

	/**
	 * Return new arguments: those that {@code queue.lua} wants.
	 */
	List<byte[]> list() {
		return new ArrayList<>(this.sender);
	}

	/**
	 * Return new arguments: those that {@code queue.lua} wants, and those that scripts
	 * that take have in common.
	 * @param batch who wants items
	 */
	List<byte[]> listOfTaking(List<QueueCall> batch) {
		List<byte[]> args = list();
		args.add(Keys.bytes(Integer.toString(QueueCall.missing(batch))));
		args.add(flag(QueueCall.countWaiting(batch) > 0));
		args.add(MAX_BYTES);
		return args;
	}

	/**
	 * Return new arguments: those that {@code queue-look.lua} wants, for whom nobody is
	 * the sender.
	 * @param offset how many of the first items to leave out
	 * @param count how many of the others to return, -1 for all
	 */
	List<byte[]> listOfLooking(int offset, int count) {
		List<byte[]> args = list();
		args.set(0, Keys.bytes(""));
		args.add(0, Keys.bytes(Integer.toString(count)));
		args.add(Keys.bytes(Integer.toString(offset)));
		return args;
	}

	private static byte[] flag(boolean flag) {
		return Keys.bytes(flag ? "1" : "0");
	}

}
