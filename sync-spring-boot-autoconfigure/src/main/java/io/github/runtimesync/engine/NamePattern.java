/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.NavigableSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Names with {@code *} for any number of characters. Matching takes time proportional to
 * the product of the two lengths at most, whatever the pattern.
 */
record NamePattern(String pattern, String prefix) {

	private static final char ANY = '*';

	static NamePattern of(@Nullable String pattern) {
		String nonNull = (pattern != null) ? pattern : "*";
		int wildcard = nonNull.indexOf(ANY);
		return new NamePattern(nonNull, (wildcard >= 0) ? nonNull.substring(0, wildcard) : nonNull);
	}

	/**
	 * Select the matching names, from after a name if one is given. Names before that and
	 * before the prefix are not visited, nor are those that follow the prefix.
	 */
	Stream<String> select(NavigableSet<String> names, @Nullable String after) {
		NavigableSet<String> candidates = (after != null && after.compareTo(this.prefix) >= 0)
				? names.tailSet(after, false) : names.tailSet(this.prefix, true);
		return candidates.stream().takeWhile((name) -> name.startsWith(this.prefix)).filter(this::matches);
	}

	/**
	 * Match greedily, going back to the last wildcard only.
	 */
	boolean matches(String name) {
		int inPattern = 0;
		int inName = 0;
		int lastAny = -1;
		int retryAt = 0;
		while (inName < name.length()) {
			if (inPattern < this.pattern.length() && this.pattern.charAt(inPattern) == ANY) {
				lastAny = inPattern++;
				retryAt = inName;
			}
			else if (inPattern < this.pattern.length() && this.pattern.charAt(inPattern) == name.charAt(inName)) {
				inPattern++;
				inName++;
			}
			else if (lastAny >= 0) {
				inPattern = lastAny + 1;
				inName = ++retryAt;
			}
			else {
				return false;
			}
		}
		while (inPattern < this.pattern.length() && this.pattern.charAt(inPattern) == ANY) {
			inPattern++;
		}
		return inPattern == this.pattern.length();
	}

}
