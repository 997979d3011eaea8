/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.runtimesync.engine.SyncEngineException;
import io.github.runtimesync.redis.Failure.Reason;

/**
 * Finds out before anything is done whether the server is there and the engine can work
 * with it.
 */
final class ServerCheck {

	private static final Log logger = LogFactory.getLog(ServerCheck.class);

	private static final Script INFO = Script.repeatable("info");

	private static final Pattern AUTHENTICATION = Pattern.compile("WRONGPASS|NOAUTH|AUTH |password");

	/** How long a start waits for a Redis that need not be there. */
	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final Duration PAUSE = Duration.ofSeconds(2);

	private final Resender resender;

	private final RedisSettings settings;

	private volatile boolean passed;

	ServerCheck(Resender resender, RedisSettings settings) {
		this.resender = resender;
		this.settings = settings;
	}

	boolean hasPassed() {
		return this.passed;
	}

	/**
	 * Check, and wait for the result as long as calls wait.
	 * @throws SyncEngineException if the engine cannot work
	 */
	void await() {
		try {
			check().join();
		}
		catch (CompletionException ex) {
			throw exception(ex);
		}
	}

	/**
	 * Check until the server is there. Waits a moment only, and logs what it finds.
	 */
	void awaitOrGoOn(ScheduledExecutorService timer) {
		CompletableFuture<Void> first = check();
		try {
			first.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			return;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (TimeoutException ex) {
			logger.warn("Redis does not answer: declared primitives that it keeps are created when they are asked for");
		}
		catch (ExecutionException ex) {
			// Told below.
		}
		first.whenComplete((result, thrown) -> goOn(thrown, timer));
	}

	private void goOn(Throwable thrown, ScheduledExecutorService timer) {
		if (thrown == null) {
			logger.info("Redis answers now");
		}
		else if (Failure.of(thrown).reason() == Reason.UNANSWERED) {
			if (!timer.isShutdown()) {
				timer.schedule(() -> check().whenComplete((result, again) -> goOn(again, timer)), PAUSE.toMillis(),
						TimeUnit.MILLISECONDS);
			}
		}
		else {
			logger.error(exception(thrown).getMessage());
		}
	}

	private CompletableFuture<Void> check() {
		byte[][] keys = { this.settings.serverKey() };
		return this.resender.run(INFO, keys, new byte[0][], System.nanoTime() + this.settings.timeout().toNanos())
			.thenAccept(this::check);
	}

	private void check(List<Object> reply) {
		ServerInfo info = ServerInfo.parse(reply.stream().map(Definition::text).toList());
		info.checkVersion();
		String warning = info.warning();
		if (warning != null) {
			logger.warn(warning);
		}
		this.passed = true;
	}

	private SyncEngineException exception(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof SyncEngineException ours) {
				return ours;
			}
		}
		Failure failure = Failure.of(thrown);
		if (failure.reason() != Reason.REFUSED) {
			return new SyncEngineException(
					"Redis did not answer within %d ms: %s".formatted(this.settings.timeout().toMillis(),
							failure.why()),
					"Start Redis, or say where it is with 'spring.data.redis.host' and 'spring.data.redis.port'. To start without it, set 'sync.redis.fail-fast' to false",
					failure);
		}
		boolean authentication = AUTHENTICATION.matcher(failure.answer()).find();
		return new SyncEngineException("Redis refused to serve the engine: " + failure.answer(), authentication
				? "Check 'spring.data.redis.username' and 'spring.data.redis.password'"
				: "Let the user run scripts (EVAL, EVALSHA) and the commands in them for keys that begin with 'sync:'",
				failure);
	}

}
