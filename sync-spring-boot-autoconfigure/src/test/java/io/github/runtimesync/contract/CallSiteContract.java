/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.CallSite;
import io.github.runtimesync.engine.Declarations;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EnginePrimitive;
import io.github.runtimesync.engine.EngineWaitGroup;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.engine.SiteCount;
import io.github.runtimesync.engine.WaitingCaller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What a registry tells about who waits and from where it came.
 */
public abstract class CallSiteContract extends SyncContract {

	/**
	 * Supply a registry with some settings.
	 * @param settings the settings
	 * @return a fresh registry
	 */
	protected abstract DefaultSyncRegistry registry(RegistrySettings settings);

	@Override
	protected final SyncRegistry registry() {
		return registry(new RegistrySettings(Map.of(), Declarations.NONE, false, true));
	}

	@Test
	@DisplayName("Waiting getters are listed in order, threads and futures, with their call sites")
	void getters() {
		SyncQueue<String> queue = this.registry.queue("q");
		Task<String> thread = this.threads.start("getter", () -> getAJob(queue));
		awaitBlockedGetters(queue, 1);
		CompletableFuture<String> future = queue.getAsync();
		List<WaitingCaller> callers = primitive(SyncKind.QUEUE, "q").waitingCallers(10);
		assertThat(callers).extracting(WaitingCaller::call).containsExactly("get", "getAsync");
		assertThat(callers).extracting(WaitingCaller::thread).containsExactly(thread.thread(), null);
		assertThat(methods(callers.get(0))).startsWith("getAJob").hasSizeBetween(2, CallSite.MAX_FRAMES);
		assertThat(methods(callers.get(1))).startsWith("getters");
		assertThat(callers).allSatisfy((caller) -> assertThat(caller.waited()).isPositive());
		assertThat(primitive(SyncKind.QUEUE, "q").waitingCallers(1)).hasSize(1);
		assertThat(primitive(SyncKind.QUEUE, "q").blockedThreads()).hasSize(1);
		queue.close();
		assertThat(future.join()).isNull();
		assertThat(primitive(SyncKind.QUEUE, "q").waitingCallers(10)).isEmpty();
	}

	@Test
	@DisplayName("Waiting putters are listed with their call sites, and getters of a paused queue before them")
	void putters() {
		SyncQueue<String> queue = this.registry.queue("q", 1);
		queue.add("a");
		queue.pause();
		Task<Void> thread = this.threads.run("putter", () -> queue.put("b"));
		awaitBlockedPutters(queue, 1);
		queue.putAsync("c");
		queue.getAsync();
		List<WaitingCaller> callers = primitive(SyncKind.QUEUE, "q").waitingCallers(10);
		assertThat(callers).extracting(WaitingCaller::call).containsExactly("getAsync", "put", "putAsync");
		assertThat(callers).extracting(WaitingCaller::thread).containsExactly(null, thread.thread(), null);
		assertThat(callers).allSatisfy((caller) -> assertThat(caller.callSite()).asString().contains("putters"));
		queue.resume();
		thread.result();
	}

	@Test
	@DisplayName("Those who wait for a wait group are listed with their call sites; its running tasks are not")
	void waiters() {
		SyncWaitGroup group = this.registry.waitGroup("g");
		List<Runnable> tasks = new ArrayList<>();
		group.go(tasks::add, () -> {
		});
		Task<Void> thread = this.threads.run("waiter", group::await);
		awaitWaiters(group, 1);
		group.whenZero();
		List<WaitingCaller> callers = primitive(SyncKind.WAIT_GROUP, "g").waitingCallers(10);
		assertThat(callers).extracting(WaitingCaller::call).containsExactly("await", "whenZero");
		assertThat(callers).extracting(WaitingCaller::thread).containsExactly(thread.thread(), null);
		assertThat(methods(callers.get(1))).startsWith("waiters");
		assertThat(callers.get(0).callSite()).isNotNull();
		tasks.get(0).run();
		thread.result();
		assertThat(primitive(SyncKind.WAIT_GROUP, "g").waitingCallers(10)).isEmpty();
	}

