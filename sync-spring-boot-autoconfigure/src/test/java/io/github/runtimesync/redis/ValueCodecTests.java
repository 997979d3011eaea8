/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.ElementType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ValueCodec}.
 */
class ValueCodecTests {

	private static final int MAX_BYTES = 4096;

	private final JsonFormat json = new JsonFormat(MAX_BYTES, List.of());

	private ValueCodec codec(@Nullable Type type) {
		return new ValueCodec(this.json, SyncKind.QUEUE, "jobs", new ElementType(type));
	}

	private @Nullable Object decode(@Nullable Type type, String stored) {
		return codec(type).decode(bytes(stored));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	static Stream<Arguments> forms() {
		return Stream.of(Arguments.of(null, null, "n"), Arguments.of(null, "", "s"),
				Arguments.of(String.class, "a\u0000\u00e4\ud83d\ude00", "sa\u0000\u00e4\ud83d\ude00"),
				Arguments.of(null, "\ud83d", "j\"\\uD83D\""), Arguments.of(null, true, "t"),
				Arguments.of(Boolean.class, false, "f"), Arguments.of(null, -5, "i-5"),
				Arguments.of(int.class, Integer.MIN_VALUE, "i-2147483648"), Arguments.of(null, 5L, "l5"),
				Arguments.of(long.class, Long.MAX_VALUE, "l9223372036854775807"), Arguments.of(null, 0.1, "d0.1"),
				Arguments.of(Double.class, Double.NaN, "dNaN"),
				Arguments.of(null, List.of("a", 1, 0.5, true, List.of(), Map.of("k", "v")),
						"j[\"a\",1,0.5,true,[],{\"k\":\"v\"}]"),
				Arguments.of(Order.class, new Order(7, "a", Instant.EPOCH),
						"j{\"id\":7,\"item\":\"a\",\"at\":\"1970-01-01T00:00:00Z\"}"),
				Arguments.of(new ParameterizedTypeReference<List<Long>>() {
				}.getType(), List.of(1L, 2L), "j[1,2]"), Arguments.of(new ParameterizedTypeReference<Set<Order>>() {
				}.getType(), Set.of(new Order(7, "a", Instant.EPOCH)),
						"j[{\"id\":7,\"item\":\"a\",\"at\":\"1970-01-01T00:00:00Z\"}]"),
				Arguments.of(new ParameterizedTypeReference<Optional<Duration>>() {
				}.getType(), Optional.of(Duration.ofSeconds(5)), "j\"PT5S\""),
				Arguments.of(Color.class, Color.RED, "j\"RED\""),
				Arguments.of(BigDecimal.class, new BigDecimal("1.50"), "j1.50"),
				Arguments.of(Shape.class, new Circle(2), "j{\"kind\":\"circle\",\"radius\":2}"));
	}

	@ParameterizedTest
	@MethodSource("forms")
	@DisplayName("The stored form of each kind of value, which other versions rely on")
	void pinnedForms(@Nullable Type type, @Nullable Object value, String stored) {
		assertThat(text(codec(type).encode(value))).isEqualTo(stored);
		assertThat(decode(type, stored)).isEqualTo(value);
	}

	@Test
	@DisplayName("Bytes are stored as they are, and are nobody else's afterwards")
	void bytesAreCopied() {
		byte[] value = { 0, -1, 'n', 7 };
		byte[] stored = codec(byte[].class).encode(value);
		assertThat(stored).containsExactly('b', 0, -1, 'n', 7);
		assertThat((byte[]) codec(null).decode(stored)).isEqualTo(value).isNotSameAs(value);
	}

	@Test
	@DisplayName("Without a declared type what would come back as something else is refused, with the property that helps")
	void untypedRefuses() {
		List<Object> refused = List.of(new Order(1, "a", Instant.EPOCH), Instant.EPOCH, Color.RED, Set.of("a"),
				List.of(1L), List.of(1.5f), List.of(Double.NaN), Map.of(1, "a"), Map.of("a", List.of(new byte[0])),
				Collections.singletonList(null), new int[0], 'a', new BigDecimal("1"), new AtomicBoolean());
		for (Type type : Arrays.asList(null, Object.class)) {
			assertThat(refused).allSatisfy((value) -> assertThatIllegalArgumentException()
				.isThrownBy(() -> codec(type).encode(value))
				.withMessageContainingAll("queue \"jobs\"", "sync.queues.jobs.type", value.getClass().getTypeName()));
		}
	}

	@Test
	@DisplayName("The first declared type decides, also for a codec that is in use already")
	void laterDeclaration() {
		ElementType type = new ElementType(null);
		ValueCodec codec = new ValueCodec(this.json, SyncKind.SHARED, "s", type);
		assertThat(codec.decode(codec.encode(Map.of("id", 1)))).isEqualTo(Map.of("id", 1));
		ValueCodec typed = new ValueCodec(this.json, SyncKind.SHARED, "s", new ElementType(Order.class));
		assertThat(typed.decode(bytes("j{\"id\":1}"))).isEqualTo(new Order(1, null, null));
		assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> typed.encode("text"))
			.withMessageContainingAll("shared variable \"s\"", Order.class.getTypeName(), "java.lang.String");
	}

