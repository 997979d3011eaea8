/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
 * @param items what was taken from the queue
 * @param nanos when the reply came in, by {@link System#nanoTime()}
 */
record PutReply(ScriptFlags flags, long serverMillis, long nextDueMillis, String outcomes, boolean hasRoom,
		boolean hasRoomForDelayed, List<byte[]> items, long nanos) {

	private static final char TAKEN = 't';

	/** To a script that has not run, so there may be items. */
	static final PutReply NONE = new PutReply(ScriptFlags.MORE, 0, -1, "", false, false, List.of(), 0);

	/**
	 * Read a reply.
	 * @param reply what comes after {@code OK}, nothing if the script has not run
	 */
	static PutReply parse(List<Object> reply) {
		return reply.isEmpty() ? NONE
				: new PutReply(ScriptFlags.of(reply), Long.parseLong(Definition.text(reply.get(1))),
						Long.parseLong(Definition.text(reply.get(2))), Definition.text(reply.get(3)),
						isYes(reply.get(4)), isYes(reply.get(5)),
						reply.subList(6, reply.size()).stream().map(byte[].class::cast).toList(), System.nanoTime());
	}

	private static boolean isYes(Object digit) {
		return ((byte[]) digit)[0] == '1';
	}

	/**
	 * Return what was taken, in the order of delivery.
	 * @param puts what was to be put
	 */
	List<StoredItem> taken(List<QueueCall> puts) {
		Stream<byte[]> atOnce = IntStream.range(0, this.outcomes.length())
			.filter((i) -> this.outcomes.charAt(i) == TAKEN)
			.mapToObj((i) -> puts.get(i).entry().stored(this.serverMillis));
		return Stream.concat(this.items.stream(), atOnce)
			.map((item) -> new StoredItem(item, this.serverMillis, this.nanos))
			.toList();
	}

}
