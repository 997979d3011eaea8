/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.runtimesync.contract.NewThreads;
import io.github.runtimesync.contract.TestThreads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.from;

/**
 * How many workers there are.
 */
@Timeout(60)
class ListenerConcurrencyTests {

	private final NewThreads threads = new NewThreads("sync-");

	@RegisterExtension
	private final ListenerFixture fixture = new ListenerFixture();

	@Test
	@DisplayName("Workers come with the backlog up to the upper bound, and go once they are idle")
	void followsBacklog() throws Exception {
		this.fixture.options.setConcurrency("2-5");
		this.fixture.options.setIdleTimeout(Duration.ofMillis(80));
		CountDownLatch release = new CountDownLatch(1);
		SyncListenerContainer container = this.fixture.listen((item) -> awaitQuietly(release));
		TestThreads.eventually().until(() -> container.snapshot().idleWorkers() == 2);
		for (int i = 0; i < 20; i++) {
			this.fixture.jobs().put("job");
		}
		TestThreads.eventually().until(() -> container.snapshot().inProcess() == 5);
		assertThat(container.snapshot().workers()).isEqualTo(5);
		release.countDown();
		TestThreads.eventually()
			.untilAsserted(() -> assertThat(container.snapshot()).returns(20L, from(SyncListenerSnapshot::handled))
				.returns(2, from(SyncListenerSnapshot::workers)));
	}

	@Test
	@DisplayName("A worker that is busy when the backlog comes does not keep others from coming")
	void backlogBehindBusyWorker() throws Exception {
		this.fixture.options.setConcurrency("1-2");
		CountDownLatch release = new CountDownLatch(1);
		SyncListenerContainer container = this.fixture.listen((item) -> awaitQuietly(release));
		this.fixture.jobs().put("first");
		TestThreads.eventually().until(() -> container.snapshot().inProcess() == 1);
		this.fixture.jobs().put("second");
		TestThreads.eventually().until(() -> container.snapshot().inProcess() == 2);
		release.countDown();
	}

