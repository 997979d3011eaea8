/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Action;
import io.github.runtimesync.local.LocalSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the events of Java Flight Recorder, with real recordings.
 */
@Timeout(60)
class WaitEventTests {

	private static final List<String> NAMES = List.of("sync.QueuePut", "sync.QueueGet", "sync.WaitGroupAwait");

	@TempDir
	Path directory;

	@Test
	@DisplayName("Each wait of a thread is an event with the primitive, its engine and how it ended")
	void eachWaitIsAnEvent() throws Exception {
		List<RecordedEvent> events = record(Duration.ZERO, (registry, threads) -> {
			SyncQueue<String> queue = registry.queue("jobs", 1);
			waitFor(registry, SyncKind.QUEUE, "jobs", threads.run("getter", () -> queue.get()), () -> queue.put("a"));
			queue.put("b");
			waitFor(registry, SyncKind.QUEUE, "jobs", threads.run("putter", () -> queue.put("c")), queue::get);
			assertThat(queue.offer("d", Duration.ofNanos(1))).isFalse();
			SyncWaitGroup group = registry.waitGroup("tasks");
			group.add();
			TestThreads.Task<Void> waiter = threads.run("waiter", group::await);
			awaitBlocked(registry, SyncKind.WAIT_GROUP, "tasks");
			waiter.thread().interrupt();
			assertThat(waiter.failure()).isInstanceOf(InterruptedException.class);
			queue.closeNow();
			assertThat(queue.get()).isNull();
		});
		assertThat(events)
			.extracting((event) -> event.getEventType().getName() + " " + event.getString("name") + " "
					+ event.getString("engine") + " " + event.getString("end"))
			.containsSubsequence("sync.QueueGet jobs local completed", "sync.QueuePut jobs local completed",
					"sync.QueuePut jobs local timed out", "sync.WaitGroupAwait tasks local interrupted");
		assertThat(events).hasSize(4);
	}

	@Test
	@DisplayName("An event has a stack with the waiting call, and its type a label, a description and a category")
	void eventIsDescribed() throws Exception {
		List<RecordedEvent> events = record(Duration.ZERO, (registry, threads) -> {
			SyncQueue<String> queue = registry.queue("jobs");
			waitFor(registry, SyncKind.QUEUE, "jobs", threads.run("getter", () -> queue.get()), queue::close);
		});
		RecordedEvent event = events.get(0);
		assertThat(event.getString("end")).isEqualTo("closed");
		assertThat(event.getThread().getJavaName()).isEqualTo("getter");
		assertThat(event.getStackTrace().getFrames()).extracting(RecordedFrame::getMethod)
			.anyMatch((method) -> method.getType().getName().endsWith("LocalQueueOutlet")
					&& method.getName().equals("get"));
		assertThat(event.getEventType().getLabel()).isEqualTo("Queue Get");
		assertThat(event.getEventType().getDescription()).isEqualTo("A thread waited for an item of a queue");
		assertThat(event.getEventType().getCategoryNames()).containsExactly("Runtime Sync");
	}

	@Test
	@DisplayName("What does not wait, or waits for less than the threshold of 20 ms, is no event")
	void shortWaitsAreNoEvents() throws Exception {
		assertThat(record(Duration.ZERO, (registry, threads) -> {
			SyncQueue<String> queue = registry.queue("jobs", 1);
			queue.put("a");
			queue.get();
			queue.poll();
			registry.waitGroup("tasks").await();
		})).isEmpty();
		assertThat(record(null, (registry, threads) -> {
			SyncQueue<String> queue = registry.queue("jobs");
			queue.poll(Duration.ofNanos(1));
			queue.poll(Duration.ofMillis(40));
			// A busy machine may make the first one long as well.
		})).isNotEmpty().allSatisfy((event) -> assertThat(event.getDuration()).isGreaterThan(Duration.ofMillis(20)));
	}

	@Test
	@DisplayName("In a JVM without the module jdk.jfr nothing is recorded and nothing fails")
	void withoutTheModule() throws Exception {
		Class<?> observer = new WithoutRecorder().loadClass(WaitObserver.class.getName());
		assertThat(observer).isNotSameAs(WaitObserver.class);
		Object record = observer.getMethod("beginGet")
			.invoke(observer.getConstructors()[0].newInstance("jobs", "local", false));
		Class<?> end = observer.getClassLoader().loadClass(WaitEnd.class.getName());
		Method ended = observer.getClassLoader().loadClass(WaitRecord.class.getName()).getMethod("end", end);
		ended.invoke(record, end.getEnumConstants()[0]);
	}

	private List<RecordedEvent> record(Duration threshold, Scenario scenario) throws Exception {
		Path file = this.directory.resolve("recording.jfr");
		try (Recording recording = new Recording();
				TestThreads threads = new TestThreads();
				DefaultSyncRegistry registry = LocalSyncRegistry.create()) {
			for (String name : NAMES) {
				if (threshold != null) {
					recording.enable(name).withThreshold(threshold);
				}
				else {
					recording.enable(name);
				}
			}
			recording.start();
			scenario.run(registry, threads);
			recording.stop();
			recording.dump(file);
		}
		List<RecordedEvent> events = RecordingFile.readAllEvents(file)
			.stream()
			.filter((event) -> NAMES.contains(event.getEventType().getName()))
			.sorted((first, second) -> first.getStartTime().compareTo(second.getStartTime()))
			.toList();
		Files.delete(file);
		return events;
	}

	private static void waitFor(DefaultSyncRegistry registry, SyncKind kind, String name, TestThreads.Task<?> waiter,
			Action release) throws Exception {
		awaitBlocked(registry, kind, name);
		waiter.awaitBlocked();
		release.run();
		waiter.result();
	}

	private static void awaitBlocked(DefaultSyncRegistry registry, SyncKind kind, String name) {
		await().until(() -> registry.primitives(kind)
			.filter((primitive) -> primitive.name().equals(name))
			.anyMatch((primitive) -> !primitive.blockedThreads().isEmpty()));
	}

	/**
	 * What to record.
	 */
	private interface Scenario {

		void run(DefaultSyncRegistry registry, TestThreads threads) throws Exception;

	}

	/**
	 * Loads this library anew and finds no Flight Recorder.
	 */
	private static final class WithoutRecorder extends ClassLoader {

		WithoutRecorder() {
			super(WaitObserver.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.startsWith("jdk.jfr.")) {
				throw new ClassNotFoundException(name);
			}
			if (!name.startsWith("io.github.runtimesync.")) {
				return super.loadClass(name, resolve);
			}
			Class<?> loaded = findLoadedClass(name);
			if (loaded != null) {
				return loaded;
			}
			try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
				byte[] code = in.readAllBytes();
				return defineClass(name, code, 0, code.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}
