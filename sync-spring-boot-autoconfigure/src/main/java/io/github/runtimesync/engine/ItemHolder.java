/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.List;

/**
 * Somebody who takes items from queues and answers for them.
 */
public interface ItemHolder {

	/**
	 * Return what is taken and not done with.
	 * @return the items by queue; a queue may come more than once
	 */
	List<HeldItems> held();

	/**
	 * Return whether items of a queue are being processed, so that more may be taken
	 * although none was for a while.
	 * @param queue the name of the queue
	 * @return whether somebody is at work
	 */
	default boolean isProcessing(String queue) {
		return held().stream().anyMatch((held) -> held.queue().equals(queue) && held.unfinished() > 0);
	}

	/**
	 * Return whether items of any queue are being processed, or will be without anybody's
	 * doing.
	 * @return whether there is work under way or to come
	 */
	default boolean isAtWork() {
		return held().stream().anyMatch((held) -> held.unfinished() + held.inRetry() > 0);
	}

}
