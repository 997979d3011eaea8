/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/**
 * A real Redis server on a free loopback port, in a directory of its own. It can be
 * killed, frozen and started again on the same port with what its files have kept.
 * Whatever happens, it ends with the JVM that started it.
 */
public final class RedisServer implements AutoCloseable {

	/**
	 * Every write is in the append-only file before it is answered.
	 */
	public static final String[] DURABLE = { "--appendonly", "yes", "--appendfsync", "always" };

	/**
	 * Below the ports from which systems pick those of outgoing connections: a client
	 * that tries to reconnect to a dead server there might be connected to itself.
	 */
	private static final int FIRST_PORT = 12_000;

	private static final int LAST_PORT = 21_999;

	/** The port of a cluster's bus, which Redis derives from the other one. */
	static final int BUS_OFFSET = 10_000;

	private static final int TRIES = 5;

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
	}

	private final List<String> options;

	private final Path directory;

	private final int port;

	private Process process;

	private RedisServer(int port, String... options) throws IOException {
		this.port = port;
		this.directory = Files.createTempDirectory("redis-");
		this.options = List.of(options);
	}

	/**
	 * Start a server that keeps nothing on disk unless its options say so.
	 * @param options more options for the command line
	 * @return the server, which answers
	 */
	public static RedisServer start(String... options) {
		for (int i = 1;; i++) {
			try {
				RedisServer server = new RedisServer(freePort(), options);
				if (server.launch()) {
					return server;
				}
				String log = server.log();
				server.close();
				// Somebody else may have taken the port.
				if (i == TRIES) {
					throw new IllegalStateException("Redis does not start: " + log);
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	private static int freePort() throws IOException {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT + 1);
			if (isFree(port) && isFree(port + BUS_OFFSET)) {
				return port;
			}
		}
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private boolean launch() throws IOException {
		List<String> command = new ArrayList<>(List.of(RedisBinary.path().toString(), "--port", "" + this.port,
				"--bind", "127.0.0.1", "--save", "", "--dir", this.directory.toString()));
		command.addAll(this.options);
		this.process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.directory.resolve("log").toFile()))
			.start();
		RUNNING.add(this.process);
		Awaitility.await()
			.pollInSameThread()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.atMost(PATIENCE)
			.until(() -> !this.process.isAlive() || answers());
		return this.process.isAlive();
	}

	private boolean answers() {
		try {
			return "PONG".equals(new RespClient(this.port).run("PING"));
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Return the port.
	 * @return the port on the loopback interface
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Run a command on a connection of its own.
	 * @param command the command and its arguments
	 * @return a string, a {@code Long}, a list of such, or {@code null}
	 */
	public Object run(String... command) {
		try {
			return new RespClient(this.port).run(command);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(String.join(" ", command), ex);
		}
	}

	/**
	 * End the server at once, as {@code kill -9} does.
	 */
	public void kill() {
		this.process.destroyForcibly();
		this.process.onExit().join();
		RUNNING.remove(this.process);
	}

	/**
	 * Start the server again after {@link #kill()}, on the same port and with the files
	 * it has.
	 */
	public void restart() {
		try {
			if (!launch()) {
				throw new IllegalStateException("Redis does not start again: " + log());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Freeze the server: it keeps its connections and does nothing.
	 */
	public void freeze() {
		signal("STOP");
	}

	/**
	 * Let a frozen server go on.
	 */
	public void thaw() {
		signal("CONT");
	}

	private void signal(String signal) {
		try {
			int status = new ProcessBuilder("kill", "-" + signal, "" + this.process.pid()).start()
				.onExit()
				.join()
				.exitValue();
			if (status != 0) {
				throw new IllegalStateException("kill -" + signal + " returned " + status);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String log() throws IOException {
		return Files.readString(this.directory.resolve("log"));
	}

	@Override
	public void close() {
		kill();
		FileSystemUtils.deleteRecursively(this.directory.toFile());
	}

}
