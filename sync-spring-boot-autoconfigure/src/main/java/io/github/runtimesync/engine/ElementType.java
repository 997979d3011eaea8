/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Type;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

import io.github.runtimesync.SyncKind;

/**
 * The type that the items of a queue or the values of a shared variable must have. It is
 * undeclared until the first typed request declares it, and never changes after that.
 * <p>
 * Lock-free: {@code declaration} goes from {@code null} to its final value once. A check
 * that races the first declaration may see either.
 */
public final class ElementType {

	private static final VarHandle DECLARATION;

	static {
		try {
			DECLARATION = MethodHandles.lookup().findVarHandle(ElementType.class, "declaration", Declaration.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private volatile @Nullable Declaration declaration;

	private volatile Consumer<String> claim = (name) -> {
	};

	/**
	 * Create a type.
	 * @param type the declared type, {@code null} if none is declared yet
	 */
	public ElementType(@Nullable Type type) {
		this.declaration = (type != null) ? Declaration.of(type) : null;
	}

	/**
	 * Return the declared type.
	 * @return the type, {@code null} if none is declared yet
	 */
	public @Nullable Type declared() {
		Declaration current = this.declaration;
		return (current != null) ? current.type : null;
	}

	/**
	 * Return the name of the declared type.
	 * @return the name, {@code null} if none is declared yet
	 */
	public @Nullable String declaredName() {
		Declaration current = this.declaration;
		return (current != null) ? current.type.getTypeName() : null;
	}

	/**
	 * Have a type fixed elsewhere too, for an engine that shares primitives with other
	 * JVMs. Claims the declared type, if any, at once.
	 * @param claim is given the name of a type before it is declared, and throws
	 * {@link io.github.runtimesync.SyncDefinitionException} if it must not be; may do
	 * I/O, and may be called more than once
	 */
	public void claimWith(Consumer<String> claim) {
		this.claim = claim;
		String declared = declaredName();
		if (declared != null) {
			claim.accept(declared);
		}
	}

	/**
	 * Declare the type unless another one is declared already.
	 * @param type the type
	 * @return whether it is the declared type now
	 */
	boolean declare(Type type) {
		Declaration requested = Declaration.of(type);
		Declaration current = this.declaration;
		if (current == null) {
			this.claim.accept(requested.type.getTypeName());
			DECLARATION.compareAndSet(this, null, requested);
			current = this.declaration;
		}
		return requested.equals(current);
	}

	/**
	 * Return whether an item may enter a primitive of this type.
	 * @param item an item; {@code null} fits any type
	 * @return whether the item is of the declared type, or none is declared
	 */
	boolean accepts(@Nullable Object item) {
		Declaration current = this.declaration;
		return current == null || item == null || current.raw.isInstance(item);
	}

	/**
	 * Check that an item may enter a primitive of this type.
	 * @param kind the kind of the primitive
	 * @param name the name of the primitive
	 * @param item the item; {@code null} passes
	 * @throws ClassCastException if the item is of another type
	 */
	public void check(SyncKind kind, String name, @Nullable Object item) {
		if (item != null && !accepts(item)) {
			throw new ClassCastException("%s takes %s, not %s".formatted(kind.describe(name), declaredName(),
					item.getClass().getTypeName()));
		}
	}

	/**
	 * A type and the class that its instances are checked against.
	 *
	 * @param type the type, boxed if primitive
	 * @param raw its class
	 */
	private record Declaration(Type type, Class<?> raw) {

		static Declaration of(Type type) {
			Class<?> raw = ClassUtils.resolvePrimitiveIfNecessary(ResolvableType.forType(type).toClass());
			return new Declaration((type instanceof Class<?>) ? raw : type, raw);
		}

	}

}
