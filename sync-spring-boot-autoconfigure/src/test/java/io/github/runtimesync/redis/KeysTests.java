/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.SyncKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Keys}.
 */
class KeysTests {

	private static final List<String> HOSTILE = List.of("a", "a}", "}", "{", "{}", "{a}", "a:", ":a", "a:b", "a%3Ab",
			"%", "%25", "%7D", "a}:m", "ä", " ", "?", "\ud800", "\ud801", "\udc00\ud800", "\ud800\udc00", "%uD800");

	@Test
	@DisplayName("Keys are readable, and all of a primitive are under one hash tag")
	void readable() {
		Keys keys = new Keys("shop", SyncKind.WAIT_GROUP, "order mails");
		assertThat(text(keys.definition())).isEqualTo("sync:1:{shop:wait-groups:order mails}:m");
		assertThat(text(keys.reply("j.1"))).isEqualTo("sync:1:{shop:wait-groups:order mails}:r:j.1");
	}

	@Test
	@DisplayName("Whatever the names are, no two primitives share a tag, and none leaves its own")
	void hostile() {
		List<String> tags = HOSTILE.stream()
			.flatMap((namespace) -> HOSTILE.stream()
				.map((name) -> hashTag(text(new Keys(namespace, SyncKind.QUEUE, name).definition()))))
			.toList();
		assertThat(tags).doesNotHaveDuplicates().allSatisfy((tag) -> assertThat(tag.split(":")).hasSize(3));
	}

	/**
	 * Return what a cluster hashes, as Redis specifies it.
	 */
	private static String hashTag(String key) {
		int open = key.indexOf('{');
		return key.substring(open + 1, key.indexOf('}', open));
	}

	private static String text(byte[] key) {
		return new String(key, StandardCharsets.UTF_8);
	}

}