	@Test
	@DisplayName("The bounds can be changed at run time")
	void scale() throws Exception {
		SyncListenerContainer container = this.fixture.listen((item) -> {
		});
		container.scale(4, 4);
		TestThreads.eventually().until(() -> container.snapshot().idleWorkers() == 4);
		container.scale(1, 2);
		TestThreads.eventually().until(() -> container.snapshot().workers() == 2);
		container.scale(1, 1);
		TestThreads.eventually().until(() -> container.snapshot().workers() == 1);
		assertThat(container.snapshot().maxConcurrency()).isOne();
		assertThatIllegalArgumentException().isThrownBy(() -> container.scale(0, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> container.scale(3, 2));
	}

	@Test
	@DisplayName("A worker that is too many ends after the item it has in hand")
	void scaleDownBusy() throws Exception {
		this.fixture.options.setConcurrency("2");
		CountDownLatch release = new CountDownLatch(1);
		SyncListenerContainer container = this.fixture.listen((item) -> awaitQuietly(release));
		this.fixture.jobs().put("one");
		this.fixture.jobs().put("two");
		TestThreads.eventually().until(() -> container.snapshot().inProcess() == 2);
		container.scale(1, 1);
		release.countDown();
		TestThreads.eventually()
			.until(() -> container.snapshot().handled() == 2 && container.snapshot().workers() == 1);
		assertThat(this.fixture.dead().size()).isZero();
	}

	@Test
	@DisplayName("Workers that are too many but busy are not counted as those that stay")
	void scaleDownWithIdleTimeout() throws Exception {
		this.fixture.options.setConcurrency("4");
		this.fixture.options.setIdleTimeout(Duration.ofMillis(40));
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch older = new CountDownLatch(1);
		CountDownLatch other = new CountDownLatch(1);
		SyncListenerContainer container = this.fixture.listen((item) -> {
			if (item.equals("other")) {
				other.countDown();
			}
			else {
				awaitQuietly(Set.of("sync-jobs-1", "sync-jobs-2").contains(Thread.currentThread().getName()) ? older
						: release);
			}
		});
		for (int i = 0; i < 4; i++) {
			this.fixture.jobs().put("job");
		}
		TestThreads.eventually().until(() -> container.snapshot().inProcess() == 4);
		older.countDown();
		TestThreads.eventually().until(() -> container.snapshot().idleWorkers() == 2);
		container.scale(2, 2);
		for (int i = 0; i < 5; i++) {
			this.fixture.tick();
		}
		this.fixture.jobs().put("other");
		assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
		release.countDown();
		TestThreads.eventually().until(() -> container.snapshot().workers() == 2);
	}

	@Test
	@DisplayName("Workers that are too many but busy stay if they are wanted again before they end")
	void scaleDownAndUp() throws Exception {
		this.fixture.options.setConcurrency("4");
		CountDownLatch release = new CountDownLatch(1);
		Set<Thread> used = ConcurrentHashMap.newKeySet();
		SyncListenerContainer container = this.fixture.listen((item) -> {
			used.add(Thread.currentThread());
			awaitQuietly(release);
		});
		for (int i = 0; i < 4; i++) {
			this.fixture.jobs().put("job");
		}
		TestThreads.eventually().until(() -> container.snapshot().inProcess() == 4);
		container.scale(1, 1);
		container.scale(4, 4);
		assertThat(container.snapshot().workers()).isEqualTo(4);
		release.countDown();
		TestThreads.eventually().until(() -> container.snapshot().idleWorkers() == 4);
		assertThat(((DefaultSyncListenerContainer) container).workers()).extracting(Worker::thread)
			.containsExactlyInAnyOrderElementsOf(used);
	}

	@Test
	@DisplayName("One worker keeps the order of the queue")
	void order() throws Exception {
		List<String> done = new CopyOnWriteArrayList<>();
		this.fixture.listen(done::add);
		List<String> items = IntStream.range(0, 1000).mapToObj(String::valueOf).toList();
		for (String item : items) {
			this.fixture.jobs().put(item);
		}
		TestThreads.eventually().until(() -> done.size() == 1000);
		assertThat(done).isEqualTo(items);
	}

	@Test
	@DisplayName("A paused container takes nothing, and goes on when it is resumed")
	void pause() throws Exception {
		List<String> done = new CopyOnWriteArrayList<>();
		SyncListenerContainer container = this.fixture.listen(done::add);
		TestThreads.eventually().until(() -> container.snapshot().idleWorkers() == 1);
		container.pause();
		assertThat(container.awaitQuiet(Duration.ofSeconds(30))).isTrue();
		assertThat(container.isPaused()).isTrue();
		assertThat(container.isRunning()).isTrue();
		this.fixture.jobs().put("job");
		assertThat(this.fixture.jobs().size()).isOne();
		container.stop();
		container.start();
		assertThat(container.snapshot().state()).isEqualTo(SyncListenerSnapshot.State.PAUSED);
		container.resume();
		TestThreads.eventually().until(() -> done.size() == 1);
	}

	@Test
	@DisplayName("No worker that is about to wait misses that it should end")
	void pauseOfIdleWorkers() throws Exception {
		SyncListenerContainer container = this.fixture.listen((item) -> {
		});
		for (int i = 0; i < 3000; i++) {
			container.resume();
			container.pause();
			assertThat(container.awaitQuiet(Duration.ofSeconds(30))).isTrue();
		}
	}

	@Test
	@DisplayName("A call that is under way is interrupted by no pause, stop or scaling")
	void noInterruptDuringCall() throws Exception {
		this.fixture.options.setConcurrency("2");
		CountDownLatch entered = new CountDownLatch(2);
		CountDownLatch release = new CountDownLatch(1);
		List<Boolean> interrupted = new CopyOnWriteArrayList<>();
		SyncListenerContainer container = this.fixture.listen((item) -> {
			entered.countDown();
			awaitQuietly(release);
			interrupted.add(Thread.interrupted());
		});
		this.fixture.jobs().put("one");
		this.fixture.jobs().put("two");
		entered.await();
		container.pause();
		container.scale(1, 1);
		container.stop();
		release.countDown();
		assertThat(container.awaitQuiet(Duration.ofSeconds(30))).isTrue();
		assertThat(interrupted).containsExactly(false, false);
	}

	@Test
	@DisplayName("No item is lost when pausing races putting")
	void pauseRace() throws Exception {
		this.fixture.options.setConcurrency("2-4");
		List<String> done = new CopyOnWriteArrayList<>();
		SyncListenerContainer container = this.fixture.listen(done::add);
		Thread producer = new Thread(() -> IntStream.range(0, 2000).forEach((i) -> this.fixture.jobs().add("" + i)));
		producer.start();
		for (int i = 0; i < 200; i++) {
			container.pause();
			container.resume();
		}
		producer.join();
		TestThreads.eventually().until(() -> done.size() >= 2000);
		assertThat(done).doesNotHaveDuplicates().hasSize(2000);
	}

	@Test
	@DisplayName("A container ends with its queue: when that is closed and drained no thread is left")
	void closedQueue() throws Exception {
		this.fixture.options.setConcurrency("3");
		List<String> done = new CopyOnWriteArrayList<>();
		SyncListenerContainer container = this.fixture.listen(done::add);
		this.fixture.jobs().put("last");
		this.fixture.jobs().close();
		TestThreads.eventually().until(() -> !container.isRunning() && container.snapshot().workers() == 0);
		assertThat(done).containsExactly("last");
		TestThreads.eventually().untilAsserted(() -> assertThat(this.threads.alive()).isEmpty());
	}

	@Test
	@DisplayName("What fails in a closed queue is still retried before its container ends")
	void closedQueueWithRetry() throws Exception {
		this.fixture.options.getRetry().setDelay(Duration.ofMillis(50));
		this.fixture.jobs().put("job");
		this.fixture.jobs().close();
		SyncListenerContainer container = this.fixture.listen((item) -> {
			throw new IllegalStateException();
		});
		assertThat(this.fixture.dead().get().attempts()).isEqualTo(4);
		TestThreads.eventually().until(() -> !container.isRunning());
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
