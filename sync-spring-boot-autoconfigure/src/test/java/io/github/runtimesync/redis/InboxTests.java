/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.Subscription;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.redis.server.RedisServer;
import io.github.runtimesync.redis.server.ReplyDroppingProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Inbox}.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class InboxTests {

	private static final String CHANNEL = "sync:1:test:inbox:jvm";

	private static final Duration SHORT = Duration.ofMillis(200);

	private static final Duration NEVER = Duration.ofDays(1);

	private static final InboxTiming NO_TIMER = new InboxTiming(NEVER, NEVER, NEVER.plusDays(1));

	/** Not for tests that need a subscription to stay: a late heartbeat renews it. */
	private static final InboxTiming HEARTBEAT = new InboxTiming(SHORT, NEVER, NEVER.plusDays(1));

	private final RedisServer server = RedisServer.start();

	private final ReplyDroppingProxy proxy = new ReplyDroppingProxy(this.server.port());

	private final LettuceConnectionFactory factory = TestRedis.factory(this.proxy.port());

	private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2);

	private final LettuceScriptClient scripts = new LettuceScriptClient(this.factory, this.timer);

	private final ThreadPoolExecutor connecting = (ThreadPoolExecutor) Executors.newCachedThreadPool();

	private Inbox inbox = inbox(NO_TIMER);

	@AfterEach
	void close() {
		this.inbox.close();
		this.timer.shutdownNow();
		this.connecting.shutdownNow();
		this.scripts.close();
		this.factory.destroy();
		this.proxy.close();
		this.server.close();
	}

	private Inbox inbox(InboxTiming timing) {
		return new Inbox(CHANNEL, new LettuceChannelClient(this.factory, this.connecting), this.scripts, this.timer,
				timing);
	}

	@Test
	@DisplayName("A message reaches the primitive that it names, and no other")
	void routes() {
		Waiting jobs = new Waiting("jobs");
		Waiting others = new Waiting("job s {} \n");
		open(jobs, others);
		publish("item", jobs);
		publish("room", others);
		publish("item", jobs);
		TestThreads.eventually().untilAsserted(() -> assertThat(jobs.received).containsExactly("item", "item"));
		TestThreads.eventually().untilAsserted(() -> assertThat(others.received).containsExactly("room"));
	}

	@Test
	@DisplayName("Two handles of one primitive both get its messages, and nonsense harms nobody")
	void sameKey() {
		Waiting one = new Waiting("jobs");
		Waiting two = new Waiting("jobs");
		open(one, two);
		this.server.run("PUBLISH", CHANNEL, "");
		this.server.run("PUBLISH", CHANNEL, "item nobody");
		publish("item", one);
		TestThreads.eventually().untilAsserted(() -> assertThat(one.received).containsExactly("item"));
		TestThreads.eventually().untilAsserted(() -> assertThat(two.received).containsExactly("item"));
	}

	@Test
	@DisplayName("There is no connection before somebody waits, then one for everybody, and none after the end")
	void oneConnection() {
		List<Waiting> waiting = IntStream.range(0, 50).mapToObj((i) -> new Waiting("jobs" + i)).toList();
		assertThat(subscribers()).isZero();
		open(waiting.toArray(Waiting[]::new));
		assertThat(subscribers()).isEqualTo(1);
		this.inbox.close();
		TestThreads.eventually().until(() -> subscribers() == 0);
	}

	@Test
	@DisplayName("When the server has closed the connection it is restored, and everybody looks again")
	void killedConnection() {
		Waiting jobs = new Waiting("jobs");
		Waiting others = new Waiting("others");
		open(jobs, others);
		for (int i = 0; i < 5; i++) {
			int before = jobs.rechecks.get();
			int othersBefore = others.rechecks.get();
			this.server.run("CLIENT", "KILL", "TYPE", "pubsub");
			TestThreads.eventually().until(() -> jobs.rechecks.get() > before && others.rechecks.get() > othersBefore);
		}
		publish("item", jobs);
		TestThreads.eventually().untilAsserted(() -> assertThat(jobs.received).containsExactly("item"));
	}

	@Test
	@DisplayName("A subscription that has died silently is replaced, and everybody looks again")
	void silentDeath() {
		this.inbox = inbox(HEARTBEAT);
		Waiting jobs = new Waiting("jobs");
		open(jobs);
		int before = jobs.rechecks.get();
		this.proxy.muteSubscribers();
		TestThreads.eventually().until(() -> jobs.rechecks.get() > before);
		// That may have been the look of the first subscription, to which nothing gets
		// through.
		TestThreads.eventually().untilAsserted(() -> {
			publish("item", jobs);
			assertThat(jobs.received).contains("item");
		});
		TestThreads.eventually().until(() -> subscribers() == 1);
	}

	@Test
	@DisplayName("A subscription that is never confirmed is replaced, and the timer goes on meanwhile")
	void silentDeathWhileSubscribing() {
		this.inbox = inboxOfOneThread();
		this.proxy.muteNewSubscribers(true);
		Waiting jobs = new Waiting("jobs");
		open(jobs);
		awaitTimer(jobs);
		this.proxy.muteNewSubscribers(false);
		awaitMessage(jobs);
		TestThreads.eventually().until(() -> subscribers() == 1);
	}

	@Test
	@DisplayName("A connection that dies silently before it is made is replaced, and the timer goes on meanwhile")
	void silentDeathWhileConnecting() {
		this.inbox = inboxOfOneThread();
		this.proxy.muteNewClients(true);
		int before = this.proxy.connections();
		Waiting jobs = new Waiting("jobs");
		this.inbox.slot(jobs.keys, jobs).open();
		TestThreads.eventually().until(() -> this.proxy.connections() > before);
		awaitTimer(jobs);
		this.proxy.muteNewClients(false);
		awaitMessage(jobs);
	}

	private Inbox inboxOfOneThread() {
		this.timer.setCorePoolSize(1);
		return inbox(new InboxTiming(SHORT, Duration.ofMillis(10), Duration.ofMillis(20)));
	}

	private static void awaitTimer(Waiting waiting) {
		int before = waiting.rechecks.get();
		TestThreads.eventually().until(() -> waiting.rechecks.get() > before + 5);
	}

	private void awaitMessage(Waiting waiting) {
		TestThreads.eventually().untilAsserted(() -> {
			publish("item", waiting);
			assertThat(waiting.received).contains("item");
		});
	}

	@Test
	@DisplayName("No connection is left when the inbox is closed while it subscribes")
	void closedWhileSubscribing() {
		this.proxy.muteNewSubscribers(true);
		open(new Waiting("jobs"));
		this.inbox.close();
		TestThreads.eventually().until(() -> subscribers() == 0);
	}

	@Test
	@DisplayName("No connection is left when the inbox is closed while it connects")
	void closedWhileConnecting() {
		int before = this.proxy.connections();
		this.server.freeze();
		Waiting jobs = new Waiting("jobs");
		this.inbox.slot(jobs.keys, jobs).open();
		TestThreads.eventually().until(() -> this.connecting.getActiveCount() == 1);
		this.inbox.close();
		this.server.thaw();
		TestThreads.eventually().until(() -> this.connecting.getActiveCount() == 0);
		TestThreads.eventually().until(() -> this.proxy.connections() == before);
	}

	@Test
	@DisplayName("A subscription that Redis refuses is told about once, and asked for until it is granted")
	void refused(CapturedOutput output) {
		this.inbox = inbox(HEARTBEAT);
		this.server.run("ACL", "SETUSER", "default", "resetchannels");
		Waiting jobs = new Waiting("jobs");
		this.inbox.slot(jobs.keys, jobs).open();
		TestThreads.eventually().until(() -> refusals() > 2);
		assertThat(output.getOut().split("Cannot subscribe to " + CHANNEL, -1)).hasSize(2);
		assertThat(output).contains("NOPERM");
		this.server.run("ACL", "SETUSER", "default", "allchannels");
		awaitMessage(jobs);
	}

	private long refusals() {
		return ((String) this.server.run("INFO", "commandstats")).lines()
			.filter((line) -> line.startsWith("cmdstat_subscribe:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll(".*rejected_calls=(\\d+).*", "$1")))
			.sum();
	}

	@Test
	@DisplayName("A living subscription is kept")
	void life() {
		AtomicInteger subscriptions = new AtomicInteger();
		AtomicInteger alive = new AtomicInteger();
		ByHand byHand = new ByHand();
		LettuceChannelClient channels = new LettuceChannelClient(this.factory, this.connecting);
		this.inbox = new Inbox(CHANNEL, new ChannelClient() {

			@Override
			public Subscription subscribe(String channel, ChannelListener listener) {
				subscriptions.incrementAndGet();
				return channels.subscribe(channel, new ChannelListener() {

					@Override
					public void subscribed() {
						listener.subscribed();
					}

					@Override
					public void failed(Throwable failure) {
						listener.failed(failure);
					}

					@Override
					public void received(String message) {
						listener.received(message);
						alive.incrementAndGet();
					}

				});
			}

			@Override
			public boolean countsReceivers() {
				return true;
			}

		}, this.scripts, byHand, NO_TIMER);
		Waiting jobs = new Waiting("jobs");
		this.inbox.slot(jobs.keys, jobs).open();
		byHand.beat();
		TestThreads.eventually().until(() -> jobs.rechecks.get() > 0);
		for (int i = 1; i <= 5; i++) {
			int before = alive.get();
			byHand.beat();
			TestThreads.eventually().until(() -> alive.get() > before);
		}
		assertThat(subscriptions).hasValue(1);
		byHand.shutdownNow();
	}

	@Test
	@DisplayName("What the inbox could not write to itself while Redis was away is taken back")
	void takesBack() {
		ByHand byHand = new ByHand();
		this.inbox = new Inbox(CHANNEL, new LettuceChannelClient(this.factory, this.connecting), this.scripts, byHand,
				NO_TIMER);
		Waiting jobs = new Waiting("jobs");
		this.inbox.slot(jobs.keys, jobs).open();
		byHand.beat();
		TestThreads.eventually().until(() -> jobs.rechecks.get() > 0);
		byHand.beat();
		TestThreads.eventually().until(() -> published() == 1);
		this.proxy.refuse();
		IntStream.range(0, 20).forEach((i) -> byHand.beat());
		this.proxy.admit();
		// Comes after whatever else waits for the connection.
		assertThat(this.scripts.run(Script.repeatable("ping"), new byte[][] { Keys.server("test") }, new byte[0][]))
			.succeedsWithin(Duration.ofSeconds(20));
		assertThat(published()).isLessThan(5);
		byHand.shutdownNow();
	}

	private long published() {
		return ((String) this.server.run("INFO", "commandstats")).lines()
			.filter((line) -> line.startsWith("cmdstat_publish:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll(".*:calls=(\\d+).*", "$1")))
			.sum();
	}

	@Test
	@DisplayName("While Redis is away the inbox goes on trying")
	void redisAway() {
		this.inbox = inbox(HEARTBEAT);
		this.proxy.refuse();
		Waiting jobs = new Waiting("jobs");
		this.inbox.slot(jobs.keys, jobs).open();
		this.proxy.admit();
		TestThreads.eventually().until(() -> jobs.rechecks.get() > 0);
		this.server.kill();
		this.server.restart();
		int before = jobs.rechecks.get();
		TestThreads.eventually().until(() -> jobs.rechecks.get() > before);
	}

	@Test
	@DisplayName("Whoever waits looks again now and then; whoever does not wait any more is left alone")
	void timer() {
		this.inbox = inbox(new InboxTiming(NEVER, Duration.ofMillis(10), Duration.ofMillis(20)));
		Waiting jobs = new Waiting("jobs");
		Waiting others = new Waiting("others");
		open(jobs, others);
		TestThreads.eventually().until(() -> jobs.rechecks.get() > 5);
		jobs.waiting = false;
		// The slot is closed once messages do not come in any more.
		TestThreads.eventually().until(() -> {
			jobs.received.clear();
			others.received.clear();
			publish("item", jobs);
			publish("item", others);
			TestThreads.eventually().until(() -> !others.received.isEmpty());
			return jobs.received.isEmpty();
		});
		int after = jobs.rechecks.get();
		int othersAfter = others.rechecks.get();
		TestThreads.eventually().until(() -> others.rechecks.get() > othersAfter + 5);
		assertThat(jobs.rechecks).hasValue(after);
	}

	@Test
	@DisplayName("Messages are passed on for as long as this JVM may be noted down as waiting")
	void lingers() {
		this.inbox = inbox(new InboxTiming(NEVER, Duration.ofMillis(10), Duration.ofSeconds(2)));
		Waiting jobs = new Waiting("jobs");
		open(jobs);
		jobs.waiting = false;
		int before = jobs.asked.get();
		TestThreads.eventually().until(() -> jobs.asked.get() > before + 1);
		publish("item", jobs);
		TestThreads.eventually().untilAsserted(() -> assertThat(jobs.received).containsExactly("item"));
	}

	@Test
	@DisplayName("Whoever waits again gets messages again")
	void again() {
		this.inbox = inbox(new InboxTiming(NEVER, Duration.ofNanos(1), Duration.ofNanos(2)));
		Waiting jobs = new Waiting("jobs");
		Inbox.Slot slot = this.inbox.slot(jobs.keys, jobs);
		for (int i = 0; i < 2_000; i++) {
			int before = jobs.rechecks.get();
			jobs.waiting = true;
			slot.open();
			TestThreads.eventually().until(() -> jobs.rechecks.get() > before);
			jobs.waiting = false;
		}
	}

	private void open(Waiting... waiting) {
		for (Waiting each : waiting) {
			this.inbox.slot(each.keys, each).open();
		}
		TestThreads.eventually().until(() -> subscribers() == 1);
	}

	private void publish(String what, Waiting whose) {
		this.server.run("PUBLISH", CHANNEL, what + " " + Keys.text(whose.keys.definition()));
	}

	private long subscribers() {
		return ((String) this.server.run("CLIENT", "LIST", "TYPE", "pubsub")).lines().count();
	}

	/**
	 * Lets the heart beat when the test wants it to.
	 */
	private static final class ByHand extends ScheduledThreadPoolExecutor {

		private volatile Runnable heartbeat;

		ByHand() {
			super(2);
		}

		@Override
		public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
			this.heartbeat = task;
			return null;
		}

		void beat() {
			this.heartbeat.run();
		}

	}

	/**
	 * Waits and counts.
	 */
	private static final class Waiting implements Inbox.Receiver {

		private final Keys keys;

		private final Queue<String> received = new ConcurrentLinkedQueue<>();

		private final AtomicInteger rechecks = new AtomicInteger();

		private final AtomicInteger asked = new AtomicInteger();

		private volatile boolean waiting = true;

		Waiting(String name) {
			this.keys = new Keys("test", SyncKind.QUEUE, name);
		}

		@Override
		public boolean isWaiting() {
			this.asked.incrementAndGet();
			return this.waiting;
		}

		@Override
		public void received(String what) {
			this.received.add(what);
		}

		@Override
		public void recheck() {
			this.rechecks.incrementAndGet();
		}

	}

}
