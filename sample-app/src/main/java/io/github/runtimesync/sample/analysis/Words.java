/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.analysis;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The words of a text. A word is a run of letters, digits and the marks on them, so
 * {@code don't} is two words and a run of Chinese characters is one.
 *
 * @param total the number of words
 * @param mostFrequent the most frequent words, the most frequent first, then by alphabet
 */
record Words(long total, List<WordCount> mostFrequent) {

	private static final int SHOWN_WORDS = 5;

	private static final int SHOWN_LENGTH = 40;

	private static final Comparator<WordCount> ORDER = Comparator.comparingLong(WordCount::count)
		.reversed()
		.thenComparing(WordCount::word);

	static Words of(String text) {
		Map<String, Long> counts = new HashMap<>();
		long total = 0;
		int start = -1;
		for (int i = 0; i <= text.length();) {
			int codePoint = (i < text.length()) ? text.codePointAt(i) : ' ';
			if (isPartOfWord(codePoint)) {
				start = (start != -1) ? start : i;
			}
			else if (start != -1) {
				counts.merge(text.substring(start, i).toLowerCase(Locale.ROOT), 1L, Long::sum);
				total++;
				start = -1;
			}
			i += Character.charCount(codePoint);
		}
		return new Words(total, mostFrequent(counts));
	}

	private static List<WordCount> mostFrequent(Map<String, Long> counts) {
		return counts.entrySet()
			.stream()
			.map((entry) -> new WordCount(entry.getKey(), entry.getValue()))
			.sorted(ORDER)
			.limit(SHOWN_WORDS)
			.map((word) -> new WordCount(shorten(word.word()), word.count()))
			.toList();
	}

	private static boolean isPartOfWord(int codePoint) {
		if (Character.isLetterOrDigit(codePoint)) {
			return true;
		}
		int type = Character.getType(codePoint);
		return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
	}

	/**
	 * A text without a space is one word, and the result must not keep all of it.
	 */
	private static String shorten(String word) {
		if (word.codePointCount(0, word.length()) <= SHOWN_LENGTH) {
			return word;
		}
		return word.substring(0, word.offsetByCodePoints(0, SHOWN_LENGTH - 1)) + "\u2026";
	}

}
