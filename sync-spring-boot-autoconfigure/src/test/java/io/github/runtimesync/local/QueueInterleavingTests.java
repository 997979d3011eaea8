/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Threads that wait at a queue, in the interleavings of a model checker.
 */
@Timeout(120)
class QueueInterleavingTests {

	@Test
	@DisplayName("A close lets every taker go, whether it waits already or is about to")
	void takersAndClose() throws Exception {
		Interleavings.check(() -> {
			LocalQueue<Integer> queue = Interleavings.queue(0);
			Integer[] got = { 0, 0, 0 };
			Interleavings.run(() -> got[0] = queue.get(), () -> got[1] = queue.get(), () -> got[2] = queue.get(),
					queue::close);
			Interleavings.expect(got[0] == null && got[1] == null && got[2] == null, (Object[]) got);
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	@DisplayName("As many takers as puts all get an item, each a different one")
	void putsAndTakers(int maxSize) throws Exception {
		Interleavings.check(() -> {
			LocalQueue<Integer> queue = Interleavings.queue(maxSize);
			Integer[] got = new Integer[2];
			Interleavings.run(() -> got[0] = queue.get(), () -> got[1] = queue.get(), () -> queue.put(1),
					() -> queue.put(2));
			Interleavings.expect(got[0] + got[1] == 3, (Object[]) got);
			Interleavings.expect(queue.size() == 0, queue.size());
		});
	}

	@Test
	@DisplayName("A close of a full queue refuses both putters and keeps the item")
	void puttersAndClose() throws Exception {
		Interleavings.check(() -> {
			LocalQueue<Integer> queue = Interleavings.queue(1, 0);
			String[] put = new String[2];
			Interleavings.run(() -> put[0] = Interleavings.result(() -> queue.put(1)),
					() -> put[1] = Interleavings.result(() -> queue.put(2)), queue::close);
			Interleavings.expect(put[0].equals("closed") && put[1].equals("closed"), (Object[]) put);
			Interleavings.expect(queue.poll() == 0 && queue.poll() == null);
		});
	}

	@Test
	@DisplayName("What was put before a close is taken once, what was refused never")
	void putTakeAndClose() throws Exception {
		Interleavings.check(() -> {
			LocalQueue<Integer> queue = Interleavings.queue(1, 0);
			Set<Integer> seen = new TreeSet<>();
			String[] put = new String[1];
			Integer[] got = new Integer[1];
			Interleavings.run(() -> put[0] = Interleavings.result(() -> queue.put(1)), () -> got[0] = queue.get(),
					() -> seen.addAll(queue.closeNow()));
			int left = seen.size();
			if (got[0] != null) {
				seen.add(got[0]);
				left++;
			}
			Interleavings.expect(seen.size() == left && seen.contains(0), seen, left);
			Interleavings.expect(seen.contains(1) == put[0].equals("done"), seen, put[0]);
			Interleavings.expect(queue.poll() == null);
		});
	}

}
