/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * Which putters send their items: those for whom there may be room. The timer only asks
 * for room, so that a putter whose queue stays full does not send its item again and
 * again, and nothing of it is in the air while Redis is away.
 */
final class RoomSelection extends Selection {

	private static final int MAX_BYTES = 1024 * 1024;

	/** For what there was room when the last script ended. */
	private boolean hasRoom;

	private boolean hasRoomForDelayed;

	/** The next script is for those for whom there was. */
	private boolean selective;

	/** The next script only asks for room. */
	private boolean probing;

	/** What is waited for. Written with the lock, by whoever sends next. */
	private String waits = "";

	@Override
	List<QueueCall> next(QueueCalls calls, boolean woken) {
		List<QueueCall> batch = new ArrayList<>();
		if (woken || !calls.immediate().isEmpty() || !this.probing) {
			fill(batch, calls.waiting());
		}
		fill(batch, calls.immediate());
		this.probing = false;
		this.selective = false;
		this.waits = kindsOfWaiting(calls);
		return batch;
	}

	/**
	 * Return what was waited for when the latest script was sent, as
	 * {@code queue-put.lua} has it.
	 */
	String waits() {
		return this.waits;
	}

	private static String kindsOfWaiting(QueueCalls calls) {
		String plain = "";
		String delayed = "";
		for (QueueCall call : calls.waiting()) {
			if (call.entry().isDelayed()) {
				delayed = "d";
			}
			else {
				plain = "p";
			}
		}
		return plain + delayed;
	}

	/**
	 * Take note of the room that a script has left.
	 * @return whether it is worth sending another one at once
	 */
	boolean foundRoom(boolean room, boolean roomForDelayed, QueueCalls calls) {
		this.hasRoom = room;
		this.hasRoomForDelayed = roomForDelayed;
		this.selective = calls.waiting().stream().anyMatch(this::hasRoomFor);
		// Whoever is not delayed any more since the script was sent is noted down for the
		// wrong kind of room.
		return this.selective || !this.waits.contains(kindsOfWaiting(calls));
	}

	private boolean hasRoomFor(QueueCall call) {
		return call.entry().isDelayed() ? this.hasRoomForDelayed : this.hasRoom;
	}

	@Override
	boolean isNews(QueueCall call, QueueCalls calls) {
		return call.entry().hasOptions() || calls.waiting().stream().allMatch((other) -> other.entry().hasOptions());
	}

	@Override
	void wake() {
		this.selective = false;
	}

	@Override
	void recheck(QueueCalls calls) {
		this.selective = false;
		this.probing = calls.waitingCount() > 0;
	}

	@Override
	boolean isWorthSending(QueueCall call) {
		return !this.selective || !call.waits() || hasRoomFor(call);
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
