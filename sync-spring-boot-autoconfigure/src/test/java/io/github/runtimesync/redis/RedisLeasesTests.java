/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.engine.Leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Two registries, each of which stands for a JVM, take from one queue on leases.
 */
@Timeout(60)
class RedisLeasesTests {

	private static final Duration WAIT = Duration.ofSeconds(20);

	private final TestThreads threads = new TestThreads();

	private final RedisSettings settings = TestRedis.settings();

	private final List<DefaultSyncRegistry> registries = new ArrayList<>();

	private final EngineQueue<String> one = queue(this.settings);

	private final EngineQueue<String> other = queue(this.settings);

	private EngineQueue<String> queue(RedisSettings settings) {
		DefaultSyncRegistry registry = TestRedis.registry(settings);
		this.registries.add(registry);
		return (EngineQueue<String>) registry.queue("jobs", String.class);
	}

	/**
	 * Another JVM whose leases run out before the test does.
	 */
	private EngineQueue<String> shortLeased() {
		return queue(this.settings.withLease(Duration.ofMillis(300)));
	}

	private static Lease<String> take(EngineQueue<String> queue) throws InterruptedException {
		Lease<String> lease = leases(queue).poll(WAIT);
		assertThat(lease).isNotNull();
		return lease;
	}

	private static Leases<String> leases(EngineQueue<String> queue) {
		Leases<String> leases = queue.leases();
		assertThat(leases).isNotNull();
		return leases;
	}

	@AfterEach
	void close() {
		this.threads.close();
		this.registries.forEach(DefaultSyncRegistry::close);
	}

	@Test
	@DisplayName("An item on lease is not in the queue, and is gone for good once it is done with")
	void done() throws Exception {
		this.one.put("a");
		Lease<String> lease = take(this.one);
		assertThat(lease.item()).isEqualTo("a");
		assertThat(lease.deliveries()).isOne();
		assertThat(lease.envelope().id()).isNotEmpty();
		assertThat(this.other.size()).isZero();
		assertThat(leases(this.other).poll()).isNull();
		assertThat(lease.done().get()).isTrue();
		assertThat(keys()).noneMatch((key) -> key.endsWith(":ld") || key.endsWith(":li"));
	}

	@Test
	@DisplayName("An item that is given back is at the head of the queue for others at once, its delivery counted")
	void giveBack() throws Exception {
		this.one.put("a");
		this.one.put("b");
		Lease<String> lease = take(this.one);
		lease.giveBack();
		assertThat(lease.done().get()).as("only the first end counts").isTrue();
		Lease<String> again = take(this.other);
		assertThat(again.item()).isEqualTo("a");
		assertThat(again.deliveries()).isEqualTo(2);
		assertThat(again.envelope().id()).isEqualTo(lease.envelope().id());
		assertThat(again.envelope().putTime()).isEqualTo(lease.envelope().putTime());
		again.giveBackUntouched();
		assertThat(take(this.one).deliveries()).isEqualTo(2);
		assertThat(this.other.get()).isEqualTo("b");
	}

	@Test
	@DisplayName("Items that were given back can be taken without a lease, too")
	void plainTaker() throws Exception {
		this.one.put("a");
		take(this.one).giveBack();
		assertThat(this.other.poll(WAIT)).isEqualTo("a");
	}

	@Test
	@DisplayName("A lease that is not prolonged runs out: a waiting taker gets the item, and the late end is lost")
	void runsOut() throws Exception {
		EngineQueue<String> slow = shortLeased();
		this.one.put("a");
		Lease<String> lease = take(slow);
		lease.letExpire();
		Lease<String> again = take(this.other);
		assertThat(again.item()).isEqualTo("a");
		assertThat(again.deliveries()).isEqualTo(2);
		assertThat(lease.done().get()).isFalse();
		assertThat(again.done().get()).isTrue();
	}

