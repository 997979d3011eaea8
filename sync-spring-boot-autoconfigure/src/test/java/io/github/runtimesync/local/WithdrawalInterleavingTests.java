/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.engine.WaitObserver;
import io.github.runtimesync.local.QueueWaiter.Outcome;

/**
 * Waiters that leave a queue while they are served, in the interleavings of a model
 * checker. A wait begins with the interrupt pending or with time up, so that it goes
 * through all of waiting and leaving while the other side acts.
 */
@Timeout(120)
class WithdrawalInterleavingTests {

	@Test
	@DisplayName("An interrupted getter takes the item of a put or leaves it in the queue")
	void interruptAndPut() throws Exception {
		Interleavings.check(() -> {
			Channel<Integer> channel = new Channel<>(0);
			Integer[] got = new Integer[1];
			String[] end = new String[1];
			boolean[] pending = new boolean[1];
			Interleavings.run(() -> {
				Thread.currentThread().interrupt();
				end[0] = Interleavings.result(() -> got[0] = waiting(channel).forItem(ParkedWaiter.FOREVER));
				pending[0] = Thread.interrupted();
			}, () -> channel.tryPut(1));
			Interleavings.expect(end[0].equals((got[0] != null) ? "done" : "interrupted"), end[0]);
			Interleavings.expect(pending[0] == (got[0] != null), pending[0]);
			Interleavings.expect((got[0] == null) == (channel.tryTake() != null), end[0]);
		});
	}

	@Test
	@DisplayName("An interrupted putter has put its item or has not")
	void interruptAndTake() throws Exception {
		Interleavings.check(() -> {
			Channel<Integer> channel = new Channel<>(1);
			channel.tryPut(0);
			String[] end = new String[1];
			Interleavings.run(() -> {
				Thread.currentThread().interrupt();
				end[0] = Interleavings.result(() -> waiting(channel).forRoom(1, ParkedWaiter.FOREVER));
			}, channel::tryTake);
			Interleavings.expect(end[0].equals("done") == (channel.tryTake() != null), end[0]);
		});
	}

	@Test
	@DisplayName("A getter whose time is up takes the item of a put or leaves it in the queue")
	void timeoutAndPut() throws Exception {
		Interleavings.check(() -> {
			Channel<Integer> channel = new Channel<>(0);
			Integer[] got = new Integer[1];
			Interleavings.run(() -> got[0] = waiting(channel).forItem(0), () -> channel.tryPut(1));
			Interleavings.expect((got[0] == null) == (channel.tryTake() != null), String.valueOf(got[0]));
		});
	}

	@Test
	@DisplayName("A putter whose time is up has put its item or has not")
	void timeoutAndTake() throws Exception {
		Interleavings.check(() -> {
			Channel<Integer> channel = new Channel<>(1);
			channel.tryPut(0);
			Outcome[] end = new Outcome[1];
			Interleavings.run(() -> end[0] = waiting(channel).forRoom(1, 0), channel::tryTake);
			Interleavings.expect((end[0] == Outcome.SERVED) == (channel.tryTake() != null), end[0]);
		});
	}

	@Test
	@DisplayName("A getter that is interrupted lets the put go to the other one")
	void interruptOfOneOfTwo() throws Exception {
		Interleavings.check(() -> {
			Channel<Integer> channel = new Channel<>(0);
			Integer[] got = new Integer[2];
			Interleavings.run(() -> {
				Thread.currentThread().interrupt();
				Interleavings.result(() -> got[0] = waiting(channel).forItem(ParkedWaiter.FOREVER));
				// The other getter waits for an item too.
				if (got[0] != null) {
					channel.tryPut(2);
				}
			}, () -> got[1] = waiting(channel).forItem(ParkedWaiter.FOREVER), () -> channel.tryPut(1));
			Interleavings.expect(got[1] == ((got[0] != null) ? 3 - got[0] : 1), got[1]);
			Interleavings.expect(channel.tryTake() == null);
		});
	}

	@Test
	@DisplayName("A cancelled getter lets the put go to the other one")
	void cancelAndPut() throws Exception {
		Interleavings.check(() -> {
			LocalQueue<Integer> queue = Interleavings.queue(0);
			CompletableFuture<Integer> first = queue.getAsync();
			CompletableFuture<Integer> second = queue.getAsync();
			boolean[] cancelled = new boolean[1];
			Interleavings.run(() -> cancelled[0] = first.cancel(false), () -> queue.put(1));
			Interleavings.expect(cancelled[0] == first.isCancelled(), cancelled[0]);
			Interleavings.expect(((cancelled[0]) ? second : first).getNow(0) == 1, cancelled[0]);
			Interleavings.expect(second.isDone() == cancelled[0] && queue.size() == 0, cancelled[0]);
		});
	}

	@Test
	@DisplayName("A cancelled putter lets the next one in")
	void cancelAndTake() throws Exception {
		Interleavings.check(() -> {
			LocalQueue<Integer> queue = Interleavings.queue(1, 0);
			CompletableFuture<Void> first = queue.putAsync(1);
			CompletableFuture<Void> second = queue.putAsync(2);
			boolean[] cancelled = new boolean[1];
			Interleavings.run(() -> cancelled[0] = first.cancel(false), queue::poll);
			Interleavings.expect(second.isDone() == cancelled[0], cancelled[0]);
			Interleavings.expect(queue.poll() == ((cancelled[0]) ? 2 : 1), cancelled[0]);
			Interleavings.expect(second.isDone(), cancelled[0]);
		});
	}

	private static QueueWait<Integer> waiting(Channel<Integer> channel) {
		QueueWait<Integer> waiting = new QueueWait<>(channel, channel, new WaitObserver("q", "local", false));
		Impatience.impose(waiting);
		return waiting;
	}

}
