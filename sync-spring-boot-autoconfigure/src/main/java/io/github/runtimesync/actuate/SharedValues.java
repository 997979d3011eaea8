/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.ConversionException;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.EngineShared;

/**
 * Turns the text of a request into a value for a shared variable of a simple type. Only
 * the declared type decides what is made of the text: a request that could name a type
 * would let its sender create objects of any class. Messages leave the value out, which
 * may be a secret.
 */
final class SharedValues {

	private static final Set<Class<?>> CONVERTIBLE = Set.of(String.class, Boolean.class, Character.class, Byte.class,
			Short.class, Integer.class, Long.class, Float.class, Double.class, BigInteger.class, BigDecimal.class,
			Duration.class, UUID.class);

	private SharedValues() {
	}

	static Object convert(EngineShared<?> shared, String text) {
		Class<?> type = simpleType(shared);
		if (type == String.class) {
			return text;
		}
		Object value = null;
		try {
			value = ApplicationConversionService.getSharedInstance().convert(text.strip(), type);
		}
		catch (ConversionException | IllegalArgumentException ex) {
			// Answered below, without a message that may hold the value.
		}
		if (value == null) {
			throw PrimitiveChanges.invalid("'value' is not a %s".formatted(type.getTypeName()));
		}
		return value;
	}

	private static Class<?> simpleType(EngineShared<?> shared) {
		Type declared = shared.type().declared();
		if (declared instanceof Class<?> type && (CONVERTIBLE.contains(type) || type.isEnum())) {
			return type;
		}
		String description = SyncKind.SHARED.describe(shared.name());
		throw PrimitiveChanges.invalid((declared != null)
				? "%s is of the type %s: only text, numbers, booleans, enums, durations and UUIDs can be set here"
					.formatted(description, declared.getTypeName())
				: "%s declares no type, so a text cannot be converted: declare one with %s.type".formatted(description,
						SyncKind.SHARED.property(shared.name())));
	}

}
