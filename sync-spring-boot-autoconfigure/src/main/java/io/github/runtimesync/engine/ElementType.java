/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Type;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

import io.github.runtimesync.SyncKind;

/**
 * The type that the items of a queue or the values of a shared variable must have. It is
 * undeclared until the first typed request declares it, and never changes after that.
 * <p>
 * Lock-free: {@code declaration} goes from {@code null} to its final value once. A check
 * that races the first declaration may see either. Where several JVMs share a primitive
 * an authority decides for all of them, and is asked before anything is declared here.
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

	private volatile @Nullable UnaryOperator<String> authority;

	/** What the authority has decided for instead of what this JVM has asked for. */
	private volatile @Nullable String elsewhere;

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
	 * @return the name, {@code null} if none is declared yet as far as is known
	 */
	public @Nullable String declaredName() {
		Declaration current = this.declaration;
		return (current != null) ? current.name() : this.elsewhere;
	}

	/**
	 * Set who decides about the type for several JVMs, unless it is declared already.
	 * @param authority takes the name of a type that is asked for and returns the name of
	 * the one that holds, which is the same if none was declared before; may block
	 */
	public void setAuthority(UnaryOperator<String> authority) {
		this.authority = authority;
	}

	/**
	 * Declare the type unless another one is declared already.
	 * @param type the type
	 * @return whether it is the declared type now
	 */
	boolean declare(Type type) {
		Declaration requested = Declaration.of(type);
		Declaration current = this.declaration;
		if (current == null && isGranted(requested)) {
			DECLARATION.compareAndSet(this, null, requested);
			current = this.declaration;
		}
		return requested.equals(current);
	}

	private boolean isGranted(Declaration requested) {
		UnaryOperator<String> asked = this.authority;
		if (asked == null) {
			return true;
		}
		String holding = asked.apply(requested.name());
		if (holding.equals(requested.name())) {
			return true;
		}
		this.elsewhere = holding;
		return false;
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

		String name() {
			return this.type.getTypeName();
		}

	}

}
