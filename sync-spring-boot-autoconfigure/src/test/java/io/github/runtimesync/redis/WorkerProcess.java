/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.listener.SyncListenerEndpoint;

/**
 * A JVM of its own that works on the queue {@code ids}, to be killed or frozen. It tells
 * on its output which ids it has processed.
 */
public final class WorkerProcess implements AutoCloseable {

	private final Process process;

	private final List<String> lines = new CopyOnWriteArrayList<>();

	private WorkerProcess(Process process) {
		this.process = process;
		Thread reader = new Thread(this::read, "worker-output");
		reader.setDaemon(true);
		reader.start();
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			reader.lines().forEach(this.lines::add);
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
		return new WorkerProcess(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", classPath(), WorkerProcess.class.getName(), mode,
				"" + TestRedis.server().port(), settings.namespace(), "" + settings.lease().toMillis())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start());
	}

	private static String classPath() {
		if (WorkerProcess.class.getClassLoader() instanceof URLClassLoader loader) {
			return Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
		}
		return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
	}

	List<String> lines() {
		return this.lines;
	}

	void awaitLines(int count) {
		TestThreads.eventually().until(() -> this.lines.size() >= count);
	}

	/**
	 * Tell the JVM to go on.
	 */
	void proceed() throws IOException {
		this.process.getOutputStream().write('\n');
		this.process.getOutputStream().flush();
	}

	void signal(String signal) throws IOException, InterruptedException {
		new ProcessBuilder("kill", "-" + signal, "" + this.process.pid()).start().waitFor();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		this.process.onExit().join();
	}

	/**
	 * The main method of the JVM.
	 */
	public static void main(String[] args) throws Exception {
		PrintStream ledger = System.out;
		// Log lines do not belong in it.
		System.setOut(System.err);
		RedisSettings settings = new RedisSettings(args[2], RedisSettings.DEFAULT_TIMEOUT)
			.withLease(Duration.ofMillis(Long.parseLong(args[3])));
		ListeningJvm jvm = new ListeningJvm(TestRedis.factory(Integer.parseInt(args[1])), settings,
				(options) -> options.setConcurrency("8"));
		if (args[0].equals("listen")) {
			jvm.listeners.register(SyncListenerEndpoint.forItems("ids", "ids", Integer.class, ledger::println));
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
		Lease<Integer> lease = queue.leases().poll(Duration.ofSeconds(20));
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
