/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.WaitGroupSnapshot;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Lease;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A JVM waits in every way there is, for an item, for one on lease, for room, for tasks
 * and for a change, and the message that what it waits for has happened does not come in.
 */
@Timeout(60)
class RedisLostMessageTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static Faults faults;

	private final TestThreads threads = new TestThreads();

	@BeforeAll
	static void start() {
		faults = Faults.durable();
	}

	@AfterAll
	static void stop() {
		faults.close();
	}

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	@DisplayName("Everyone finds out although messages stop coming in and nobody says so")
	void mutedSubscription() throws Exception {
		Waiting waiting = new Waiting("muted");
		faults.proxy().muteSubscribers();
		waiting.end();
	}

	@Test
	@DisplayName("Everyone finds out although the server has closed the subscription")
	void closedSubscription() throws Exception {
		Waiting waiting = new Waiting("closed");
		faults.killSubscriptions();
		waiting.end();
	}

	@Test
	@DisplayName("Everyone finds out although the server has forgotten all scripts")
	void forgottenScripts() throws Exception {
		Waiting waiting = new Waiting("forgotten");
		faults.forgetScripts();
		waiting.end();
	}

	@Test
	@DisplayName("Everyone finds out although the server was killed and came back with its append-only file")
	void restartedServer() throws Exception {
		Waiting waiting = new Waiting("restarted");
		faults.restart();
		waiting.end();
	}

	/**
	 * Those who wait in one JVM for what happens in the other.
	 */
	private final class Waiting {

		private final SyncQueue<String> items;

		private final SyncQueue<String> leased;

		private final SyncQueue<String> full;

		private final SyncWaitGroup group;

		private final SyncShared<String> shared;

		private final Task<String> getter;

		private final Task<Lease<String>> leaser;

		private final Task<Void> putter;

		private final Task<Void> waiter;

		private final CompletableFuture<String> changed = new CompletableFuture<>();

		Waiting(String name) {
			this.items = faults.one().queue(name + "-items", String.class);
			this.leased = faults.one().queue(name + "-leased", String.class);
			this.full = faults.one().queue(name + "-full", String.class, 1);
			this.group = faults.one().waitGroup(name);
			this.shared = faults.one().shared(name, "before");
			this.full.add("first");
			this.group.add();
			TestThreads tests = RedisLostMessageTests.this.threads;
			SyncQueue<String> theirItems = faults.other().queue(this.items.name());
			EngineQueue<String> theirLeased = (EngineQueue<String>) faults.other().<String>queue(this.leased.name());
			SyncQueue<String> theirFull = faults.other().queue(this.full.name());
			this.getter = tests.start("getter", theirItems::get);
			this.leaser = tests.start("leaser", () -> theirLeased.leases().poll(PATIENCE));
			this.putter = tests.run("putter", () -> theirFull.put("second"));
			this.waiter = tests.run("waiter", faults.other().waitGroup(name)::await);
			faults.other().shared(name, "before").onChange(this.changed::complete);
			TestThreads.eventually()
				.until(() -> blocked(this.items) == 1 && blocked(this.leased) == 1 && blocked(this.full) == 1
						&& ((WaitGroupSnapshot) faults.other().snapshot(SyncKind.WAIT_GROUP, name).orElseThrow())
							.waiters() == 1);
			TestThreads.eventually().until(() -> faults.subscriptions() == 1);
		}

		private static int blocked(SyncQueue<?> queue) {
			QueueSnapshot snapshot = (QueueSnapshot) faults.other()
				.snapshot(SyncKind.QUEUE, queue.name())
				.orElseThrow();
			return snapshot.blockedGetters() + snapshot.blockedPutters();
		}

		/**
		 * Let happen what they wait for.
		 */
		void end() throws Exception {
			this.items.add("a");
			this.leased.add("b");
			assertThat(this.full.poll()).isEqualTo("first");
			this.group.done();
			this.shared.set("after");
			assertThat(this.getter.result()).isEqualTo("a");
			Lease<String> lease = this.leaser.result();
			assertThat(lease.item()).isEqualTo("b");
			assertThat(lease.done().get()).isTrue();
			this.putter.result();
			assertThat(this.full.poll()).isEqualTo("second");
			this.waiter.result();
			assertThat(this.changed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isEqualTo("after");
		}

	}

}
