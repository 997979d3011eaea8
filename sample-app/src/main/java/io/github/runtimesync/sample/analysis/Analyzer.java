/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.analysis;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Computes an {@link Analysis}: digest, lines, words and the most frequent words.
 */
public final class Analyzer {

	private Analyzer() {
	}

	/**
	 * Analyze a content of unknown kind.
	 * @param content the content, text or not
	 * @param charset the name of the charset that its sender declared, if any
	 * @return the analysis
	 * @throws CharacterCodingException if the content is not what its sender declared
	 */
	public static Analysis analyze(byte[] content, @Nullable String charset) throws CharacterCodingException {
		DecodedText decoded = DecodedText.of(content, charset);
		if (decoded == null) {
			return new Analysis(content.length, sha256(content), null, 0, 0, List.of());
		}
		return analyze(content, decoded);
	}

	/**
	 * Analyze a text as its UTF-8 form.
	 * @param text the text
	 * @return the analysis
	 */
	public static Analysis analyze(String text) {
		return analyze(text.getBytes(StandardCharsets.UTF_8), new DecodedText(StandardCharsets.UTF_8, text));
	}

	private static Analysis analyze(byte[] content, DecodedText decoded) {
		Words words = Words.of(decoded.text());
		return new Analysis(content.length, sha256(content), decoded.charset().name(), decoded.text().lines().count(),
				words.total(), words.mostFrequent());
	}

	private static String sha256(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
