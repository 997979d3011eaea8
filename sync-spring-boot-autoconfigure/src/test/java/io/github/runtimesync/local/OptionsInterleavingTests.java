/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.WaitObserver;

/**
 * Items with options among threads that wait, in the interleavings of a model checker.
 * Time passes with each look at the clock, and the tests play the timer's part.
 */
@Timeout(120)
class OptionsInterleavingTests {

	private static final PutOptions URGENT = PutOptions.defaults().priority(1);

	@Test
	@DisplayName("Putters of a full queue get in, with and without a priority, and takers get all items")
	void priorities() throws Exception {
		Interleavings.check(() -> {
			LocalQueue<Integer> queue = Interleavings.queue(1, 1);
			Integer[] got = new Integer[2];
			Interleavings.run(() -> queue.put(2, URGENT), () -> queue.put(4), () -> got[0] = queue.get(),
					() -> got[1] = queue.get());
			Interleavings.expect(got[0] + got[1] + queue.poll() == 7 && queue.size() == 0, (Object[]) got);
		});
	}

	@Test
	@DisplayName("Items that become due meet takers, whether these wait already or are about to")
	void delays() throws Exception {
		Interleavings.check(() -> {
			DelayTimer timer = timer();
			LocalQueue<Integer> queue = queue(timer);
			Integer[] got = new Integer[2];
			Interleavings.run(() -> got[0] = queue.get(), () -> got[1] = queue.get(), () -> {
				queue.put(1, delay(2));
				queue.put(2, delay(1));
				runTimer(timer, queue);
			});
			Interleavings.expect(got[0] + got[1] == 3 && queue.size() == 0, (Object[]) got);
		});
	}

	@Test
	@DisplayName("A close lets takers go when what was delayed is delivered")
	void delayAndClose() throws Exception {
		Interleavings.check(() -> {
			DelayTimer timer = timer();
			LocalQueue<Integer> queue = queue(timer);
			Integer[] got = new Integer[2];
			String[] put = new String[1];
			Interleavings.run(() -> got[0] = queue.get(), () -> got[1] = queue.get(), () -> {
				put[0] = Interleavings.result(() -> queue.put(1, delay(2)));
				runTimer(timer, queue);
			}, queue::close);
			int delivered = ((got[0] != null) ? 1 : 0) + ((got[1] != null) ? 1 : 0);
			Interleavings.expect(delivered == (put[0].equals("done") ? 1 : 0), put[0], delivered);
		});
	}

	private static PutOptions delay(int nanos) {
		return PutOptions.defaults().delay(Duration.ofNanos(nanos));
	}

	private static DelayTimer timer() {
		AtomicLong now = new AtomicLong();
		return new DelayTimer(now::getAndIncrement, (task) -> {
		});
	}

	private static LocalQueue<Integer> queue(DelayTimer timer) {
		LocalQueue<Integer> queue = new LocalQueue<>(new WaitObserver("q", "local", false), new ElementType(null), 1,
				null, timer);
		Impatience.impose(queue);
		return queue;
	}

	private static void runTimer(DelayTimer timer, LocalQueue<Integer> queue) {
		while (queue.channel.state().delayed() > 0) {
			timer.runDue();
		}
	}

}
