/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Runs scripts through the connection that the application shares, with Lettuce's
 * asynchronous commands: no thread is blocked for a command, an interrupt of one caller
 * cannot disturb a script that others share, and no connection is added.
 * <p>
 * {@code commands} is looked up again after every failure that is none of Redis's own
 * answers, since the factory may have been stopped and started meanwhile. Looking up may
 * connect, which blocks, and so happens on the executor, once for all scripts that wait
 * for it: {@code connecting} is what they wait for.
 */
final class LettuceScriptClient implements ScriptClient {

	private static final String CLOSED = "The engine is closed";

	private final LettuceConnectionFactory factory;

	private final Executor executor;

	private final AtomicReference<@Nullable CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>>> connecting = new AtomicReference<>();

	private final AtomicReference<@Nullable LettuceConnection> connection = new AtomicReference<>();

	private volatile boolean closed;

	private volatile @Nullable RedisClusterAsyncCommands<byte[], byte[]> commands;

	LettuceScriptClient(LettuceConnectionFactory factory, Executor executor) {
		this.factory = factory;
		this.executor = executor;
	}

	@Override
	public CompletableFuture<List<Object>> run(Script script, byte[][] keys, byte[][] args) {
		Run run = new Run(script, keys, args);
		RedisClusterAsyncCommands<byte[], byte[]> known = this.commands;
		if (known != null) {
			run.start(known);
		}
		else {
			run.startLater();
		}
		return run;
	}

	/**
	 * Look up the commands on the executor, unless somebody is at it already.
	 */
	private CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>> connectLater() {
		CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>> mine = new CompletableFuture<>();
		CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>> others = this.connecting.compareAndExchange(null,
				mine);
		if (others != null) {
			return others;
		}
		try {
			this.executor.execute(() -> connect(mine));
		}
		catch (RejectedExecutionException ex) {
			this.connecting.set(null);
			mine.completeExceptionally(new IllegalStateException(CLOSED, ex));
		}
		catch (Error ex) {
			this.connecting.set(null);
			mine.completeExceptionally(ex);
		}
		return mine;
	}

	private void connect(CompletableFuture<RedisClusterAsyncCommands<byte[], byte[]>> result) {
		try {
			RedisClusterAsyncCommands<byte[], byte[]> found = connect();
			this.connecting.set(null);
			result.complete(found);
		}
		catch (RuntimeException | Error ex) {
			this.connecting.set(null);
			result.completeExceptionally(ex);
		}
	}

	private synchronized RedisClusterAsyncCommands<byte[], byte[]> connect() {
		RedisClusterAsyncCommands<byte[], byte[]> known = this.commands;
		if (known != null) {
			return known;
		}
		disconnect();
		RedisConnection opened = this.factory.getConnection();
		if (!(opened instanceof LettuceConnection lettuce)) {
			opened.close();
			throw new IllegalStateException("Not a connection of Lettuce: " + opened.getClass().getName());
		}
		this.connection.set(lettuce);
		if (this.closed) {
			disconnect();
			throw new IllegalStateException(CLOSED);
		}
		RedisClusterAsyncCommands<byte[], byte[]> found = lettuce.getNativeConnection();
		this.commands = found;
		return found;
	}

	/**
	 * Give the connection back. Does not wait for somebody who is connecting, nor lets
	 * others do so whose task the executor has dropped.
	 */
	@Override
	public void close() {
		this.closed = true;
		disconnect();
		CompletableFuture<?> awaited = this.connecting.get();
		if (awaited != null) {
			awaited.completeExceptionally(new IllegalStateException(CLOSED));
		}
	}

	private void disconnect() {
		LettuceConnection open = this.connection.getAndSet(null);
		if (open != null) {
			open.close();
		}
	}

	/**
	 * A script under way.
	 */
	private final class Run extends CompletableFuture<List<Object>> {

		private final Script script;

		private final byte[][] keys;

		private final byte[][] args;

		private volatile @Nullable CompletableFuture<?> command;

		Run(Script script, byte[][] keys, byte[][] args) {
			this.script = script;
			this.keys = keys;
			this.args = args;
		}

		void startLater() {
			connectLater().whenComplete((found, failure) -> {
				if (failure != null) {
					completeExceptionally(failure);
				}
				else if (!isDone()) {
					start(found);
				}
			});
		}

		void start(RedisClusterAsyncCommands<byte[], byte[]> commands) {
			try {
				CompletableFuture<List<Object>> sent = dispatch(commands, CommandType.EVALSHA,
						Keys.bytes(this.script.sha1()));
				follow(sent);
				sent.whenComplete((reply, failure) -> {
					if (unwrap(failure) instanceof RedisNoScriptException) {
						startWithText(commands);
					}
					else {
						end(reply, failure);
					}
				});
			}
			catch (RuntimeException ex) {
				end(null, ex);
			}
		}

		private void startWithText(RedisClusterAsyncCommands<byte[], byte[]> commands) {
			try {
				CompletableFuture<List<Object>> sent = dispatch(commands, CommandType.EVAL, this.script.text());
				follow(sent);
				sent.whenComplete(this::end);
			}
			catch (RuntimeException ex) {
				end(null, ex);
			}
		}

		private CompletableFuture<List<Object>> dispatch(RedisClusterAsyncCommands<byte[], byte[]> commands,
				CommandType type, byte[] what) {
			CommandArgs<byte[], byte[]> all = new CommandArgs<>(ByteArrayCodec.INSTANCE).add(what)
				.add(this.keys.length)
				.addKeys(this.keys)
				.addValues(this.args);
			return commands.dispatch(type, new LettuceReply(), all).toCompletableFuture();
		}

		private void follow(CompletableFuture<?> sent) {
			this.command = sent;
			if (isCancelled()) {
				sent.cancel(false);
			}
		}

		private void end(@Nullable List<Object> reply, @Nullable Throwable failure) {
			Throwable cause = unwrap(failure);
			if (cause != null) {
				if (!(cause instanceof RedisCommandExecutionException)) {
					LettuceScriptClient.this.commands = null;
				}
				completeExceptionally(cause);
			}
			else {
				complete((reply != null) ? reply : List.of());
			}
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			boolean cancelled = super.cancel(mayInterruptIfRunning);
			CompletableFuture<?> sent = this.command;
			if (cancelled && sent != null) {
				sent.cancel(false);
			}
			return cancelled;
		}

		private static @Nullable Throwable unwrap(@Nullable Throwable failure) {
			return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
					: failure;
		}

	}

}
