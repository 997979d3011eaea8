/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of {@code docs/testing.md} are tests that run here.
 */
class TestingDocumentTests {

	private static final Path EXAMPLES = Path.of("src/test/java/io/github/runtimesync/test/example");

	@Test
	@DisplayName("Every Java example of the document is the source of a test")
	void examples() throws IOException {
		String sources;
		try (Stream<Path> files = Files.list(EXAMPLES)) {
			sources = String.join("\n", files.map(TestingDocumentTests::read).toList()).replace("\t", "    ");
		}
		Pattern example = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
		assertThat(example.matcher(read(Path.of("../docs/testing.md")))
			.results()
			.map((MatchResult found) -> found.group(1))).hasSize(3)
			.allSatisfy((java) -> assertThat(sources).contains(java));
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
