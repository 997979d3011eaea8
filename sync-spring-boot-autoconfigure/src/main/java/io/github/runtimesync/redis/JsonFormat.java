/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;

/**
 * Writes and reads values as JSON, always as a type that the application has declared. A
 * stored text can never choose a class: default typing is off, and class names as type
 * ids ({@code @JsonTypeInfo} with {@code CLASS} or {@code MINIMAL_CLASS}) are refused
 * even where the declared type asks for them. Names of listed subtypes are allowed.
 */
final class JsonFormat {

	/** More than data has, and far less than a stack has room for. */
	static final int MAX_DEPTH = 100;

	private final JsonMapper mapper;

	private final int maxBytes;

	/**
	 * Create a format.
	 * @param maxBytes how large the text of a value may be
	 * @param modules make the application's own types known
	 */
	JsonFormat(int maxBytes, Iterable<? extends JacksonModule> modules) {
		this.maxBytes = maxBytes;
		JsonFactory factory = JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(MAX_DEPTH)
				.maxStringLength(maxBytes)
				.maxNameLength(maxBytes)
				.maxDocumentLength(maxBytes)
				.build())
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
			.build();
		this.mapper = JsonMapper.builder(factory)
			.addModules(modules)
			.deactivateDefaultTyping()
			.polymorphicTypeValidator(new NoClassNames())
			.build();
	}

	/**
	 * Return the modules that are on the class path.
	 */
	static List<JacksonModule> foundModules() {
		return MapperBuilder.findModules();
	}

	int maxBytes() {
		return this.maxBytes;
	}

	/**
	 * Prepare for a type.
	 */
	Typed typed(Type type) {
		return new Typed(type);
	}

	/**
	 * Describe a failure to read by what was expected where, without what was found.
	 */
	private static String describe(Throwable failure) {
		if (failure instanceof InvalidDefinitionException || failure instanceof StreamConstraintsException) {
			return ((JacksonException) failure).getOriginalMessage();
		}
		if (failure instanceof InvalidTypeIdException type && type.getBaseType() != null) {
			return "it names no known subtype of %s at %s".formatted(type.getBaseType().toCanonical(), place(type));
		}
		if (failure instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
			return "there is no %s at %s".formatted(mismatch.getTargetType().getTypeName(), place(mismatch));
		}
		if (failure instanceof JacksonException jackson) {
			return "%s at %s".formatted(failure.getClass().getSimpleName(), place(jackson));
		}
		return failure.getClass().getName();
	}

	private static String place(JacksonException failure) {
		long offset = (failure.getLocation() != null) ? failure.getLocation().getByteOffset() : -1;
		return (offset >= 0) ? "byte " + offset : "an unknown place";
	}

	/**
	 * Writes and reads values of one type.
	 */
	final class Typed {

		private final Type type;

		private final ObjectWriter writer;

		private final ObjectReader reader;

		/** The classes of which a value was read back. */
		private final Set<Class<?>> proven = ConcurrentHashMap.newKeySet();

		Typed(Type type) {
			this.type = type;
			JavaType javaType = JsonFormat.this.mapper.constructType(type);
			this.writer = JsonFormat.this.mapper.writerFor(javaType);
			this.reader = JsonFormat.this.mapper.readerFor(javaType);
		}

		Type type() {
			return this.type;
		}

		/**
		 * Write a value. The first value of each class is read back, so that a class that
		 * nobody can read is refused where it comes in.
		 * @param first what the result begins with
		 * @return that byte and the text
		 * @throws Unfit if it cannot be written, or what is written cannot be read
		 */
		byte[] write(byte first, Object value) {
			BoundedOutput out = new BoundedOutput(JsonFormat.this.maxBytes);
			try {
				out.write(first);
				this.writer.writeValue(out, value);
			}
			catch (RuntimeException ex) {
				throw out.isExceeded() ? Unfit.tooLarge(JsonFormat.this.maxBytes)
						: new Unfit("it cannot be written as JSON: " + ex.getMessage(), ex,
								ex instanceof StreamConstraintsException);
			}
			byte[] text = out.toByteArray();
			if (!this.proven.contains(value.getClass())) {
				prove(value, text);
			}
			return text;
		}

		private void prove(Object value, byte[] text) {
			Object copy = read(text, 1);
			if (value instanceof Collection<?> collection) {
				if (collection.isEmpty()) {
					return;
				}
			}
			else if (value instanceof Map<?, ?> map) {
				if (map.isEmpty()) {
					return;
				}
			}
			else if (copy == null || kind(copy) != kind(value)) {
				throw new Unfit("it would come back as %s, so declare its own type"
					.formatted((copy != null) ? copy.getClass().getTypeName() : null), null);
			}
			this.proven.add(value.getClass());
		}

		private static Class<?> kind(Object value) {
			return (value instanceof Enum<?> constant) ? constant.getDeclaringClass() : value.getClass();
		}

		/**
		 * Read a value.
		 * @throws Unfit if the text is none of this type; does not tell the text
		 */
		@Nullable Object read(byte[] bytes, int offset) {
			try {
				return this.reader.readValue(bytes, offset, bytes.length - offset);
			}
			catch (RuntimeException | StackOverflowError ex) {
				throw new Unfit(describe(ex), null);
			}
			catch (VirtualMachineError ex) {
				throw ex;
			}
			catch (Error ex) {
				// Of a class that cannot be initialized, or of its constructor.
				throw new Unfit(describe(ex), null);
			}
		}

	}

	/**
	 * Says no to every type whose values carry the name of their class.
	 */
	private static final class NoClassNames extends PolymorphicTypeValidator {

		@Override
		public Validity validateBaseType(DatabindContext context, JavaType baseType) {
			return context.reportBadDefinition(baseType, "values of " + baseType.toCanonical()
					+ " would carry class names, and nothing that is stored may choose a class: use @JsonTypeInfo(use = NAME) with @JsonSubTypes");
		}

		@Override
		public Validity validateSubClassName(DatabindContext context, JavaType baseType, String subClassName) {
			return Validity.DENIED;
		}

		@Override
		public Validity validateSubType(DatabindContext context, JavaType baseType, JavaType subType) {
			return Validity.DENIED;
		}

	}

}
