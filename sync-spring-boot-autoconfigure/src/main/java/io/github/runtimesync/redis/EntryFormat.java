/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.core.ParameterizedTypeReference;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.Envelope;
import io.github.runtimesync.redis.Entry.Timing;

/**
 * Turns items into what is stored in the list of a queue, and back: a line of text and,
 * after it, the value as {@link ValueCodec} has it. In the line stand, each after a space
 * except the first, the version of the format, the time of the put in milliseconds by the
 * server's clock, the id of the put and, if there are any, headers as a JSON object.
 * <pre>
 * 1 1785000000000 k3j2h4-1f {"traceparent":"00-…"}
 * jVALUE
 * </pre>
 * <p>
 * The version of an item that was delivered on lease and came back is followed by a plus
 * sign and the number of these deliveries. The id of an item that was put with options is
 * followed by attributes, each after a semicolon: {@code d=} when it is due and
 * {@code x=} when it expires, in milliseconds, {@code k=} its key, URL-encoded, and
 * {@code p=} its priority. Taking an item needs none of them.
 * <p>
 * Version, time and attributes with a time are written by the script, so all JVMs agree
 * on how old an item is.
 *
 * @param <E> the type of the items
 */
final class EntryFormat<E> {

	static final String VERSION = "1";

	/** Followed by the number of deliveries. */
	private static final String REDELIVERED = "1+";

	/** The id of a JVM and a number are much shorter. */
	private static final int MAX_ID = 200;

	private static final byte[] NO_HEADERS = {};

	private static final AtomicLong PUTS = new AtomicLong();

	private final ValueCodec codec;

	private final JsonFormat.Typed headers;

	private final String jvm;

	private final String description;

	EntryFormat(EngineContext context, String name, ElementType type) {
		this.codec = new ValueCodec(context.json(), SyncKind.QUEUE, name, type);
		this.headers = context.json().typed(new ParameterizedTypeReference<Map<String, String>>() {
		}.getType());
		this.jvm = context.jvm();
		this.description = SyncKind.QUEUE.describe(name);
	}

	/**
	 * Write a value.
	 * @throws ClassCastException if it is not of the declared type
	 * @throws IllegalArgumentException if it cannot be stored
	 */
	byte[] writeValue(E item) {
		return this.codec.encode(Objects.requireNonNull(item, "item"));
	}

	/**
	 * Write what belongs before a value, all but the version and the time, and the value.
	 */
	Entry writeEntry(byte[] value, Map<String, String> headers) {
		return new Entry(write(value, "", headers), null);
	}

	/**
	 * Write an entry that is put with options.
	 * @param timing what they say about time, as of the call
	 */
	Entry writeEntry(byte[] value, Map<String, String> headers, PutOptions options, Timing timing) {
		String key = options.key();
		String attributes = (key != null) ? ";k=" + Keys.urlEncode(key) : "";
		if (options.priority() != 0) {
			attributes += ";p=" + options.priority();
		}
		return new Entry(write(value, attributes, headers), timing);
	}

	private byte[] write(byte[] value, String attributes, Map<String, String> headers) {
		byte[] id = Keys
			.bytes(this.jvm + "-" + Long.toString(PUTS.incrementAndGet(), Character.MAX_RADIX) + attributes);
		byte[] text = headers.isEmpty() ? NO_HEADERS : this.headers.write((byte) ' ', headers);
		byte[] entry = Arrays.copyOf(id, id.length + text.length + 1 + value.length);
		System.arraycopy(text, 0, entry, id.length, text.length);
		entry[id.length + text.length] = '\n';
		System.arraycopy(value, 0, entry, id.length + text.length + 1, value.length);
		return entry;
	}

	/**
	 * Read what was stored.
	 * @throws SyncDecodingException if that is not possible; does not tell what is stored
	 */
	@SuppressWarnings("unchecked")
	Taken<E> read(StoredItem stored) {
		byte[] bytes = stored.bytes();
		int end = 0;
		while (end < bytes.length && bytes[end] != '\n') {
			end++;
		}
		String[] fields = Keys.text(Arrays.copyOf(bytes, end)).split(" ", 4);
		if (end == bytes.length || fields.length < 3
				|| !fields[0].equals(VERSION) && !fields[0].startsWith(REDELIVERED)) {
			throw unreadable("it does not begin as this version has it");
		}
		String id = fields[2].split(";", 2)[0];
		if (id.length() > MAX_ID) {
			// What tells of the item has to fit somewhere too.
			throw unreadable("its id is longer than any");
		}
		Object item = this.codec.decode(Arrays.copyOfRange(bytes, end + 1, bytes.length));
		if (item == null) {
			throw unreadable("it is null");
		}
		try {
			long putMillis = Long.parseLong(fields[1]);
			return new Taken<>((E) item, id, Instant.ofEpochMilli(putMillis),
					Math.max(0, stored.serverMillis() - putMillis), stored.nanos(),
					(fields.length > 3) ? readHeaders(fields[3]) : Map.of());
		}
		catch (NumberFormatException | Unfit ex) {
			throw unreadable("time or headers are not what they should be");
		}
	}

	@SuppressWarnings("unchecked")
	private Map<String, String> readHeaders(String text) {
		Object read = this.headers.read(Keys.bytes(text), 0);
		return (read != null) ? Map.copyOf((Map<String, String>) read) : Map.of();
	}

	private SyncDecodingException unreadable(String reason) {
		return new SyncDecodingException(
				"%s holds something that is no item: %s. Another version of Runtime Sync or somebody else has written it"
					.formatted(this.description, reason));
	}

	/**
	 * An item that was taken.
	 *
	 * @param <E> the type of the item
	 * @param item the item
	 * @param id identifies the put
	 * @param putTime when it was put, by the clock of the server
	 * @param ageMillis how old it was when it was taken
	 * @param takenNanos when that was
	 * @param headers what came with it
	 */
	record Taken<E>(E item, String id, Instant putTime, long ageMillis, long takenNanos,
			Map<String, String> headers) implements Envelope<E> {

		@Override
		public Duration age() {
			return Duration.ofMillis(this.ageMillis).plusNanos(System.nanoTime() - this.takenNanos);
		}

		@Override
		public String toString() {
			return "Envelope " + this.id;
		}

	}

}
