/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.redis.server.RedisServer;
import io.github.runtimesync.redis.server.ReplyDroppingProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sixty-four threads add to a counter while something goes wrong again and again. Each
 * add must count once, and each caller get a value of its own.
 */
@Timeout(60)
class RedisAtomicFaultTests {

	private static final int ADDERS = 64;

	private static final int FAULTS = 8;

	private static final int STORM = 10;

	private final TestThreads threads = new TestThreads();

	private final RedisServer server = RedisServer.start(RedisServer.DURABLE);

	private final ReplyDroppingProxy proxy = new ReplyDroppingProxy(this.server.port());

	private LettuceConnectionFactory factory;

	private DefaultSyncRegistry registry;

	@BeforeEach
	void open() {
		this.factory = TestRedis.factory(this.proxy.port());
		this.registry = RedisSyncRegistry.create(this.factory, TestRedis.settings());
	}

	@AfterEach
	void close() {
		this.threads.close();
		this.registry.close();
		this.factory.destroy();
		this.proxy.close();
		this.server.close();
	}

	@Test
	@DisplayName("Adds are exact while replies get lost after the server has carried out the command")
	void lostReplies() {
		addDuring(() -> this.proxy.dropReplies(1));
		assertThat(this.proxy.dropped()).isGreaterThanOrEqualTo(FAULTS - 1);
	}

	@Test
	@DisplayName("Adds are exact while the server closes all connections of clients")
	void killedClients() {
		addDuring(() -> kill("normal"));
	}

	@Test
	@DisplayName("Adds are exact in storms that kill connections and the subscription of the JVM")
	void storms() {
		SyncQueue<String> queue = this.registry.queue("q");
		Task<String> getter = this.threads.start("getter", queue::get);
		addDuring(STORM, () -> {
			TestThreads.eventually().until(() -> kill("normal") > 0);
			TestThreads.eventually().until(() -> kill("pubsub") > 0);
		});
		getter.awaitBlocked();
		queue.add("a");
		assertThat(getter.result()).isEqualTo("a");
	}

	private long kill(String type) {
		return (Long) this.server.run("CLIENT", "KILL", "TYPE", type);
	}

	@Test
	@DisplayName("Adds are exact while the server is killed and comes back with its append-only file")
	void killedServer() {
		addDuring(() -> {
			this.server.kill();
			this.server.restart();
		});
	}

	@Test
	@DisplayName("Adds are exact while the server forgets all scripts")
	void flushedScripts() {
		addDuring(() -> this.server.run("SCRIPT", "FLUSH"));
	}

	@Test
	@DisplayName("Adds are exact while everything goes wrong in turn")
	void allFaults() {
		AtomicInteger turn = new AtomicInteger();
		addDuring(() -> {
			switch (turn.getAndIncrement() % 4) {
				case 0 -> this.proxy.dropReplies(2);
				case 1 -> kill("normal");
				case 2 -> this.server.run("SCRIPT", "FLUSH");
				default -> {
					this.server.kill();
					this.server.restart();
				}
			}
		});
	}

	private void addDuring(Runnable fault) {
		addDuring(FAULTS, fault);
	}

	/**
	 * Let threads add until the faults are over, each fault coming after some adds since
	 * the one before.
	 */
	private void addDuring(int faults, Runnable fault) {
		SyncAtomic atomic = this.registry.atomic("a");
		AtomicInteger adds = new AtomicInteger();
		AtomicBoolean over = new AtomicBoolean();
		List<Task<List<Long>>> adders = this.threads.startTogether(ADDERS, "adder", (i) -> () -> {
			List<Long> values = new ArrayList<>();
			while (!over.get()) {
				values.add((i % 2 == 0) ? atomic.add() : atomic.update((value) -> value + 1));
				adds.incrementAndGet();
			}
			return values;
		});
		for (int i = 0; i < faults; i++) {
			int before = adds.get();
			TestThreads.eventually().until(() -> adds.get() - before > 3 * ADDERS);
			fault.run();
		}
		over.set(true);
		long[] values = adders.stream()
			.map(Task::result)
			.flatMap(List::stream)
			.mapToLong(Long::longValue)
			.sorted()
			.toArray();
		assertThat(values).isEqualTo(LongStream.rangeClosed(1, values.length).toArray());
		assertThat(atomic.get()).isEqualTo(values.length);
	}

}
