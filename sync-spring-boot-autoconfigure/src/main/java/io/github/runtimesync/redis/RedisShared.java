/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SharedSnapshot;
import io.github.runtimesync.Subscription;
import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.EngineShared;
import io.github.runtimesync.engine.SharedUpdate;
import io.github.runtimesync.redis.Binding.Loss;
import io.github.runtimesync.redis.Failure.Reason;

/**
 * A shared variable, whose value and version are fields of its definition. Functions run
 * in the thread that calls, on a value it has read; the result is taken if the version is
 * still the one that was read, and if not the answer brings the present value along.
 * Everything that the threads of this JVM want of it goes through one lane.
 */
final class RedisShared<T extends @Nullable Object> implements EngineShared<T> {

	private static final Script CHANGE = Script.exactlyOnce("shared");

	private static final Script READ = Script.repeatable("read");

	private static final String VALUE = "v";

	private static final String VERSION = "n";

	private static final String CHANGED = "d";

	private final Binding binding;

	private final ElementType type;

	private final ValueCodec codec;

	private final byte[] listening;

	private final GroupCommit<SharedRequest, @Nullable StoredValue> commit;

	private final SharedChanges<T> changes;

	private final Sampler.Sample<StoredValue> sample;

	private RedisShared(Binding binding, ElementType type, ValueCodec codec) {
		this.binding = binding;
		this.type = type;
		this.codec = codec;
		this.listening = binding.keys().key("l");
		this.commit = new GroupCommit<>(new Commit(), binding.context().figures());
		this.changes = new SharedChanges<>(binding, this::listen, this::decode);
		this.sample = binding.context().sampler().new Sample<>(first(binding.definition()), this::read,
				(reply) -> stored(reply, 0, binding.identity()));
		binding.attach(this);
	}

	/**
	 * Find the variable in Redis, or create it. Blocks until Redis has answered.
	 */
	static RedisShared<?> create(EngineContext context, String name, ElementType type, @Nullable Object initial) {
		ValueCodec codec = new ValueCodec(context.json(), SyncKind.SHARED, name, type);
		byte[] first = codec.encode(initial);
		Binding binding = Binding.define(context, SyncKind.SHARED, name, Loss.REPLACED, () -> fields(first, type));
		binding.agreeOn(type);
		return new RedisShared<>(binding, type, codec);
	}

	private static List<byte[]> fields(byte[] initial, ElementType type) {
		List<byte[]> fields = new ArrayList<>(List.of(Keys.bytes(VALUE), initial, Keys.bytes(VERSION), Keys.bytes("0"),
				Keys.bytes(CHANGED), Keys.bytes("0")));
		String declared = type.declaredName();
		if (declared != null) {
			fields.add(Keys.bytes(Definition.TYPE));
			fields.add(Keys.bytes(declared));
		}
		return fields;
	}

	private static StoredValue first(Definition definition) {
		String version = definition.field(VERSION);
		String changed = definition.field(CHANGED);
		byte[] value = definition.bytes(VALUE);
		return new StoredValue(definition.identity(), (version != null) ? Long.parseLong(version) : 0,
				instant((changed != null) ? changed : "0"), (value != null) ? value : new byte[0]);
	}

	private static Instant instant(String millis) {
		return Instant.ofEpochMilli(Long.parseLong(millis));
	}

	@Override
	public String name() {
		return this.binding.name();
	}

	@Override
	public ElementType type() {
		return this.type;
	}

	@Override
	public T get() {
		return decode(present());
	}

	@Override
	public void set(T value) {
		SharedUpdate.refuseInside(this);
		this.commit.call(SharedRequest.set(this.binding, this.codec.encode(value)));
	}

	@Override
	public T update(UnaryOperator<T> fn) {
		try (SharedUpdate scope = SharedUpdate.enter(this)) {
			StoredValue seen = present();
			while (true) {
				T value = fn.apply(decode(seen));
				StoredValue other = this.commit
					.call(SharedRequest.replace(this.binding, seen, this.codec.encode(value)));
				if (other == null) {
					return value;
				}
				seen = other;
			}
		}
	}

	@Override
	public boolean compareAndSet(T expected, T value) {
		SharedUpdate.refuseInside(this);
		byte[] encoded = this.codec.encode(value);
		StoredValue seen = present();
		while (Objects.equals(decode(seen), expected)) {
			StoredValue other = this.commit.call(SharedRequest.replace(this.binding, seen, encoded));
			if (other == null) {
				return true;
			}
			seen = other;
		}
		return false;
	}

