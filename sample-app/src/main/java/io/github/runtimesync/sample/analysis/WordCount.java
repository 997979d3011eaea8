/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.analysis;

/**
 * How often a word occurs.
 *
 * @param word the word in lower case, cut if it is very long
 * @param count its occurrences
 */
public record WordCount(String word, long count) {

}
