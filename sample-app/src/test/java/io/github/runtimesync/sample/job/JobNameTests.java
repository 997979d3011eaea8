/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JobName}.
 */
class JobNameTests {

	@ParameterizedTest
	@CsvSource({ ",text", "'',text", "'  ',text", "a.txt,a.txt", "../../etc/passwd,passwd", "C:\\docs\\a.txt,a.txt",
			"'a\nb.txt','a b.txt'", "dir/,text" })
	@DisplayName("A name is the last part of a path, in one line")
	void lastPart(String sent, String expected) {
		assertThat(JobName.of(sent)).isEqualTo(expected);
	}

	@Test
	@DisplayName("A long name is cut between characters")
	void longName() {
		assertThat(JobName.of("\ud83d\ude00".repeat(500))).isEqualTo("\ud83d\ude00".repeat(119) + "\u2026");
	}

}
