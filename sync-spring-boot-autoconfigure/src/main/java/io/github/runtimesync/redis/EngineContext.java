/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.EnginePrimitive;
import io.github.runtimesync.engine.RegistrySettings;

/**
 * What the primitives of an engine share.
 *
 * @param settings of the engine
 * @param registrySettings of the registry that the engine works for
 * @param jvm what tells this engine from every other, in this JVM and elsewhere
 * @param client runs scripts
 * @param resender sends scripts until they are answered
 * @param json writes and reads values
 * @param timer for what has to happen later; its threads may be blocked for a moment
 * @param callbacks runs code of the application, which may block
 * @param inbox where messages for this engine come in
 * @param sampler looks at state for those who only look
 * @param figures where to count what is asked of Redis
 * @param removals is told of each primitive that another JVM has removed
 */
record EngineContext(RedisSettings settings, RegistrySettings registrySettings, String jvm, ScriptClient client,
		Resender resender, JsonFormat json, ScheduledExecutorService timer, Executor callbacks, Inbox inbox,
		Sampler sampler, Figures figures, Consumer<EnginePrimitive> removals) {

	private static final SecureRandom RANDOM = new SecureRandom();

	/** After how many milliseconds without a look a JVM does not count as waiting. */
	static final byte[] NOTED_MILLIS = Keys.bytes(Long.toString(InboxTiming.DEFAULT.noted().toMillis()));

	/**
	 * How long a waiter whose registry is closed waits for a script that is under way.
	 */
	static final Duration CLOSING = Duration.ofMillis(100);

	private static final AtomicLong LANES = new AtomicLong();

	/**
	 * Return a text that nobody else comes up with.
	 */
	static String random() {
		return Long.toUnsignedString(RANDOM.nextLong(), Character.MAX_RADIX);
	}

	/**
	 * Return a name for a lane that no other has, in this JVM and elsewhere.
	 */
	String newLane() {
		return this.jvm + "." + Long.toString(LANES.incrementAndGet(), Character.MAX_RADIX);
	}

	Keys keys(SyncKind kind, String name) {
		return new Keys(this.settings.namespace(), kind, name);
	}

	/**
	 * Return what scripts have to know about those who want to be told: the channel of
	 * this JVM, and after how many milliseconds without a look one is told no more.
	 */
	List<byte[]> inboxArguments() {
		return List.of(Keys.bytes(this.inbox.channel()), NOTED_MILLIS);
	}

	/**
	 * Run a task although the engine closes meanwhile, and with it the timer.
	 */
	static void runLater(Runnable task, Duration delay) {
		CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS).execute(task);
	}

	/**
	 * Return the deadline of a call that begins now, by {@link System#nanoTime()}.
	 */
	long deadlineNanos() {
		return System.nanoTime() + this.settings.timeout().toNanos();
	}

}
