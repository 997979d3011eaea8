/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.ValueTooLargeException;

/**
 * Turns the values of one primitive into what Redis keeps, and back. The first byte says
 * how the rest is to be read, so the format can grow: a new form gets a new letter, and a
 * version that does not know a letter says so. <pre>
 * n               null
 * s TEXT          a String, in UTF-8
 * b BYTES         a byte[]
 * i NUMBER        an Integer
 * l NUMBER        a Long
 * d NUMBER        a Double, as Double.toString has it
 * t, f            a Boolean
 * j JSON          everything else, in UTF-8
 * </pre>
 * <p>
 * Without a declared type only those forms exist, and JSON is for maps and lists whose
 * elements come back as what they were: text, {@code Boolean}, {@code Integer},
 * {@code Double} and further maps and lists.
 */
final class ValueCodec {

	private static final byte[] NULL = { 'n' };

	private static final byte[] TRUE = { 't' };

	private static final byte[] FALSE = { 'f' };

	private final JsonFormat json;

	private final SyncKind kind;

	private final String name;

	private final ElementType type;

	private volatile JsonFormat.@Nullable Typed typed;

	/**
	 * Create a codec.
	 * @param json for values that have no form of their own
	 * @param kind the kind of the primitive
	 * @param name the name of the primitive
	 * @param type the type of its values, possibly not declared yet
	 */
	ValueCodec(JsonFormat json, SyncKind kind, String name, ElementType type) {
		this.json = json;
		this.kind = kind;
		this.name = name;
		this.type = type;
	}

	/**
	 * Turn a value into what Redis keeps.
	 * @throws ClassCastException if it is not of the declared type
	 * @throws IllegalArgumentException if it cannot be stored; a
	 * {@link ValueTooLargeException} if a smaller one could
	 */
	byte[] encode(@Nullable Object value) {
		this.type.check(this.kind, this.name, value);
		try {
			byte[] stored = store(value);
			if (stored.length > this.json.maxBytes()) {
				throw Unfit.tooLarge(this.json.maxBytes());
			}
			return stored;
		}
		catch (Unfit ex) {
			String message = "%s cannot take this %s: %s".formatted(this.kind.describe(this.name),
					(value != null) ? value.getClass().getTypeName() : null, ex.reason());
			throw ex.isTooLarge() ? new ValueTooLargeException(message)
					: new IllegalArgumentException(message, ex.getCause());
		}
	}

	private byte[] store(@Nullable Object value) {
		if (value == null) {
			return NULL;
		}
		if (value instanceof String text) {
			return storeText(text);
		}
		if (value instanceof byte[] bytes) {
			return tagged('b', bytes);
		}
		if (value instanceof Boolean flag) {
			return flag ? TRUE : FALSE;
		}
		if (value instanceof Integer) {
			return tagged('i', Keys.bytes(value.toString()));
		}
		if (value instanceof Long) {
			return tagged('l', Keys.bytes(value.toString()));
		}
		if (value instanceof Double) {
			return tagged('d', Keys.bytes(value.toString()));
		}
		Type declared = this.type.declared();
		if (declared == null || declared == Object.class) {
			checkPlain(value, 0);
			declared = Object.class;
		}
		return typed(declared).write((byte) 'j', value);
	}

	private byte[] storeText(String text) {
		byte[] bytes = Keys.bytes(text);
		if (new String(bytes, StandardCharsets.UTF_8).equals(text)) {
			return tagged('s', bytes);
		}
		// Half of a surrogate pair: only JSON can escape it.
		return typed(String.class).write((byte) 'j', text);
	}

	private static byte[] tagged(char tag, byte[] rest) {
		byte[] stored = new byte[rest.length + 1];
		stored[0] = (byte) tag;
		System.arraycopy(rest, 0, stored, 1, rest.length);
		return stored;
	}

	/**
	 * Check that a value comes back as what it was although nobody says what that is.
	 */
	private void checkPlain(@Nullable Object value, int depth) {
		if (depth > JsonFormat.MAX_DEPTH) {
			throw new Unfit("it is nested deeper than %d levels".formatted(JsonFormat.MAX_DEPTH), null, true);
		}
		if (value instanceof Map<?, ?> map) {
			map.forEach((key, element) -> {
				if (!(key instanceof String)) {
					throw unplain(key);
				}
				checkPlain(element, depth + 1);
			});
		}
		else if (value instanceof List<?> list) {
			list.forEach((element) -> checkPlain(element, depth + 1));
		}
		else if (!(value instanceof String || value instanceof Boolean || value instanceof Integer
				|| value instanceof Double number && Double.isFinite(number))) {
			throw unplain(value);
		}
	}

	private Unfit unplain(@Nullable Object value) {
		return new Unfit(
				"without a declared type it takes String, byte[], Boolean, Integer, Long, Double, and List and Map<String, …> of String, Boolean, Integer, Double, List and Map, but there is %s. Declare the type where you ask for it or with %s"
					.formatted((value != null) ? "a " + value.getClass().getTypeName() : "null",
							this.kind.property(this.name) + ".type"),
				null);
	}

	private JsonFormat.Typed typed(Type type) {
		JsonFormat.Typed known = this.typed;
		if (known == null || !known.type().equals(type)) {
			known = this.json.typed(type);
			this.typed = known;
		}
		return known;
	}

	/**
	 * Turn what Redis keeps into a value.
	 * @throws SyncDecodingException if that is not possible; does not tell what is stored
	 */
	@Nullable Object decode(byte[] stored) {
		try {
			if (stored.length > this.json.maxBytes()) {
				throw Unfit.tooLarge(this.json.maxBytes());
			}
			Object value = restore(stored);
			this.type.check(this.kind, this.name, value);
			return value;
		}
		catch (Unfit | ClassCastException | NumberFormatException ex) {
			String expected = this.type.declaredName();
			throw new SyncDecodingException(
					"%s holds something that cannot be read as %s: %s. Another version of the application or somebody else has written it"
						.formatted(this.kind.describe(this.name), (expected != null) ? expected : "a value",
								reason(ex)));
		}
	}

	private static String reason(RuntimeException failure) {
		if (failure instanceof Unfit unfit) {
			return unfit.reason();
		}
		return (failure instanceof NumberFormatException) ? "no number" : String.valueOf(failure.getMessage());
	}

	private @Nullable Object restore(byte[] stored) {
		if (stored.length == 0) {
			throw new Unfit("it is empty", null);
		}
		return switch (stored[0]) {
			case 'n' -> null;
			case 's' -> text(stored);
			case 'b' -> Arrays.copyOfRange(stored, 1, stored.length);
			case 't' -> Boolean.TRUE;
			case 'f' -> Boolean.FALSE;
			case 'i' -> Integer.valueOf(text(stored));
			case 'l' -> Long.valueOf(text(stored));
			case 'd' -> Double.valueOf(text(stored));
			case 'j' -> {
				Type declared = this.type.declared();
				yield typed((declared != null) ? declared : Object.class).read(stored, 1);
			}
			default -> throw new Unfit("this version does not know the form 0x%02x".formatted(stored[0]), null);
		};
	}

	private static String text(byte[] stored) {
		return new String(stored, 1, stored.length - 1, StandardCharsets.UTF_8);
	}

}
