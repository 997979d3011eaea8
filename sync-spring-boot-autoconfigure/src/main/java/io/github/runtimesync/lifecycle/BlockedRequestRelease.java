/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.lifecycle;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.WaitGroupSnapshot;
import io.github.runtimesync.engine.BlockedThread;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EnginePrimitive;
import io.github.runtimesync.engine.EngineWaitGroup;
import io.github.runtimesync.engine.ItemHolder;

/**
 * While the web server waits for requests that are under way, lets go of those that are
 * stuck in a primitive on which nothing happens any more. Without it a request blocked in
 * {@link io.github.runtimesync.SyncQueue#get()} would hold up the shutdown for as long as
 * the web server is willing to wait.
 * <p>
 * Only primitives that a request thread waits on are released early: a worker that waits
 * for the jobs of the last requests must go on waiting, and queues that requests put to
 * stay open. A request that waits for room is left alone as long as a listener is at work
 * on an item of that queue: there is room when it takes the next. One that waits for a
 * group to reach zero is left alone as long as tasks of that group run in this JVM, or
 * listeners have anything to do: nobody knows which of it is a task of that group. Both
 * no longer than the drain waits for work. Of what other JVMs share only this JVM's
 * callers are released. Request threads are known by the servlet frames on their stacks,
 * which costs nothing before the shutdown.
 */
public final class BlockedRequestRelease extends ShutdownStep {

	private static final Log logger = LogFactory.getLog(BlockedRequestRelease.class);

	private static final long STUCK_NANOS = Duration.ofMillis(500).toNanos();

	private static final String THREAD_NAME = "sync-request-release";

	/** The call that waits for room. */
	private static final String PUT = "put";

	private static final long CHECK_NANOS = Duration.ofMillis(50).toNanos();

	private final DefaultSyncRegistry registry;

	private final QueueDrain drain;

	private final Supplier<Stream<ItemHolder>> holders;

	private final Map<EnginePrimitive, Progress> progress = new HashMap<>();

	/**
	 * Create the step.
	 * @param registry the registry whose callers to release
	 * @param drain closes the registry later
	 * @param holders those who make room in queues and count groups down when they are
	 * done with what they have
	 */
	public BlockedRequestRelease(DefaultSyncRegistry registry, QueueDrain drain, Supplier<Stream<ItemHolder>> holders) {
		super(WEB_DRAIN_PHASE);
		this.registry = registry;
		this.drain = drain;
		this.holders = holders;
	}

	@Override
	void close(Runnable callback) {
		// The registry of a parent context is released only if that closes too.
		if (this.drain.context().isClosed()) {
			List<ItemHolder> found = this.holders.get().toList();
			Thread watcher = new Thread(() -> watch(found), THREAD_NAME);
			watcher.setDaemon(true);
			watcher.start();
		}
		callback.run();
	}

	/**
	 * Ends with the registry, which is closed once the web server has stopped.
	 */
	private void watch(List<ItemHolder> found) {
		long start = System.nanoTime();
		while (!this.registry.isClosed()) {
			boolean patient = System.nanoTime() - start < this.drain.timeoutNanos();
			Stream.of(SyncKind.QUEUE, SyncKind.WAIT_GROUP)
				.flatMap(this.registry::primitives)
				.forEach((primitive) -> look(primitive, found, patient));
			LockSupport.parkNanos(CHECK_NANOS);
		}
	}

	private void look(EnginePrimitive primitive, List<ItemHolder> found, boolean patient) {
		try {
			if (isStuck(primitive, found, patient)) {
				release(primitive);
			}
		}
		catch (RuntimeException ex) {
			// Requests may be stuck in others too.
			logger.debug("Could not look for requests that are stuck", ex);
		}
	}

	private boolean isStuck(EnginePrimitive primitive, List<ItemHolder> found, boolean patient) {
		List<BlockedThread> blocked = primitive.blockedThreads();
		if (blocked.isEmpty()) {
			return false;
		}
		long moves = moves(primitive);
		Progress last = this.progress.get(primitive);
		if (last == null || last.moves != moves || patient && mayMove(primitive, found)) {
			this.progress.put(primitive, new Progress(moves, System.nanoTime()));
			return false;
		}
		boolean roomToCome = patient && found.stream().anyMatch((holder) -> holder.isProcessing(primitive.name()));
		return System.nanoTime() - last.sinceNanos >= STUCK_NANOS && blocked.stream()
			.filter((thread) -> System.nanoTime() - thread.sinceNanos() >= STUCK_NANOS)
			.filter((thread) -> !(roomToCome && thread.call().equals(PUT)))
			.map(BlockedThread::thread)
			.anyMatch(BlockedRequestRelease::servesRequest);
	}

	/**
	 * Return whether a wait group may be about to move. It counts as if it had: there may
	 * be nobody at work in the moment between two items.
	 */
	private static boolean mayMove(EnginePrimitive primitive, List<ItemHolder> found) {
		return primitive instanceof EngineWaitGroup group
				&& (group.hasTasks() || found.stream().anyMatch(ItemHolder::isAtWork));
	}

	private static long moves(EnginePrimitive primitive) {
		if (primitive.snapshot() instanceof QueueSnapshot queue) {
			return queue.puts() + queue.gets();
		}
		return (primitive.snapshot() instanceof WaitGroupSnapshot group) ? group.count() : 0;
	}

	private static boolean servesRequest(Thread thread) {
		return Arrays.stream(thread.getStackTrace())
			.anyMatch((frame) -> frame.getClassName().startsWith("jakarta.servlet."));
	}

	private void release(EnginePrimitive primitive) {
		SyncKind kind = primitive.snapshot().kind();
		logger.info("Releasing the callers of %s: a request waits on it and holds up the shutdown"
			.formatted(kind.describe(primitive.name())));
		// What depends on a future of the primitive runs there and may take its time,
		// while requests are stuck in others.
		Thread thread = new Thread(primitive::release, THREAD_NAME);
		thread.setDaemon(true);
		thread.start();
		this.progress.remove(primitive);
	}

	/**
	 * How far a primitive had moved, and since when it has not moved further.
	 *
	 * @param moves a number that changes when the primitive is used
	 * @param sinceNanos when that number was seen first
	 */
	private record Progress(long moves, long sinceNanos) {

	}

}
