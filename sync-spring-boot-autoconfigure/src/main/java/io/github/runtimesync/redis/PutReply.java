/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code queue-put.lua} has returned.
 *
 * @param flags what it asks for
 * @param serverMillis the time by the clock of the server
 * @param nextDueMillis in how many milliseconds the next delayed item is due or a lease
 * runs out, -1 if that is not known
 * @param outcomes one letter for each item
 * @param hasRoom whether there is room for another item
 * @param hasRoomForDelayed whether there is room for another delayed item
 * @param items what was taken from the queue, as bytes
 * @param nanos when the reply came in, by {@link System#nanoTime()}
 */
record PutReply(ScriptFlags flags, long serverMillis, long nextDueMillis, String outcomes, boolean hasRoom,
		boolean hasRoomForDelayed, List<Object> items, long nanos) {

	private static final char TAKEN = 't';

	private static final char YES = '1';

	/** To a script that has not run, so there may be items. */
	static final PutReply NONE = new PutReply(ScriptFlags.MORE, 0, -1, "", false, false, List.of(), 0);

	/**
	 * Read a reply.
	 * @param reply what comes after {@code OK}, nothing if the script has not run
	 */
	static PutReply parse(List<Object> reply) {
		if (reply.isEmpty()) {
			return NONE;
		}
		long nanos = System.nanoTime();
		String[] head = Definition.text(reply.get(1)).split("/");
		String room = head[3];
		return new PutReply(ScriptFlags.of(reply), Long.parseLong(head[0]), Long.parseLong(head[1]), head[2],
				room.charAt(0) == YES, room.charAt(1) == YES, reply.subList(2, reply.size()), nanos);
	}

	/**
	 * Return what was taken, in the order of delivery.
	 * @param puts what was to be put
	 */
	List<StoredItem> taken(List<QueueCall> puts) {
		List<StoredItem> taken = new ArrayList<>();
		this.items.forEach((item) -> taken.add(stored((byte[]) item)));
		for (int i = 0; i < this.outcomes.length(); i++) {
			if (this.outcomes.charAt(i) == TAKEN) {
				taken.add(stored(puts.get(i).entry().stored(this.serverMillis)));
			}
		}
		return taken;
	}

	private StoredItem stored(byte[] item) {
		return new StoredItem(item, this.serverMillis, this.nanos);
	}

}