	@Test
	@DisplayName("A plain taker gets an item whose lease has run out, too")
	void runsOutForPlainTaker() throws Exception {
		this.one.put("a");
		take(shortLeased()).letExpire();
		assertThat(this.other.poll(WAIT)).isEqualTo("a");
	}

	@Test
	@DisplayName("A lease is prolonged again and again while its taker is at work")
	void prolonged() throws Exception {
		EngineQueue<String> slow = queue(this.settings.withLease(Duration.ofSeconds(6)));
		this.one.put("a");
		Lease<String> lease = take(slow);
		long first = deadline();
		TestThreads.eventually().until(() -> deadline() > first);
		long second = deadline();
		TestThreads.eventually().until(() -> deadline() > second);
		assertThat(leases(this.other).poll()).isNull();
		assertThat(lease.isLost()).isFalse();
		assertThat(lease.done().get()).isTrue();
	}

	private long deadline() {
		Map<String, Long> leases = TestRedis.leases(TestRedis.server(), this.settings, "jobs");
		assertThat(leases).hasSize(1);
		return leases.values().iterator().next();
	}

	@Test
	@DisplayName("A taker finds out by itself that its lease was lost")
	void lost() throws Exception {
		EngineQueue<String> slow = shortLeased();
		this.one.put("a");
		Lease<String> lease = take(slow);
		TestRedis.server().run("DEL", key("li"), key("ld"));
		TestThreads.eventually().until(lease::isLost);
		assertThat(lease.done().get()).isFalse();
	}

	@Test
	@DisplayName("What is on lease does not count against the bound")
	void bound() throws Exception {
		DefaultSyncRegistry registry = this.registries.get(0);
		EngineQueue<String> bounded = (EngineQueue<String>) registry.queue("bounded", String.class, 1);
		bounded.put("a");
		Lease<String> lease = take(bounded);
		assertThat(bounded.offer("b")).isTrue();
		assertThat(bounded.offer("c")).isFalse();
		lease.giveBack();
		assertThat(take(bounded).item()).isEqualTo("a");
		assertThat(take(bounded).item()).isEqualTo("b");
	}

	@Test
	@DisplayName("A closed queue is not drained while an item is on lease elsewhere, and is as soon as that is done with")
	void drainedWhenDone() throws Exception {
		this.one.put("a");
		Lease<String> lease = take(this.one);
		this.one.close();
		Task<Lease<String>> taker = this.threads.start("taker", () -> leases(this.other).poll(WAIT));
		taker.awaitBlocked();
		assertThat(leases(this.other).isDrained()).isFalse();
		assertThat(lease.done().get()).isTrue();
		assertThat(taker.result()).isNull();
		assertThat(leases(this.other).isDrained()).isTrue();
	}

	@Test
	@DisplayName("What comes back to a closed queue is delivered")
	void returnedToClosed() throws Exception {
		this.one.put("a");
		Lease<String> lease = take(this.one);
		this.one.close();
		Task<Lease<String>> taker = this.threads.start("taker", () -> leases(this.other).poll(WAIT));
		taker.awaitBlocked();
		lease.giveBack();
		assertThat(taker.result().item()).isEqualTo("a");
	}

	@Test
	@DisplayName("Leases follow priorities, and what comes back goes where it was and has its key again")
	void options() throws Exception {
		PutOptions urgent = PutOptions.defaults().priority(5);
		this.one.put("plain");
		this.one.put("urgent 1", urgent.key("k"));
		this.one.put("urgent 2", urgent);
		this.one.put("late", PutOptions.defaults().priority(-1));
		Lease<String> first = take(this.other);
		assertThat(first.item()).isEqualTo("urgent 1");
		assertThat(this.one.put("urgent 3", urgent.key("k"))).as("its key is free").isTrue();
		assertThat(this.one.put("x", urgent.key("k"))).isFalse();
		first.giveBack();
		Lease<String> again = take(this.one);
		assertThat(again.item()).isEqualTo("urgent 1");
		assertThat(again.deliveries()).isEqualTo(2);
		again.done();
		assertThat(this.one.put("x", urgent.key("k"))).as("the key of another item").isFalse();
		assertThat(this.one.closeNow()).containsExactly("urgent 2", "urgent 3", "plain", "late");
	}

