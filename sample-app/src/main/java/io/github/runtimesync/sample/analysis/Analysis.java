/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.analysis;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What was found out about a content. It is small whatever the content was.
 *
 * @param bytes the size of the content
 * @param sha256 its SHA-256 digest in hexadecimal
 * @param charset how its text was decoded, {@code null} if it is binary
 * @param lines the number of lines, 0 if it is binary
 * @param words the number of words, 0 if it is binary
 * @param frequentWords the most frequent words, the most frequent first
 */
public record Analysis(long bytes, String sha256, @Nullable String charset, long lines, long words,
		List<WordCount> frequentWords) {

}
