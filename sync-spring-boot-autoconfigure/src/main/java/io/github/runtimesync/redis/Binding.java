/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncDefinitionException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.EnginePrimitive;
import io.github.runtimesync.redis.Failure.Reason;

/**
 * Ties a handle in this JVM to one incarnation of a primitive in Redis. When Redis has
 * lost it, the binding defines it again and goes over to the new incarnation; when
 * somebody has removed it, the handle is of no use any more.
 * <p>
 * {@code identity} changes by compare-and-set from the one that a script did not find, so
 * of several scripts that find the same loss one moves it on. {@code removed} is never
 * reset.
 */
final class Binding {

	private static final Log logger = LogFactory.getLog(Binding.class);

	private static final AtomicReferenceFieldUpdater<Binding, Identity> IDENTITY = AtomicReferenceFieldUpdater
		.newUpdater(Binding.class, Identity.class, "identity");

	private static final Script DEFINE = Script.repeatable("define");

	private static final Script CLAIM_TYPE = Script.repeatable("claim-type");

	private static final Script REMOVE = Script.repeatable("remove");

	/** For how long other JVMs can find out that a primitive was removed. */
	private static final Duration TOMBSTONE = Duration.ofDays(1);

	private final EngineContext context;

	private final SyncKind kind;

	private final String name;

	private final Loss loss;

	private final Supplier<List<byte[]>> fields;

	private final Keys keys;

	private final Definition definition;

	private volatile Identity identity;

	private volatile boolean removed;

	private volatile @Nullable EnginePrimitive handle;

	private Binding(EngineContext context, SyncKind kind, String name, Loss loss, Supplier<List<byte[]>> fields,
			Definition definition) {
		this.context = context;
		this.kind = kind;
		this.name = name;
		this.loss = loss;
		this.fields = fields;
		this.keys = context.keys(kind, name);
		this.definition = definition;
		this.identity = definition.identity();
	}

	/**
	 * Define a primitive unless it is defined already. Blocks until Redis has answered.
	 * @param loss what it means if Redis loses the state
	 * @param fields names and values that the kind adds to a new definition
	 * @return a binding to the primitive, whose definition may say something else
	 */
	static Binding define(EngineContext context, SyncKind kind, String name, Loss loss, String... fields) {
		List<byte[]> pairs = Arrays.stream(fields).map(Keys::bytes).toList();
		return define(context, kind, name, loss, () -> pairs);
	}

	/**
	 * Define a primitive unless it is defined already. Blocks until Redis has answered.
	 * @param loss what it means if Redis loses the state
	 * @param fields supplies names and values that the kind adds to a new definition, now
	 * and whenever Redis has lost it
	 * @return a binding to the primitive, whose definition may say something else
	 */
	static Binding define(EngineContext context, SyncKind kind, String name, Loss loss, Supplier<List<byte[]>> fields) {
		Request<Definition> request = new Request<>(kind.describe(name), context.deadlineNanos());
		request.send();
		define(context, context.keys(kind, name), fields.get(), 1, request.deadlineNanos())
			.whenComplete(request::settle);
		Definition definition = request.await();
		definition.checkFormat(kind, name);
		return new Binding(context, kind, name, loss, fields, definition);
	}

	private static CompletableFuture<Definition> define(EngineContext context, Keys keys, List<byte[]> fields,
			long lowestGeneration, long deadlineNanos) {
		List<byte[]> args = new ArrayList<>();
		args.add(Keys.bytes(EngineContext.random()));
		args.add(Keys.bytes(Long.toString(lowestGeneration)));
		args.addAll(Definition.format());
		args.addAll(fields);
		return context.resender()
			.run(DEFINE, new byte[][] { keys.definition() }, args.toArray(byte[][]::new), deadlineNanos)
			.thenApply(Definition::parse);
	}

	/**
	 * Say which handle is tied, so that the registry can drop it when it is removed
	 * elsewhere.
	 */
	void attach(EnginePrimitive handle) {
		this.handle = handle;
	}

	EngineContext context() {
		return this.context;
	}

	String name() {
		return this.name;
	}

	Keys keys() {
		return this.keys;
	}

	/**
	 * Return the definition as it was found when this binding was made.
	 */
	Definition definition() {
		return this.definition;
	}

	/**
	 * Return the incarnation that scripts of this handle are meant for.
	 */
	Identity identity() {
		return this.identity;
	}

	boolean isRemoved() {
		return this.removed;
	}

