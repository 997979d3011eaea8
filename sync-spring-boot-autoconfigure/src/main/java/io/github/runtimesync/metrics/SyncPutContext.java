/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.util.HashMap;
import java.util.Map;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.PutEnd;

/**
 * What is known of a put while it is observed. Its carrier goes along with the item.
 */
public class SyncPutContext extends SenderContext<Map<String, String>> {

	private final String queue;

	private final String queueTag;

	private final Map<String, String> headers = new HashMap<>();

	private volatile @Nullable PutEnd end;

	SyncPutContext(String queue, String queueTag) {
		super((carrier, key, value) -> {
			if (carrier != null) {
				carrier.put(key, value);
			}
		}, Kind.PRODUCER);
		this.queue = queue;
		this.queueTag = queueTag;
		setCarrier(this.headers);
	}

	/**
	 * Return the queue.
	 * @return its name
	 */
	public String getQueue() {
		return this.queue;
	}

	/**
	 * Return the queue as a tag with few values.
	 * @return its name, or {@code other} if there are too many names
	 */
	public String getQueueTag() {
		return this.queueTag;
	}

	/**
	 * Return how the put ended.
	 * @return how it ended, {@code null} if it has not
	 */
	public @Nullable PutEnd getEnd() {
		return this.end;
	}

	Map<String, String> headers() {
		return this.headers;
	}

	void end(PutEnd newEnd) {
		this.end = newEnd;
	}

}
