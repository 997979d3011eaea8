/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.analysis;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Analyzer}.
 */
class AnalyzerTests {

	@ParameterizedTest
	@CsvSource({ "'',0,0", "'a',1,1", "'a\n',1,1", "'a\nb',2,2", "'a\r\nb\rc',3,3", "'  ,.;  ',1,0", "'x1 x1, X1',1,3",
			"'don''t',1,2", "'\u0939\u093f\u0902\u0926\u0940',1,1", "'\ud835\udc00\ud835\udc01',1,1" })
	@DisplayName("Lines and words are counted")
	void counts(String text, long lines, long words) {
		Analysis analysis = Analyzer.analyze(text);
		assertThat(analysis.lines()).isEqualTo(lines);
		assertThat(analysis.words()).isEqualTo(words);
	}

	@Test
	@DisplayName("The most frequent words come first, then by alphabet, whatever their case")
	void frequentWords() {
		Analysis analysis = Analyzer.analyze("b B a A c d e f f f");
		assertThat(analysis.frequentWords()).containsExactly(new WordCount("f", 3), new WordCount("a", 2),
				new WordCount("b", 2), new WordCount("c", 1), new WordCount("d", 1));
	}

	@Test
	@DisplayName("A content that is one endless word has a small result")
	void endlessWord() {
		Analysis analysis = Analyzer.analyze("\ud835\udc00".repeat(100_000));
		assertThat(analysis.frequentWords().get(0).word()).isEqualTo("\ud835\udc00".repeat(39) + "\u2026");
	}

	@Test
	@DisplayName("The digest is the one of the bytes that were sent")
	void digest() throws Exception {
		assertThat(Analyzer.analyze("abc".getBytes(StandardCharsets.US_ASCII), null).sha256())
			.isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	}

	@Test
	@DisplayName("A byte order mark is not part of the text")
	void byteOrderMark() throws Exception {
		Analysis analysis = Analyzer.analyze("\ufeffword".getBytes(StandardCharsets.UTF_8), null);
		assertThat(analysis.frequentWords()).containsExactly(new WordCount("word", 1));
	}

	@Test
	@DisplayName("Bytes with a byte order mark that are not UTF-16 do no harm")
	void brokenUtf16() throws Exception {
		assertThat(Analyzer.analyze(new byte[] { (byte) 0xFE, (byte) 0xFF, (byte) 0xD8, 0 }, null).charset()).isNull();
		assertThat(Analyzer.analyze(new byte[] { (byte) 0xFF }, null).charset()).isEqualTo("windows-1252");
	}

	@Test
	@DisplayName("A text with a NUL is binary")
	void nul() throws Exception {
		assertThat(Analyzer.analyze("text and\0 more text".getBytes(StandardCharsets.UTF_8), null).charset()).isNull();
	}

	@Test
	@DisplayName("A content that is not in the declared charset is refused")
	void wrongDeclaration() {
		assertThatExceptionOfType(CharacterCodingException.class)
			.isThrownBy(() -> Analyzer.analyze(new byte[] { (byte) 0xC3 }, "UTF-8"));
	}

}
