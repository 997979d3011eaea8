/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.JacksonModule;

import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.EngineAtomic;
import io.github.runtimesync.engine.EngineFigures;
import io.github.runtimesync.engine.EnginePrimitive;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.EngineShared;
import io.github.runtimesync.engine.EngineStatus;
import io.github.runtimesync.engine.EngineWaitGroup;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.engine.SyncEngine;

/**
 * Makes primitives that live in Redis. Creating one asks Redis, and harms nobody if it
 * happens twice.
 */
final class RedisEngine implements SyncEngine {

	static final String NAME = "redis";

	private static final Script PING = Script.repeatable("ping");

	/** How long somebody who looks at a primitive waits for its state. */
	static final Duration SNAPSHOT_PATIENCE = Duration.ofSeconds(1);

	/** How long Redis may be silent before it counts as out of reach. */
	private static final Duration STATUS_PATIENCE = Duration.ofSeconds(1);

	/** An answer as old as that says that Redis can be reached. */
	private static final Duration RECENT = Duration.ofSeconds(2);

	/**
	 * One may be connecting for scripts while the other watches over what is under way.
	 */
	private static final int TIMER_THREADS = 2;

	private final ScheduledThreadPoolExecutor timer;

	private final ExecutorService callbacks = callbacks();

	private final EngineContext context;

	private final Figures figures = new Figures();

	private final ServerCheck check;

	private final Sampler.Sample<Boolean> ping;

	private volatile Consumer<EnginePrimitive> removals = (removed) -> {
	};

	RedisEngine(RedisConnectionFactory factory, RedisSettings settings, RegistrySettings registrySettings,
			Iterable<? extends JacksonModule> modules) {
		this(factory, settings, registrySettings, modules, SNAPSHOT_PATIENCE, InboxTiming.DEFAULT);
	}

	/**
	 * Create an engine.
	 * @param factory a started connection factory of Lettuce
	 * @param settings how the engine works
	 * @param registrySettings what the registry is created with
	 * @param modules the modules of Jackson that values are written with
	 * @param snapshotPatience how long somebody who looks at a primitive waits for its
	 * state
	 * @param timing how often whoever waits looks again
	 */
	RedisEngine(RedisConnectionFactory factory, RedisSettings settings, RegistrySettings registrySettings,
			Iterable<? extends JacksonModule> modules, Duration snapshotPatience, InboxTiming timing) {
		if (!(factory instanceof LettuceConnectionFactory lettuce)) {
			throw new IllegalArgumentException(
					"The Redis engine needs a LettuceConnectionFactory, not a %s: set spring.data.redis.client-type=lettuce and have Lettuce on the class path"
						.formatted(factory.getClass().getName()));
		}
		this.timer = timer();
		String jvm = EngineContext.random();
		ResendPolicy policy = ResendPolicy.within(settings.timeout());
		ScriptClient client = new MeasuredScriptClient(new LettuceScriptClient(lettuce, this.timer), this.figures,
				policy);
		Resender resender = new Resender(client, policy, this.figures, this.timer);
		Inbox inbox = new Inbox(Keys.inbox(settings.namespace(), jvm),
				new LettuceChannelClient(lettuce, this.callbacks), client, this.timer, timing);
		this.context = new EngineContext(settings, registrySettings, jvm, client, resender,
				new JsonFormat((int) settings.maxValueSize().toBytes(), modules), this.timer, this.callbacks, inbox,
				new Sampler(snapshotPatience, System::nanoTime), this.figures,
				(removed) -> this.removals.accept(removed));
		this.check = new ServerCheck(resender, settings);
		this.ping = new Sampler(STATUS_PATIENCE, System::nanoTime).new Sample<>(false,
				() -> client.run(PING, new byte[][] { settings.serverKey() }, new byte[0][]), (reply) -> true);
	}

	/**
	 * Find out whether Redis can be used.
	 * @throws io.github.runtimesync.engine.SyncEngineException if it cannot, unless the
	 * settings say to go on without it
	 */
	void start() {
		if (this.context.settings().failFast()) {
			this.check.await();
		}
		else {
			this.check.awaitOrGoOn(this.timer);
		}
	}

	private static ScheduledThreadPoolExecutor timer() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("sync-redis-");
		threads.setDaemon(true);
		ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(TIMER_THREADS, threads);
		timer.setRemoveOnCancelPolicy(true);
		// A look at a lease may be due in an hour: the threads must not stay until then.
		timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		return timer;
	}

	private static ExecutorService callbacks() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("sync-redis-callback-");
		threads.setDaemon(true);
		return Executors.newCachedThreadPool(threads);
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public EngineAtomic createAtomic(String name, long initial) {
		return RedisAtomic.create(this.context, name, initial);
	}

	@Override
	public EngineShared<?> createShared(String name, ElementType type, @Nullable Object initial) {
		return RedisShared.create(this.context, name, type, initial);
	}

	@Override
	public EngineWaitGroup createWaitGroup(String name) {
		return RedisWaitGroup.create(this.context, name);
	}

	@Override
	public EngineQueue<?> createQueue(String name, ElementType type, int maxSize) {
		return RedisQueue.create(this.context, name, type, maxSize);
	}

	@Override
	public boolean isShared() {
		return true;
	}

	@Override
	public boolean isReady() {
		return this.check.hasPassed();
	}

	@Override
	public boolean isReachable() {
		return !this.figures.hasProblem();
	}

	@Override
	public EngineStatus status() {
		if (!this.figures.hasAnsweredWithin(RECENT)) {
			this.ping.get();
		}
		return this.figures.status(this.figures.hasAnsweredWithin(RECENT));
	}

	@Override
	public EngineFigures figures() {
		return this.figures.figures(this.context.inbox().wakeUps());
	}

	@Override
	public void setRemovalListener(Consumer<EnginePrimitive> listener) {
		this.removals = listener;
	}

	@Override
	public void close() {
		this.context.inbox().close();
		this.context.resender().close();
		this.timer.shutdown();
		this.callbacks.shutdown();
		this.context.client().close();
	}

}
