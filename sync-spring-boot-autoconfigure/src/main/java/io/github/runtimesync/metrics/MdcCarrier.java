/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

import org.slf4j.MDC;
import org.springframework.util.ClassUtils;

/**
 * Takes entries of the logging context (MDC) from the thread that puts to the worker, as
 * headers of the item: text that any engine can carry, unlike a snapshot of thread
 * locals, which would keep objects of a request alive after its end.
 */
public final class MdcCarrier {

	private static final boolean PRESENT = ClassUtils.isPresent("org.slf4j.MDC", MdcCarrier.class.getClassLoader());

	private static final String ALL = "*";

	private static final String PREFIX = "mdc.";

	private final Set<String> keys;

	private final boolean all;

	/**
	 * Create a carrier.
	 * @param keys the keys of the entries, {@code *} for all
	 */
	public MdcCarrier(Collection<String> keys) {
		this.keys = Set.copyOf(keys);
		this.all = this.keys.contains(ALL);
	}

	/**
	 * Write the entries of the current thread.
	 * @param headers receives them
	 */
	void write(Map<String, String> headers) {
		if (!PRESENT || this.keys.isEmpty()) {
			return;
		}
		Map<String, String> context = MDC.getCopyOfContextMap();
		if (context != null) {
			context.forEach((key, value) -> {
				if (value != null && (this.all || this.keys.contains(key))) {
					headers.put(PREFIX + key, value);
				}
			});
		}
	}

	/**
	 * Give the current thread the entries that came with an item, in addition to its own.
	 * @param headers the headers of the item
	 * @return what the thread had before, for {@link #restore}
	 */
	Map<String, String> read(Map<String, String> headers) {
		if (!PRESENT || this.keys.isEmpty()) {
			return Map.of();
		}
		Map<String, String> before = MDC.getCopyOfContextMap();
		headers.forEach((key, value) -> {
			if (key.startsWith(PREFIX)) {
				MDC.put(key.substring(PREFIX.length()), value);
			}
		});
		return (before != null) ? before : Map.of();
	}

	/**
	 * Give the current thread back what it had before, whatever was added since.
	 * @param before what {@link #read} returned
	 */
	void restore(Map<String, String> before) {
		if (!PRESENT || this.keys.isEmpty()) {
			return;
		}
		if (before.isEmpty()) {
			MDC.clear();
		}
		else {
			MDC.setContextMap(before);
		}
	}

}