	@Test
	@DisplayName("A value that nobody could read is refused where it comes in")
	void unreadableIsRefused() {
		assertRefused(Shape.class, new Square(1), "no known subtype of " + Shape.class.getName());
		assertRefused(Number.class, new BigDecimal("1.5"), "java.lang.Double");
		assertRefused(Sealed.class, Sealed.of(), "Sealed");
		assertRefused(Object[].class, new Object[] { new Broken() }, "no name today");
	}

	private void assertRefused(Type type, Object value, String reason) {
		ValueCodec codec = codec(type);
		for (int i = 0; i < 2; i++) {
			assertThatIllegalArgumentException().isThrownBy(() -> codec.encode(value))
				.withMessageContainingAll("queue \"jobs\"", reason);
		}
	}

	@Test
	@DisplayName("What does not fit into the limit is refused both ways, without building it first")
	void sizeLimit() {
		String fits = "x".repeat(MAX_BYTES - 1);
		assertThat(codec(null).decode(codec(null).encode(fits))).isEqualTo(fits);
		List<Object> large = List.of(fits + "x", new byte[MAX_BYTES], List.of(fits),
				Collections.nCopies(10_000_000, "a"));
		assertThat(large)
			.allSatisfy((value) -> assertThatIllegalArgumentException().isThrownBy(() -> codec(null).encode(value))
				.withMessageContainingAll("queue \"jobs\"", "4096", "sync.redis.max-value-size"));
		assertUnreadable(null, "s" + fits + "x", "sync.redis.max-value-size");
		assertUnreadable(null, "j\"" + "x".repeat(10_000_000) + '"', "sync.redis.max-value-size");
	}

	@Test
	@DisplayName("Nesting is limited both ways, also for a value that contains itself")
	void nestingLimit() {
		Object nested = "a";
		for (int i = 0; i < JsonFormat.MAX_DEPTH + 1; i++) {
			nested = List.of(nested);
		}
		Object tooDeep = nested;
		assertThatIllegalArgumentException().isThrownBy(() -> codec(null).encode(tooDeep))
			.withMessageContaining("nested");
		Map<String, Object> circular = new HashMap<>();
		circular.put("self", circular);
		assertThatIllegalArgumentException().isThrownBy(() -> codec(null).encode(circular));
		Node node = new Node(new ArrayList<>());
		node.nodes().add(node);
		assertThatIllegalArgumentException().isThrownBy(() -> codec(Node.class).encode(node));
		assertUnreadable(null, "j" + "[".repeat(2000) + "]".repeat(2000), "nesting depth");
		assertUnreadable(Node.class, "j" + "{\"nodes\":[".repeat(150) + "]}".repeat(150), "nesting depth");
	}

	@Test
	@DisplayName("A stored text cannot choose a class, wherever it tries")
	void noClassFromPayload() {
		String gadget = AtomicBoolean.class.getName();
		assertThat(decode(null, "j{\"@class\":\"" + gadget + "\"}")).isEqualTo(Map.of("@class", gadget));
		assertThat(decode(null, "j[\"" + gadget + "\",{}]")).isEqualTo(List.of(gadget, Map.of()));
		assertUnreadable(Order.class, "j[\"" + gadget + "\",{}]", "byte");
		assertUnreadable(Shape.class, "j{\"kind\":\"" + Circle.class.getName() + "\",\"radius\":2}", "byte");
		assertThat(decode(Order.class, "j{\"id\":7,\"@class\":\"" + gadget + "\"}"))
			.isEqualTo(new Order(7, null, null));
	}

