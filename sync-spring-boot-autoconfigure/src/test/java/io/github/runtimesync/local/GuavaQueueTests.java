/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.List;
import java.util.concurrent.BlockingQueue;

import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import junit.framework.Test;
import junit.framework.TestSuite;

import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.WaitObserver;

/**
 * Holds the collection view of a queue to what Guava expects of any queue.
 */
public final class GuavaQueueTests {

	private GuavaQueueTests() {
	}

	/**
	 * Called by JUnit in the way of its third version.
	 * @return the tests
	 */
	public static Test suite() {
		TestSuite suite = new TestSuite("A queue as a BlockingQueue");
		suite.addTest(suite("unbounded", 0));
		suite.addTest(suite("bounded", 100));
		return suite;
	}

	private static Test suite(String name, int maxSize) {
		return QueueTestSuiteBuilder.using(new Generator(maxSize))
			.named(name)
			.withFeatures(CollectionFeature.GENERAL_PURPOSE, CollectionFeature.KNOWN_ORDER,
					CollectionFeature.ALLOWS_NULL_QUERIES, CollectionSize.ANY)
			.createTestSuite();
	}

	/**
	 * Makes queues with given items, at places that differ from one queue to the next.
	 */
	private static final class Generator extends TestStringQueueGenerator {

		private final int maxSize;

		private int made;

		Generator(int maxSize) {
			this.maxSize = maxSize;
		}

		@Override
		protected BlockingQueue<String> create(String[] elements) {
			BlockingQueue<String> queue = new LocalQueue<String>(new WaitObserver("q", "local", false),
					new ElementType(String.class), this.maxSize)
				.asBlockingQueue();
			for (int i = 0; i < this.made; i++) {
				queue.add("gone");
				queue.remove();
			}
			this.made = (this.made + 1) % 50;
			queue.addAll(List.of(elements));
			return queue;
		}

	}

}