	@Override
	public long version() {
		return present().version();
	}

	@Override
	public Subscription onChange(Consumer<? super T> listener) {
		return this.changes.subscribe(listener);
	}

	@Override
	public @Nullable String misfit(Type type) {
		StoredValue present = present();
		ElementType requested = new ElementType(type);
		try {
			new ValueCodec(this.binding.context().json(), SyncKind.SHARED, name(), requested).decode(present.value());
			return null;
		}
		catch (SyncDecodingException ex) {
			return describe(present);
		}
	}

	private String describe(StoredValue present) {
		try {
			Object value = this.codec.decode(present.value());
			return (value != null) ? value.getClass().getTypeName() : "null";
		}
		catch (SyncDecodingException ex) {
			return "unreadable";
		}
	}

	private StoredValue present() {
		return Objects.requireNonNull(this.commit.call(SharedRequest.get(this.binding)));
	}

	private void listen(Consumer<SharedRequest> whenSettled) {
		this.commit.submit(SharedRequest.listen(this.binding, whenSettled));
	}

	@SuppressWarnings({ "unchecked", "NullAway" }) // the type argument says whether it
													// may be null
	private T decode(StoredValue stored) {
		return (T) this.codec.decode(stored.value());
	}

	@Override
	public SharedSnapshot snapshot() {
		StoredValue latest = this.sample.get();
		Instant created = this.binding.definition().created();
		return new SharedSnapshot(name(), RedisEngine.NAME, created, this.type.declaredName(), latest.version(),
				(latest.version() > 0) ? latest.changed() : created, show(latest));
	}

	private @Nullable Object show(StoredValue stored) {
		try {
			return this.codec.decode(stored.value());
		}
		catch (SyncDecodingException ex) {
			return ex.getMessage();
		}
	}

	@Override
	public void prefetch() {
		this.sample.prefetch();
	}

	private CompletableFuture<List<Object>> read() {
		byte[][] fields = { Keys.bytes(VERSION), Keys.bytes(CHANGED), Keys.bytes(VALUE) };
		return this.binding.context().client().run(READ, new byte[][] { this.binding.keys().definition() }, fields);
	}

	private StoredValue stored(List<Object> reply, int at, Identity identity) {
		return new StoredValue(identity, Long.parseLong(Definition.text(reply.get(at))),
				instant(Definition.text(reply.get(at + 1))), (byte[]) reply.get(at + 2));
	}

	@Override
	public void remove() {
		this.binding.remove(this.listening);
	}

	@Override
	public String toString() {
		return this.binding.toString();
	}

	/**
	 * Sends what the callers want.
	 */
	private final class Commit implements GroupCommit.Operation<SharedRequest> {

		private static final String DONE = "set";

		private static final String NO_MEMORY = "memory";

		private final ExactlyOnce lane = new ExactlyOnce(RedisShared.this.binding, RedisShared.this.listening);

		@Override
		public CompletableFuture<List<Object>> send(List<SharedRequest> requests, long deadlineNanos) {
			List<byte[]> arguments = new ArrayList<>(RedisShared.this.binding.context().inboxArguments());
			requests.forEach((request) -> arguments.addAll(request.arguments()));
			return this.lane.runWithIdentity(CHANGE, arguments, deadlineNanos);
		}

		@Override
		public void settle(List<SharedRequest> requests, List<Object> answered) {
			RedisShared.this.sample.outdate();
			List<Object> reply = answered.subList(1, answered.size());
			StoredValue present = (reply.size() > requests.size())
					? stored(reply, requests.size(), (Identity) answered.get(0)) : null;
			boolean changed = false;
			for (int i = 0; i < requests.size(); i++) {
				SharedRequest request = requests.get(i);
				String answer = Definition.text(reply.get(i));
				if (answer.equals(DONE)) {
					changed = true;
					request.done();
				}
				else if (answer.equals(NO_MEMORY)) {
					request.fail(new Failure(Reason.NO_MEMORY));
				}
				else if (present != null) {
					request.complete(present);
				}
				else {
					// What is there is not kept for a resend.
					RedisShared.this.commit.resubmit(request);
				}
			}
			if (changed) {
				RedisShared.this.changes.lookIfWaiting();
			}
		}

	}

}
