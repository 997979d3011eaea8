/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.listener.SyncListenerEndpoint;
import io.github.runtimesync.redis.server.RedisServer;
import io.github.runtimesync.redis.server.ReplyDroppingProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Eight workers take items while something goes wrong again and again. Each item must be
 * processed, and since the workers live, once.
 */
@Timeout(60)
class RedisListenerFaultTests {

	private static final int ITEMS = 2000;

	private static final int FAULTS = 5;

	private final RedisServer server = RedisServer.start(RedisServer.DURABLE);

	private final ReplyDroppingProxy proxy = new ReplyDroppingProxy(this.server.port());

	private LettuceConnectionFactory factory;

	private ListeningJvm jvm;

	@BeforeEach
	void open() {
		this.factory = TestRedis.factory(this.proxy.port());
		this.jvm = new ListeningJvm(this.factory, TestRedis.settings(), (options) -> options.setConcurrency("8"));
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

	private void processDuring(Runnable fault) throws Exception {
		SyncQueue<Integer> queue = this.jvm.queue("ids", Integer.class);
		for (int i = 0; i < ITEMS; i++) {
			queue.put(i);
		}
		Set<Integer> processed = ConcurrentHashMap.newKeySet();
		AtomicInteger calls = new AtomicInteger();
		this.jvm.listeners.register(SyncListenerEndpoint.forItems("ids", "ids", Integer.class, (id) -> {
			processed.add(id);
			calls.incrementAndGet();
		}));
		for (int i = 1; i <= FAULTS; i++) {
			int mark = i * ITEMS / (FAULTS + 2);
			TestThreads.eventually().until(() -> calls.get() >= mark);
			fault.run();
		}
		TestThreads.eventually().until(() -> processed.size() == ITEMS);
		TestThreads.eventually().until(() -> this.jvm.listeners.getContainer("ids").snapshot().inProcess() == 0);
		assertThat(calls).hasValue(ITEMS);
	}

}
