/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.listener.SyncListenerEndpoint;
import io.github.runtimesync.listener.SyncMessage;
import io.github.runtimesync.redis.server.RedisServer;
import io.github.runtimesync.redis.server.ReplyDroppingProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Eight workers take items while something goes wrong again and again. Each item must be
 * processed, and since the workers live, once, unless a lease runs out.
 */
@Timeout(120)
class RedisListenerFaultTests {

	private static final int ITEMS = 2000;

	private static final int FAULTS = 5;

	private static final int WORKERS = 8;

	private static final Duration LEASE = Duration.ofSeconds(2);

	private final RedisServer server = RedisServer.start(RedisServer.DURABLE);

	private final ReplyDroppingProxy proxy = new ReplyDroppingProxy(this.server.port());

	private final Set<Integer> processed = ConcurrentHashMap.newKeySet();

	private final AtomicInteger calls = new AtomicInteger();

	private LettuceConnectionFactory factory;

	private ListeningJvm jvm;

	@BeforeEach
	void open() {
		this.factory = TestRedis.factory(this.proxy.port());
		listen(TestRedis.settings());
	}

	private void listen(RedisSettings settings) {
		this.jvm = new ListeningJvm(this.factory, settings, (options) -> options.setConcurrency("" + WORKERS));
	}

	@AfterEach
	void close() {
		this.jvm.close();
		this.factory.destroy();
		this.proxy.close();
		this.server.close();
	}

	@Test
	@DisplayName("Each item is processed once while replies get lost")
	void lostReplies() throws Exception {
		processDuring(() -> this.proxy.dropReplies(1));
		assertThat(this.proxy.dropped()).isPositive();
	}

	@Test
	@DisplayName("Each item is processed once while the server is killed and comes back with its append-only file")
	void killedServer() throws Exception {
		processDuring(() -> {
			this.server.kill();
			this.server.restart();
		});
	}

	@Test
	@DisplayName("Each item is processed once while the server forgets scripts and closes connections and subscriptions")
	void killedConnections() throws Exception {
		processDuring(() -> {
			this.server.run("SCRIPT", "FLUSH");
			this.server.run("CLIENT", "KILL", "TYPE", "normal");
			this.server.run("CLIENT", "KILL", "TYPE", "pubsub");
		});
	}

	@Test
	@DisplayName("Each item is processed while the server is frozen for longer than a lease; what comes twice is what was in hand")
	void frozenServer() throws Exception {
		this.jvm.close();
		listen(TestRedis.settings().withLease(LEASE));
		process(() -> {
			this.server.freeze();
			long begin = System.nanoTime();
			TestThreads.eventually().until(() -> System.nanoTime() - begin > LEASE.plusMillis(100).toNanos());
			this.server.thaw();
		}, 1);
		// A busy machine may cost leases one more time.
		assertThat(this.calls.get() - ITEMS).isBetween(0, 2 * WORKERS);
	}

	@Test
	@DisplayName("In a partition a call goes on; its lease runs out, another JVM gets the item, and the late end is without effect")
	void partition() throws Exception {
		this.jvm.close();
		RedisSettings settings = TestRedis.settings();
		listen(settings.withLease(LEASE));
		LettuceConnectionFactory direct = TestRedis.factory(this.server.port());
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		try (ListeningJvm reachable = new ListeningJvm(direct, settings, (options) -> {
		})) {
			this.jvm.listeners.register(SyncListenerEndpoint.forItems("ids", "ids", Integer.class, (id) -> {
				this.calls.incrementAndGet();
				entered.countDown();
				await(goOn);
			}));
			SyncQueue<Integer> queue = reachable.queue("ids", Integer.class);
			queue.put(7);
			await(entered);
			this.proxy.refuse();
			BlockingQueue<SyncMessage<Integer>> received = new LinkedBlockingQueue<>();
			reachable.listeners.register(SyncListenerEndpoint.forMessages("ids", "ids", Integer.class, received::add));
			SyncMessage<Integer> again = received.poll(20, TimeUnit.SECONDS);
			assertThat(again).isNotNull();
			assertThat(again.item()).isEqualTo(7);
			assertThat(again.attempt()).isEqualTo(2);
			goOn.countDown();
			this.proxy.admit();
			TestThreads.eventually().until(() -> this.jvm.listeners.getContainer("ids").snapshot().inProcess() == 0);
			reachable.listeners.getContainer("ids").stop();
			queue.put(8);
			TestThreads.eventually().until(() -> this.calls.get() == 2);
			assertThat(received).isEmpty();
		}
		finally {
			goOn.countDown();
			direct.destroy();
		}
	}

	@Test
	@DisplayName("When Redis comes back empty, whoever ends a lease is told that it is lost, and takes what is put then")
	void restartedEmpty() throws Exception {
		try (Faults faults = Faults.forgetful()) {
			EngineQueue<String> queue = (EngineQueue<String>) faults.one().queue("q", String.class);
			queue.put("lost");
			Lease<String> lease = queue.leases().poll(Duration.ofSeconds(20));
			assertThat(lease).isNotNull();
			faults.restart();
			assertThat(lease.done().get()).isFalse();
			faults.other().<String>queue("q").put("fresh");
			Lease<String> fresh = queue.leases().poll(Duration.ofSeconds(20));
			assertThat(fresh.item()).isEqualTo("fresh");
			assertThat(fresh.done().get()).isTrue();
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void processDuring(Runnable fault) throws Exception {
		process(fault, FAULTS);
		assertThat(this.calls).hasValue(ITEMS);
	}

	private void process(Runnable fault, int times) throws Exception {
		SyncQueue<Integer> queue = this.jvm.queue("ids", Integer.class);
		CompletableFuture.allOf(IntStream.range(0, ITEMS).mapToObj(queue::putAsync).toArray(CompletableFuture[]::new))
			.join();
		this.jvm.listeners.register(SyncListenerEndpoint.forItems("ids", "ids", Integer.class, (id) -> {
			this.processed.add(id);
			this.calls.incrementAndGet();
		}));
		for (int i = 1; i <= times; i++) {
			int mark = i * ITEMS / (times + 2);
			TestThreads.eventually().until(() -> this.calls.get() >= mark);
			fault.run();
		}
		TestThreads.eventually().until(() -> this.processed.size() == ITEMS);
		TestThreads.eventually().until(() -> this.jvm.listeners.getContainer("ids").snapshot().inProcess() == 0);
	}

}