	@Test
	@DisplayName("A wait group tells from where its round was counted, and forgets it at zero")
	void siteCounts() {
		SyncWaitGroup group = this.registry.waitGroup("g");
		List<Runnable> tasks = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			startATask(group, tasks::add);
		}
		tasks.get(0).run();
		addSome(group);
		group.done();
		List<SiteCount> counts = siteCounts("g");
		assertThat(counts).extracting(SiteCount::call, SiteCount::added, SiteCount::done)
			.containsExactly(tuple("go", 3L, 1L), tuple("add", 5L, 0L), tuple("done", 0L, 1L));
		assertThat(counts).extracting((count) -> count.callSite().frames().get(0).getMethodName())
			.containsExactly("startATask", "addSome", "siteCounts");
		assertThat(group.count()).isEqualTo(counts.stream().mapToLong((count) -> count.added() - count.done()).sum());
		tasks.get(1).run();
		tasks.get(2).run();
		group.add(-4);
		assertThat(group.count()).isZero();
		assertThat(siteCounts("g")).isEmpty();
		group.add();
		assertThat(siteCounts("g")).hasSize(1);
	}

	@Test
	@DisplayName("At most 64 places are told apart in a round, the rest is counted together")
	void boundedSites() {
		SyncWaitGroup group = this.registry.waitGroup("g");
		for (int path = 0; path < 100; path++) {
			addOnPath(group, path, CallSite.MAX_FRAMES - 1);
		}
		List<SiteCount> counts = siteCounts("g");
		assertThat(counts).hasSize(65);
		SiteCount others = counts.get(64);
		assertThat(others).isEqualTo(new SiteCount("other", null, 36, 0));
		assertThat(counts.stream().mapToLong(SiteCount::added).sum()).isEqualTo(group.count());
	}

	@Test
	@DisplayName("Counts from many threads are all noted, and none outlives its round")
	void siteCountsUnderRace() {
		SyncWaitGroup group = this.registry.waitGroup("g");
		try (Race race = new Race()) {
			repeat(1_000, (round) -> {
				group.add();
				race.round(group::add, group::done, () -> {
					group.add(2);
					group.add(-2);
				});
				long noted = siteCounts("g").stream().mapToLong((count) -> count.added() - count.done()).sum();
				assertThat(group.count()).isOne();
				assertThat(noted).isOne();
				group.done();
				assertThat(siteCounts("g")).isEmpty();
			});
		}
	}

	@Test
	@DisplayName("Unless it is wanted no call site is kept")
	void offByDefault() {
		DefaultSyncRegistry plain = registry(RegistrySettings.DEFAULT);
		SyncWaitGroup group = plain.waitGroup("g");
		group.add();
		group.whenZero();
		plain.queue("q").getAsync();
		for (SyncKind kind : List.of(SyncKind.QUEUE, SyncKind.WAIT_GROUP)) {
			assertThat(plain.primitives(kind).findFirst().orElseThrow().waitingCallers(10)).hasSize(1)
				.allSatisfy((caller) -> assertThat(caller.callSite()).isNull());
		}
		assertThat(((EngineWaitGroup) group).siteCounts()).isEmpty();
		closeRegistry(plain);
	}

	private static String getAJob(SyncQueue<String> queue) throws InterruptedException {
		return queue.get();
	}

	private static void startATask(SyncWaitGroup group, Executor executor) {
		group.go(executor, () -> {
		});
	}

	private static void addSome(SyncWaitGroup group) {
		group.add(5);
	}

	/**
	 * Add after a way through calls that is different for each number.
	 */
	private static void addOnPath(SyncWaitGroup group, int path, int steps) {
		if (steps == 0) {
			group.add();
		}
		else if (path % 2 == 0) {
			addOnPath(group, path / 2, steps - 1);
		}
		else {
			addOnPath(group, path / 2, steps - 1);
		}
	}

	private EnginePrimitive primitive(SyncKind kind, String name) {
		return ((DefaultSyncRegistry) this.registry).primitives(kind)
			.filter((primitive) -> primitive.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private List<SiteCount> siteCounts(String name) {
		return ((EngineWaitGroup) primitive(SyncKind.WAIT_GROUP, name)).siteCounts();
	}

	private static List<String> methods(WaitingCaller caller) {
		return caller.callSite().frames().stream().map(StackTraceElement::getMethodName).toList();
	}

}
