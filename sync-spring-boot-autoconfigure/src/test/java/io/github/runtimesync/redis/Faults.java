/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.redis.server.RedisServer;
import io.github.runtimesync.redis.server.ReplyDroppingProxy;

/**
 * A Redis server of one test, two registries that reach it through a proxy and stand for
 * two JVMs, and what can go wrong between them.
 */
final class Faults implements AutoCloseable {

	private static final int FAULTS = 8;

	private static final int STORM = 10;

	private static final int KILLS = 3;

	/** Longer than a client needs to find back to its server on a busy machine. */
	private static final Duration PATIENT = Duration.ofMinutes(1);

	/**
	 * Whoever waits looks again ten times as often as elsewhere, since messages get lost
	 * all the time here.
	 */
	private static final InboxTiming TIMING = new InboxTiming(InboxTiming.DEFAULT.heartbeat(), Duration.ofMillis(200),
			Duration.ofMillis(500));

	private final RedisServer server;

	private final ReplyDroppingProxy proxy;

	private final LettuceConnectionFactory factory;

	private final LettuceConnectionFactory otherFactory;

	private final RedisSettings settings;

	private final InboxTiming timing;

	private final DefaultSyncRegistry one;

	private final DefaultSyncRegistry other;

	/** Made when somebody asks for it, as is its registry. */
	private LettuceConnectionFactory directFactory;

	private DefaultSyncRegistry direct;

	private Faults(Duration timeout, InboxTiming timing, String... options) {
		this.server = RedisServer.start(options);
		this.proxy = new ReplyDroppingProxy(this.server.port());
		this.factory = TestRedis.factory(this.proxy.port());
		this.otherFactory = TestRedis.factory(this.proxy.port());
		// Connecting for the first time may take longer than an impatient client has.
		this.factory.getConnection().close();
		this.otherFactory.getConnection().close();
		this.settings = new RedisSettings("faults", timeout);
		this.timing = timing;
		this.one = registry(this.factory, this.settings, timing);
		this.other = registry(this.otherFactory, this.settings, timing);
	}

	private static DefaultSyncRegistry registry(LettuceConnectionFactory factory, RedisSettings settings,
			InboxTiming timing) {
		RedisEngine engine = new RedisEngine(factory, settings, RegistrySettings.DEFAULT, JsonFormat.foundModules(),
				RedisEngine.SNAPSHOT_PATIENCE, timing);
		engine.start();
		return new DefaultSyncRegistry(engine, RegistrySettings.DEFAULT);
	}

	/**
	 * Start a server that keeps everything it has answered.
	 */
	static Faults durable() {
		return new Faults(PATIENT, TIMING, RedisServer.DURABLE);
	}

	/**
	 * Start a server that loses everything when it is killed.
	 */
	static Faults forgetful() {
		return new Faults(PATIENT, TIMING);
	}

	/**
	 * Start a server whose clients soon lose patience.
	 */
	static Faults impatient() {
		return new Faults(Duration.ofSeconds(3), TIMING, RedisServer.DURABLE);
	}

	/**
	 * Start a server for whose clients nothing goes wrong, and who never look by
	 * themselves while a test runs: a wake-up that is lost stays so.
	 */
	static Faults none() {
		return new Faults(PATIENT, RedisQueueLoanTests.SLEEPY);
	}

	DefaultSyncRegistry one() {
		return this.one;
	}

	DefaultSyncRegistry other() {
		return this.other;
	}

	/**
	 * Return a registry that reaches the server without the proxy, and stands for a JVM
	 * on the other side of a partition.
	 */
	DefaultSyncRegistry direct() {
		if (this.direct == null) {
			this.directFactory = TestRedis.factory(this.server.port());
			this.direct = registry(this.directFactory, this.settings, this.timing);
		}
		return this.direct;
	}

	/**
	 * Return how often the JVM of a registry has sent a command once more.
	 */
	static long resends(DefaultSyncRegistry registry) {
		return registry.engines().stream().mapToLong((engine) -> engine.figures().resends()).sum();
	}

	/**
	 * Return what the first registry is connected with.
	 */
	LettuceConnectionFactory factory() {
		return this.factory;
	}

	ReplyDroppingProxy proxy() {
		return this.proxy;
	}

	RedisServer server() {
		return this.server;
	}

	void loseReply() {
		this.proxy.dropReplies(1);
	}

	/**
	 * Let the reply to the next command with an argument get lost, such as the one that
	 * names a script, which Redis must have run before.
	 */
	void loseReplyTo(String argument) {
		this.proxy.dropReplyTo(argument);
	}

	void killConnections() {
		kill("normal");
	}

	void killSubscriptions() {
		kill("pubsub");
	}

	private long kill(String type) {
		return (Long) this.server.run("CLIENT", "KILL", "TYPE", type);
	}

	long subscriptions() {
		return ((String) this.server.run("CLIENT", "LIST", "TYPE", "pubsub")).lines().count();
	}

	void forgetScripts() {
		this.server.run("SCRIPT", "FLUSH");
	}

	void restart() {
		this.server.kill();
		this.server.restart();
	}

	/**
	 * Let things go wrong in turn, each after some progress since the one before.
	 * @param progress counts what has been done
	 * @param step how much has to be done between two faults
	 */
	void inTurn(AtomicInteger progress, int step) {
		List<Runnable> faults = List.of(this::loseReply, this::killConnections, this::killSubscriptions,
				this::forgetScripts, this::restart);
		for (int i = 0; i < FAULTS; i++) {
			int before = progress.get();
			TestThreads.eventually().until(() -> progress.get() - before > step);
			faults.get(i % faults.size()).run();
		}
	}

	/**
	 * Kill all connections and subscriptions again and again, each time after some
	 * progress since the time before.
	 * @param progress counts what has been done
	 * @param step how much has to be done in between
	 */
	void storm(AtomicInteger progress, int step) {
		for (int i = 0; i < STORM; i++) {
			int before = progress.get();
			TestThreads.eventually().until(() -> progress.get() - before > step);
			// Also those who have just come back and sent again what was under way.
			AtomicLong killed = new AtomicLong();
			TestThreads.eventually().until(() -> killed.addAndGet(kill("normal")) >= KILLS);
			TestThreads.eventually().until(() -> kill("pubsub") > 0);
		}
	}

	@Override
	public void close() {
		this.one.close();
		this.other.close();
		this.factory.destroy();
		this.otherFactory.destroy();
		if (this.direct != null) {
			this.direct.close();
			this.directFactory.destroy();
		}
		this.proxy.close();
		this.server.close();
	}

}
