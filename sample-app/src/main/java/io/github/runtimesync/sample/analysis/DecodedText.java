/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.analysis;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A content that turned out to be text. What its sender declared counts, then a byte
 * order mark, then what the bytes look like.
 *
 * @param charset the charset of the content
 * @param text the text, without a byte order mark
 */
record DecodedText(Charset charset, String text) {

	private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

	/** How much of a content is looked at to tell UTF-16 without a byte order mark. */
	private static final int GUESSED_BYTES = 4096;

	/**
	 * Decode a content.
	 * @param content the content
	 * @param declared the name of the charset that its sender declared, if any
	 * @return the text, {@code null} if the content is binary
	 * @throws CharacterCodingException if the content is not in the declared charset
	 */
	static @Nullable DecodedText of(byte[] content, @Nullable String declared) throws CharacterCodingException {
		if (declared != null) {
			return decode(content, Charset.forName(declared));
		}
		DecodedText decoded;
		try {
			decoded = decode(content, guess(content));
		}
		catch (CharacterCodingException ex) {
			// Older Western texts; every byte sequence decodes, so binary ends up here
			// too
			decoded = new DecodedText(WINDOWS_1252, new String(content, WINDOWS_1252));
		}
		return decoded.looksLikeText() ? decoded : null;
	}

	private static DecodedText decode(byte[] content, Charset charset) throws CharacterCodingException {
		String text = charset.newDecoder().decode(ByteBuffer.wrap(content)).toString();
		return new DecodedText(charset, text.startsWith("\uFEFF") ? text.substring(1) : text);
	}

	private static Charset guess(byte[] content) {
		if (startsWith(content, 0xFE, 0xFF)) {
			return StandardCharsets.UTF_16BE;
		}
		if (startsWith(content, 0xFF, 0xFE)) {
			return StandardCharsets.UTF_16LE;
		}
		int pairs = Math.min(content.length, GUESSED_BYTES) / 2;
		int highZeros = 0;
		int lowZeros = 0;
		for (int i = 0; i < pairs; i++) {
			highZeros += (content[2 * i] != 0) ? 0 : 1;
			lowZeros += (content[2 * i + 1] != 0) ? 0 : 1;
		}
		if (highZeros > pairs / 2 && lowZeros == 0) {
			return StandardCharsets.UTF_16BE;
		}
		if (lowZeros > pairs / 2 && highZeros == 0) {
			return StandardCharsets.UTF_16LE;
		}
		return StandardCharsets.UTF_8;
	}

	private static boolean startsWith(byte[] content, int first, int second) {
		return content.length >= 2 && (content[0] & 0xFF) == first && (content[1] & 0xFF) == second;
	}

	/**
	 * A text has no NUL, and hardly a character that can neither be seen nor lays out.
	 */
	private boolean looksLikeText() {
		long odd = this.text.chars().filter(DecodedText::isOdd).count();
		return this.text.indexOf('\0') == -1 && odd * 20 <= this.text.length();
	}

	private static boolean isOdd(int character) {
		return character == '\uFFFD'
				|| (Character.isISOControl(character) && !Character.isWhitespace(character) && character != '\u001B');
	}

}