	@Test
	@DisplayName("A type whose values would carry class names is refused, at any depth")
	void noClassIds() {
		assertRefused(ByClass.class, new ByClass.One(), "class names");
		assertRefused(ByMinimalClass.class, new ByMinimalClass.One(), "class names");
		assertRefused(new ParameterizedTypeReference<List<ByClass>>() {
		}.getType(), List.of(new ByClass.One()), "class names");
		assertRefused(Holder.class, new Holder("a"), "class names");
		String one = ByClass.One.class.getName();
		assertUnreadable(ByClass.class, "j{\"@class\":\"" + one + "\"}", "class names");
		assertUnreadable(Holder.class, "j{\"value\":{\"@class\":\"" + one + "\"}}", "class names");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "x", "i", "iSECRET", "l1.5", "i99999999999", "d", "j", "jSECRET", "j{\"id\":\"SECRET\"}",
					"j{\"id\":7,\"at\":\"SECRET\"}", "j{\"id\":7", "j{\"id\":7} SECRET", "j[\"SECRET\"]", "sSECRET",
					"bSECRET", "{\"id\":7}", "j{\"id\":7,\"item\":\"FORBIDDEN SECRET\"}", "\u0000SECRET" })
	@DisplayName("What cannot be read is told by name, and never shown")
	void unreadable(String stored) {
		assertUnreadable(Order.class, stored, Order.class.getTypeName());
	}

	private void assertUnreadable(@Nullable Type type, String stored, String reason) {
		assertThatExceptionOfType(SyncDecodingException.class).isThrownBy(() -> decode(type, stored))
			.withMessageContainingAll("queue \"jobs\"", reason)
			.satisfies((ex) -> {
				assertThat(ex).hasNoCause();
				assertThat(ex.getSuppressed()).isEmpty();
				assertThat(ex.getMessage()).doesNotContain("SECRET").doesNotContain("xxxx").hasSizeLessThan(600);
			});
	}

	@Test
	@DisplayName("Every prefix of a stored form is a value or a typed exception")
	void truncated() {
		byte[] stored = codec(Order.class).encode(new Order(7, "a", Instant.EPOCH));
		for (int length = 0; length < stored.length; length++) {
			byte[] prefix = Arrays.copyOf(stored, length);
			assertThatExceptionOfType(SyncDecodingException.class).isThrownBy(() -> codec(Order.class).decode(prefix));
		}
	}

	@Test
	@DisplayName("Modules of the application make its own types known")
	void modules() {
		SimpleModule module = new SimpleModule().addSerializer(Sealed.class, new ValueSerializer<Sealed>() {
			@Override
			public void serialize(Sealed value, JsonGenerator generator, SerializationContext context) {
				generator.writeString("sealed");
			}
		}).addDeserializer(Sealed.class, new ValueDeserializer<Sealed>() {
			@Override
			public Sealed deserialize(JsonParser parser, DeserializationContext context) {
				return Sealed.of();
			}
		});
		ValueCodec codec = new ValueCodec(new JsonFormat(MAX_BYTES, List.of(module)), SyncKind.QUEUE, "jobs",
				new ElementType(Sealed.class));
		assertThat(text(codec.encode(Sealed.of()))).isEqualTo("j\"sealed\"");
		assertThat(codec.decode(bytes("j\"sealed\""))).isInstanceOf(Sealed.class);
	}

	enum Color {

		RED {
			@Override
			boolean isWarm() {
				return true;
			}
		};

		abstract boolean isWarm();

	}

	record Order(long id, @Nullable String item, @Nullable Instant at) {

		Order {
			if (item != null && item.startsWith("FORBIDDEN")) {
				throw new IllegalArgumentException("No " + item);
			}
		}

	}

	record Node(List<Node> nodes) {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
	interface Shape {

	}

	record Circle(int radius) implements Shape {

	}

	record Square(int side) implements Shape {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
	interface ByClass {

		record One() implements ByClass {

		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
	interface ByMinimalClass {

		record One() implements ByMinimalClass {

		}

	}

	record Holder(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object value) {

	}

	static final class Broken {

		@JsonProperty
		String getName() {
			throw new IllegalStateException("no name today");
		}

	}

	static final class Sealed {

		@JsonProperty
		private final int sum;

		private Sealed(int one, int two) {
			this.sum = one + two;
		}

		static Sealed of() {
			return new Sealed(1, 2);
		}

		@Override
		public String toString() {
			return "Sealed " + this.sum;
		}

	}

}
