/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Pauses among threads that wait, in the interleavings of a model checker.
 */
@Timeout(120)
class PauseInterleavingTests {

	@Test
	@DisplayName("Getters that wait when a pause ends get what was put in the meantime")
	void pausePutAndResume() throws Exception {
		Interleavings.check(() -> {
			LocalQueue<Integer> queue = Interleavings.queue(0);
			Integer[] got = new Integer[2];
			Interleavings.run(() -> got[0] = queue.get(), () -> got[1] = queue.get(), () -> {
				queue.pause();
				queue.put(1);
				queue.resume();
			}, () -> queue.put(2));
			Interleavings.expect(got[0] + got[1] == 3, (Object[]) got);
			Interleavings.expect(queue.size() == 0, queue.size());
		});
	}

	@Test
	@DisplayName("A putter that waits when a pause ends gets in")
	void puttersAndResume() throws Exception {
		Interleavings.check(() -> {
			LocalQueue<Integer> queue = Interleavings.queue(1, 0);
			queue.pause();
			Integer[] got = new Integer[2];
			Interleavings.run(() -> got[0] = queue.get(), () -> got[1] = queue.get(), () -> queue.put(1),
					queue::resume);
			Interleavings.expect(got[0] + got[1] == 1, (Object[]) got);
			Interleavings.expect(queue.size() == 0, queue.size());
		});
	}

	@Test
	@DisplayName("A put to a paused queue stays in it, whoever waits")
	void putWhilePaused() throws Exception {
		Interleavings.check(() -> {
			LocalQueue<Integer> queue = Interleavings.queue(0);
			queue.pause();
			Integer[] polled = new Integer[1];
			CompletableFuture<?>[] getter = new CompletableFuture<?>[1];
			Interleavings.run(() -> getter[0] = queue.getAsync(), () -> polled[0] = queue.poll(), () -> queue.put(1));
			Interleavings.expect(polled[0] == null && !getter[0].isDone() && queue.size() == 1, queue.size());
			queue.resume();
			Interleavings.expect(getter[0].isDone() && queue.size() == 0, queue.size());
		});
	}

	@Test
	@DisplayName("A close that races a pause lets every getter go, with an item as long as there are any")
	void closeAndPause() throws Exception {
		Interleavings.check(() -> {
			LocalQueue<Integer> queue = Interleavings.queue(0, 1);
			Integer[] got = new Integer[2];
			Interleavings.run(() -> got[0] = queue.get(), () -> got[1] = queue.get(), queue::pause, queue::close);
			Interleavings.expect((got[0] == null) != (got[1] == null), (Object[]) got);
			Interleavings.expect(!queue.isPaused() && queue.size() == 0, queue.size());
		});
	}

	@Test
	@DisplayName("A getter that leaves while a pause ends takes its item or leaves it for the other one")
	void interruptAndResume() throws Exception {
		Interleavings.check(() -> {
			LocalQueue<Integer> queue = Interleavings.queue(0, 1);
			queue.pause();
			Integer[] got = new Integer[1];
			String[] end = new String[1];
			Interleavings.run(() -> {
				Thread.currentThread().interrupt();
				end[0] = Interleavings.result(() -> got[0] = queue.get());
			}, queue::resume);
			Interleavings.expect(end[0].equals((got[0] != null) ? "done" : "interrupted"), end[0]);
			Interleavings.expect((queue.poll() == null) == (got[0] != null), end[0]);
		});
	}

}