	/**
	 * Send a script that changes nothing, or nothing that must not be done twice, and
	 * that is meant for this primitive only. If the primitive is not there any more it is
	 * defined again.
	 * @param others the keys that the script needs beside that of the definition
	 * @param args the arguments after the identity
	 * @return what the script returned after {@code OK}, or a {@link Failure}
	 */
	CompletableFuture<List<Object>> run(Script script, List<byte[]> others, List<byte[]> args, long deadlineNanos) {
		if (this.removed) {
			return CompletableFuture.failedFuture(new Failure(Reason.REMOVED));
		}
		Identity sentFor = this.identity;
		List<byte[]> scriptKeys = new ArrayList<>(List.of(this.keys.definition()));
		scriptKeys.addAll(others);
		List<byte[]> scriptArgs = new ArrayList<>(List.of(sentFor.bytes()));
		scriptArgs.addAll(args);
		return this.context.resender()
			.run(script, scriptKeys.toArray(byte[][]::new), scriptArgs.toArray(byte[][]::new), deadlineNanos)
			.thenCompose(
					(reply) -> check(reply, sentFor, deadlineNanos, () -> run(script, others, args, deadlineNanos)));
	}

	/**
	 * Look whether a script has found the primitive that it is meant for.
	 * @param reply what it returned
	 * @param sentFor the incarnation that it was sent for
	 * @param again sends it for the one that is there now
	 * @return what it returned after {@code OK}, or a {@link Failure}
	 */
	CompletableFuture<List<Object>> check(List<Object> reply, Identity sentFor, long deadlineNanos,
			Supplier<CompletableFuture<List<Object>>> again) {
		return switch (Definition.text(reply.get(0))) {
			case "OK" -> CompletableFuture.completedFuture(reply.subList(1, reply.size()));
			case "MOVED" -> (System.nanoTime() - deadlineNanos >= 0)
					? CompletableFuture.failedFuture(new Failure(Reason.UNANSWERED))
					: moved(sentFor, Identity.parse(Definition.text(reply.get(1))), deadlineNanos)
						.thenCompose((moved) -> again.get());
			default -> CompletableFuture.failedFuture(new Failure(Reason.UNANSWERED));
		};
	}

	/**
	 * Find out what has become of the primitive, after a script has not found the one it
	 * is meant for.
	 * @param expected the incarnation that it is meant for
	 * @param found the one that is there, {@code null} if none is
	 * @return the incarnation to send scripts for from now on, or a {@link Failure}
	 */
	private CompletableFuture<Identity> moved(Identity expected, @Nullable Identity found, long deadlineNanos) {
		if (expected.isRemovedBy(found)) {
			removedElsewhere();
			return CompletableFuture.failedFuture(new Failure(Reason.REMOVED));
		}
		return define(this.context, this.keys, this.fields.get(), expected.generation(), deadlineNanos)
			.thenApply((defined) -> adopt(expected, defined.identity()));
	}

	/**
	 * Have one type for the values in all JVMs, that of whoever declares one first. If it
	 * is declared here already this blocks until Redis has answered, unless the
	 * definition says it too; otherwise whoever declares it later does.
	 * @throws SyncDefinitionException if another JVM has declared another type
	 */
	void agreeOn(ElementType type) {
		String here = type.declaredName();
		if (here == null) {
			type.setAuthority(this::claimType);
			return;
		}
		String there = here.equals(this.definition.field(Definition.TYPE)) ? here : claimType(here);
		if (!there.equals(here)) {
			throw SyncDefinitionException.differs(this.kind, this.name, "type", there, here);
		}
	}

	private String claimType(String type) {
		Request<String> request = new Request<>(this, this.context.deadlineNanos());
		request.send();
		run(CLAIM_TYPE, List.of(), List.of(Keys.bytes(type)), request.deadlineNanos())
			.thenApply((reply) -> Definition.text(reply.get(0)))
			.whenComplete(request::settle);
		return request.await();
	}

	private void removedElsewhere() {
		EnginePrimitive attached = this.handle;
		this.removed = true;
		if (attached == null) {
			return;
		}
		try {
			this.context.timer().execute(() -> this.context.removals().accept(attached));
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The engine is closed, and so is the registry", ex);
		}
	}

	private Identity adopt(Identity expected, Identity found) {
		if (!found.equals(expected) && IDENTITY.compareAndSet(this, expected, found)) {
			logger.warn(this + " has lost its state in Redis and starts again");
			if (this.loss == Loss.TOLD) {
				throw new Failure(Reason.STATE_LOST);
			}
		}
		return found;
	}

	/**
	 * Remove the primitive from Redis, for everyone. Blocks until Redis has answered.
	 * @param others the keys of the primitive beside that of its definition
	 */
	void remove(byte[]... others) {
		this.removed = true;
		byte[][] all = new byte[others.length + 1][];
		all[0] = this.keys.definition();
		System.arraycopy(others, 0, all, 1, others.length);
		byte[][] args = { identity().bytes(), Keys.bytes(Long.toString(TOMBSTONE.toMillis())) };
		Request<List<Object>> request = new Request<>(this, this.context.deadlineNanos());
		request.send();
		this.context.resender().run(REMOVE, all, args, request.deadlineNanos()).whenComplete(request::settle);
		request.await();
	}

	@Override
	public String toString() {
		return this.kind.describe(this.name);
	}

	/**
	 * What it means if Redis loses the state of a primitive.
	 */
	enum Loss {

		/** It starts again, and a log line says so. */
		REPLACED,

		/** Whoever finds out gets an exception once. */
		TOLD

	}

}
