/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.listener.SyncListenerEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A JVM of its own that works on the queue {@code ids}, to be killed or frozen. It tells
 * on its output which ids it has processed.
 */
public final class WorkerProcess implements AutoCloseable {

	static final int WORKERS = 8;

	/**
	 * After so many items the workers get stuck, lest nothing be left when it is killed.
	 */
	static final int LIMIT = 8_000;

	/** Bounds a hang: a JVM may take long to start. */
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final Process process;

	private final Path errors;

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private final Thread reader = new Thread(this::read, "worker-output");

	private WorkerProcess(Process process, Path errors) {
		this.process = process;
		this.errors = errors;
		this.reader.setDaemon(true);
		this.reader.start();
	}

	private void read() {
		try (BufferedReader output = this.process.inputReader(StandardCharsets.UTF_8)) {
			output.lines().forEach(this.lines::add);
		}
		catch (IOException | UncheckedIOException ex) {
			this.lines.add("end");
		}
	}

	/**
	 * Start a JVM.
	 * @param mode {@code listen} for a listener with eight workers, {@code hold} for a
	 * lease that is kept until the JVM is told to end it, {@code replay} for a replay
	 * that gets stuck while it puts the item of a dead letter
	 */
	static WorkerProcess start(String mode, RedisSettings settings) throws IOException {
		Path errors = Files.createTempFile("worker-", ".log");
		return new WorkerProcess(ChildJvm
			.command(WorkerProcess.class, mode, "" + TestRedis.server().port(), settings.namespace(),
					"" + settings.lease().toMillis())
			.redirectError(errors.toFile())
			.start(), errors);
	}

	List<String> lines() {
		return this.lines;
	}

	void awaitLines(int count) throws IOException {
		TestThreads.eventually().atMost(PATIENCE).until(() -> this.lines.size() >= count || !this.reader.isAlive());
		assertThat(this.lines).as("lines of a JVM that wrote %s", Files.readString(this.errors))
			.hasSizeGreaterThanOrEqualTo(count);
	}

	/**
	 * Tell the JVM to go on.
	 */
	void proceed() throws IOException {
		this.process.getOutputStream().write('\n');
		this.process.getOutputStream().flush();
	}

	/**
	 * Kill the JVM, and read to the end what it has told before.
	 */
	void kill() throws IOException, InterruptedException {
		signal("KILL");
		this.reader.join();
		close();
	}

	void signal(String signal) throws IOException, InterruptedException {
		new ProcessBuilder("kill", "-" + signal, "" + this.process.pid()).start().waitFor();
	}

	@Override
	public void close() throws IOException {
		this.process.destroyForcibly();
		this.process.onExit().join();
		Files.deleteIfExists(this.errors);
	}

	/**
	 * The main method of the JVM.
	 */
	public static void main(String[] args) throws Exception {
		PrintStream ledger = System.out;
		// Log lines do not belong in it.
		System.setOut(System.err);
		RedisSettings settings = new RedisSettings(args[2], CountingJvm.TIMEOUT)
			.withLease(Duration.ofMillis(Long.parseLong(args[3])));
		ListeningJvm jvm = new ListeningJvm(CountingJvm.connect(args[1]), settings,
				(options) -> options.setConcurrency("" + WORKERS));
		if (args[0].equals("listen")) {
			AtomicInteger processed = new AtomicInteger();
			jvm.listeners.register(SyncListenerEndpoint.forItems("ids", "ids", Integer.class, (id) -> {
				ledger.println(id);
				if (processed.incrementAndGet() > LIMIT) {
					LockSupport.park();
				}
			}));
			Thread.currentThread().join();
		}
		if (args[0].equals("replay")) {
			jvm.listeners.register(SyncListenerEndpoint.forItems("ids", "ids", SlowItem.class, (item) -> {
			}));
			SlowItem.whenStored = () -> {
				ledger.println(SlowItem.STORING);
				LockSupport.park();
			};
			jvm.listeners.replayAll("ids");
		}
		EngineQueue<Integer> queue = (EngineQueue<Integer>) jvm.queue("ids", Integer.class);
		Lease<Integer> lease = queue.leases().poll(PATIENCE);
		ledger.println(lease.item());
		new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
		ledger.println(lease.done().get());
	}

	/**
	 * An item whose serialization takes as long as one likes.
	 */
	record SlowItem(int id) {

		static final String STORING = "storing";

		static volatile Runnable whenStored = () -> {
		};

		@Override
		public int id() {
			whenStored.run();
			return this.id;
		}

	}

}
