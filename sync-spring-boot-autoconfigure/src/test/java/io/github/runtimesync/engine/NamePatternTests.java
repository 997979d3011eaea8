/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.List;
import java.util.TreeSet;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NamePattern}.
 */
class NamePatternTests {

	@ParameterizedTest
	@DisplayName("A star stands for any number of characters, everything else for itself")
	@CsvSource({ "*, anything, true", "*, '', true", "ord*, orders, true", "ord*, ord, true", "ord*, word, false",
			"*ers, orders, true", "*ers, ordering, false", "o*r*s, orders, true", "orders, orders, true",
			"orders, order, false", "o.ders, orders, false", "*rd*, orders, true", "**, x, true", "a*a, a, false" })
	void matches(String pattern, String name, boolean expected) {
		assertThat(NamePattern.of(pattern).matches(name)).isEqualTo(expected);
	}

	@Test
	@DisplayName("Without a pattern every name matches")
	void noPattern() {
		assertThat(NamePattern.of(null).matches("x")).isTrue();
	}

	@Test
	@Timeout(10)
	@DisplayName("A hostile pattern takes no exponential time")
	void hostilePattern() {
		assertThat(NamePattern.of("*a".repeat(100) + "b").matches("a".repeat(200))).isFalse();
	}

	@Test
	@DisplayName("Only the names with the pattern's prefix are looked at")
	void select() {
		TreeSet<String> names = new TreeSet<>(List.of("a", "order1", "order2", "orz", "z"));
		assertThat(NamePattern.of("ord*").select(names, null)).containsExactly("order1", "order2");
		assertThat(NamePattern.of("order2").select(names, null)).containsExactly("order2");
		assertThat(NamePattern.of("*2").select(names, null)).containsExactly("order2");
	}

	@Test
	@DisplayName("A page goes on after the last name of the one before, which need not exist any more")
	void selectAfter() {
		TreeSet<String> names = new TreeSet<>(List.of("a", "order1", "order2", "orz", "z"));
		assertThat(NamePattern.of("ord*").select(names, "order1")).containsExactly("order2");
		assertThat(NamePattern.of("ord*").select(names, "order1x")).containsExactly("order2");
		assertThat(NamePattern.of("ord*").select(names, "a")).containsExactly("order1", "order2");
		assertThat(NamePattern.of("ord*").select(names, "z")).isEmpty();
	}

}
