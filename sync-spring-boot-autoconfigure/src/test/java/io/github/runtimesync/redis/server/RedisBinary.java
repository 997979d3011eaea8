/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The {@code redis-server} that tests run: the one that {@code -Dredis.binary} names, or
 * one that comes in a jar from Maven Central, so that a machine needs none.
 */
final class RedisBinary {

	private static final String PROPERTY = "redis.binary";

	private static final Path PATH = find();

	private RedisBinary() {
	}

	static Path path() {
		return PATH;
	}

	private static Path find() {
		String named = System.getProperty(PROPERTY, "");
		return named.isBlank() ? unpack(resource()) : Path.of(named);
	}

	private static String resource() {
		String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		boolean arm = System.getProperty("os.arch").equals("aarch64");
		if (os.contains("linux")) {
			return arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
		}
		if (os.contains("mac")) {
			return arm ? "redis-server-6.2.6-v5-darwin-arm64" : "redis-server-6.2.6-v5-darwin-amd64";
		}
		throw new IllegalStateException("No Redis comes along for " + os + ": name one with -D" + PROPERTY);
	}

	private static Path unpack(String resource) {
		try (InputStream in = RedisBinary.class.getResourceAsStream("/" + resource)) {
			Path binary = Files.createTempFile("redis-server-", "");
			Files.write(binary, in.readAllBytes());
			if (!binary.toFile().setExecutable(true)) {
				throw new IOException(binary + " cannot be made executable");
			}
			binary.toFile().deleteOnExit();
			return binary;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
