/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.engine.DefaultSyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left when a JVM is killed: a real one, with {@code SIGKILL}.
 */
@Timeout(60)
class KilledJvmTests {

	private static final String COUNTED = "counted";

	private final RedisSettings settings = TestRedis.settings();

	private final DefaultSyncRegistry registry = RedisSyncRegistry.create(TestRedis.factory(), this.settings);

	private Process process;

	@AfterEach
	void close() {
		if (this.process != null) {
			this.process.destroyForcibly();
		}
		this.registry.close();
	}

	@Test
	@DisplayName("What a killed JVM had counted stays, a timed wait ends, and another JVM can count it down")
	void countStays() throws Exception {
		this.process = start();
		BufferedReader output = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
		assertThat(output.lines().anyMatch(COUNTED::equals)).as("the other JVM has counted").isTrue();
		this.process.destroyForcibly();
		assertThat(this.process.waitFor()).isNotZero();
		SyncWaitGroup group = this.registry.waitGroup("w");
		assertThat(group.await(Duration.ofMillis(50))).isFalse();
		assertThat(group.count()).isEqualTo(2);
		assertThat(this.registry.atomic("a").get()).isEqualTo(7);
		SyncShared<String> shared = this.registry.shared("s", "unset");
		assertThat(shared.get()).isEqualTo("set by the other JVM");
		group.add(-2);
		assertThat(group.await(Duration.ZERO)).isTrue();
	}

	private Process start() throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				classPath(), Worker.class.getName(), Integer.toString(TestRedis.server().port()),
				this.settings.namespace())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

	private static String classPath() {
		if (Worker.class.getClassLoader() instanceof URLClassLoader loader) {
			return Arrays.stream(loader.getURLs())
				.map((url) -> new File(url.getPath()).getPath())
				.collect(Collectors.joining(File.pathSeparator));
		}
		return System.getProperty("java.class.path");
	}

	/**
	 * Counts, says so, and then works until it is killed, or until nobody is there any
	 * more.
	 */
	static final class Worker {

		private Worker() {
		}

		public static void main(String[] args) {
			// Not TestRedis, which starts a server: nobody would end it.
			LettuceConnectionFactory factory = new LettuceConnectionFactory("127.0.0.1", Integer.parseInt(args[0]));
			factory.afterPropertiesSet();
			factory.start();
			DefaultSyncRegistry registry = RedisSyncRegistry.create(factory,
					new RedisSettings(args[1], RedisSettings.DEFAULT_TIMEOUT));
			registry.waitGroup("w").add(2);
			registry.atomic("a").add(7);
			registry.shared("s", "initial").set("set by the other JVM");
			System.out.println(COUNTED);
			try {
				// Ends with the pipe, at the latest with the JVM that has started this one.
				System.in.read();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			System.exit(0);
		}

	}

}
