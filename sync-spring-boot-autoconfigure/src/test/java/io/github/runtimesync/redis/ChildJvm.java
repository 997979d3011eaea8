/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts JVMs with what is on the class path of the tests, for those that kill one.
 */
final class ChildJvm {

	/** It lives for a few seconds: what counts is how soon it is there. */
	private static final List<String> STARTS_FAST = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

	private ChildJvm() {
	}

	/**
	 * Prepare the start of a JVM.
	 * @param main its main class
	 * @param arguments what the main method gets
	 * @return the command, whose streams are to be directed
	 */
	static ProcessBuilder command(Class<?> main, String... arguments) {
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		return new ProcessBuilder(Stream
			.of(Stream.of(java.toString()), STARTS_FAST.stream(), Stream.of("-cp", classPath(), main.getName()),
					Stream.of(arguments))
			.flatMap((part) -> part)
			.toList());
	}

	private static String classPath() {
		if (ChildJvm.class.getClassLoader() instanceof URLClassLoader loader) {
			return Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
		}
		return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
	}

}