	@Test
	@DisplayName("A waiting taker gets a delayed item on lease when it is due, also from a closed queue, and then the end")
	void delayed() throws Exception {
		Task<Lease<String>> taker = this.threads.start("taker", () -> leases(this.other).poll(WAIT));
		awaitTaker();
		this.one.put("late", PutOptions.defaults().delay(Duration.ofMillis(300)));
		this.one.close();
		Lease<String> lease = taker.result();
		assertThat(lease.item()).isEqualTo("late");
		Task<Lease<String>> second = this.threads.start("second", () -> leases(this.other).poll(WAIT));
		awaitTaker();
		lease.done();
		assertThat(second.result()).isNull();
	}

	private void awaitTaker() {
		TestThreads.eventually().until(() -> this.other.snapshot().blockedGetters() == 1);
	}

	@Test
	@DisplayName("Clear drops what is queued and leaves what is on lease")
	void clear() throws Exception {
		this.one.put("a");
		this.one.put("b");
		Lease<String> lease = take(this.one);
		assertThat(this.other.clear()).isOne();
		assertThat(lease.done().get()).isTrue();
	}

	@Test
	@DisplayName("Removing the queue takes leases with it")
	void removed() throws Exception {
		this.one.put("a");
		Lease<String> lease = take(this.one);
		Task<Lease<String>> taker = this.threads.start("taker", () -> leases(this.other).poll(WAIT));
		taker.awaitBlocked();
		this.registries.get(0).remove(SyncKind.QUEUE, "jobs");
		assertThat(taker.result()).isNull();
		assertThat(leases(this.other).isDrained()).isTrue();
		assertThat(lease.done().get()).isTrue();
		assertThat(keys()).noneMatch((key) -> key.endsWith(":ld") || key.endsWith(":li"));
	}

	@Test
	@DisplayName("Takers of both ways are served while they wait")
	void mixed() throws Exception {
		Task<Lease<String>> leaser = this.threads.start("leaser", () -> leases(this.other).poll(WAIT));
		leaser.awaitBlocked();
		Task<String> getter = this.threads.start("getter", () -> this.other.poll(WAIT));
		getter.awaitBlocked();
		this.one.put("a");
		this.one.put("b");
		assertThat(List.of(leaser.result().item(), getter.result())).containsExactlyInAnyOrder("a", "b");
	}

	@Test
	@DisplayName("What cannot be decoded is delivered with its stored form")
	void undecodable() throws Exception {
		TestRedis.server().run("RPUSH", key("q"), "1 5 id-1\nx?");
		Lease<String> lease = take(this.one);
		assertThatExceptionOfType(SyncDecodingException.class).isThrownBy(lease::item);
		assertThat(lease.raw()).isEqualTo("1 5 id-1\nx?");
		assertThat(lease.done().get()).isTrue();
	}

	@Test
	@DisplayName("An interrupted taker loses no item")
	void interrupted() throws Exception {
		for (int i = 0; i < 20; i++) {
			Task<Void> taker = this.threads.run("taker", () -> {
				try {
					take(this.other).giveBackUntouched();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			});
			taker.awaitBlocked();
			Task<Void> putter = this.threads.run("putter", () -> this.one.put("a"));
			taker.thread().interrupt();
			putter.result();
			Lease<String> lease = take(this.one);
			assertThat(lease.deliveries()).isOne();
			assertThat(lease.done().get()).isTrue();
			taker.result();
		}
	}

	private String key(String suffix) {
		return "sync:1:{" + this.settings.namespace() + ":queues:jobs}:" + suffix;
	}

	@SuppressWarnings("unchecked")
	private List<String> keys() {
		return ((List<Object>) TestRedis.server().run("KEYS", key("*"))).stream().map(Object::toString).toList();
	}

}
