/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncDefinitionException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.Leases;
import io.github.runtimesync.engine.WaitingCaller;
import io.github.runtimesync.redis.Binding.Loss;

/**
 * A queue in Redis. {@link QueueCore} moves what is stored; here it is items, which
 * {@link RedisPuts} puts and {@link RedisQueueOutlet} takes.
 *
 * @param <E> the type of the items
 */
final class RedisQueue<E> extends RedisQueueOutlet<E> {

	private static final String MAX_SIZE = "s";

	private final ElementType type;

	private final int maxSize;

	private final RedisPuts<E> puts;

	private final RedisLeases<E> leases;

	private RedisQueue(Binding binding, ElementType type, int maxSize) {
		super(binding, type);
		this.type = type;
		this.maxSize = maxSize;
		this.puts = new RedisPuts<>(binding, this.core.puts(), this.format, this.observer, this.calls);
		this.leases = new RedisLeases<>(binding, this.core.leases(), this.format, this.calls);
		binding.attach(this);
	}

	/**
	 * Find the queue in Redis, or create it. Blocks until Redis has answered.
	 * @param maxSize its bound; 0 takes the one that it has, or none
	 */
	static <E> RedisQueue<E> create(EngineContext context, String name, ElementType type, int maxSize) {
		AtomicReference<List<byte[]>> known = new AtomicReference<>(fields(maxSize, null));
		Binding binding = Binding.define(context, SyncKind.QUEUE, name, Loss.REPLACED,
				() -> withType(Objects.requireNonNull(known.get()), type.declaredName()));
		Definition definition = binding.definition();
		int bound = Integer.parseInt(Objects.requireNonNullElse(definition.field(MAX_SIZE), "0"));
		if (maxSize != 0 && bound != maxSize) {
			throw SyncDefinitionException.differs(SyncKind.QUEUE, name, "max-size", bound, maxSize);
		}
		binding.agreeOn(type);
		known.set(fields(bound, definition.field(Definition.TYPE)));
		return new RedisQueue<>(binding, type, bound);
	}

	private static List<byte[]> fields(int maxSize, @Nullable String type) {
		return withType(List.of(Keys.bytes(MAX_SIZE), Keys.bytes(Integer.toString(maxSize))), type);
	}

	private static List<byte[]> withType(List<byte[]> fields, @Nullable String type) {
		if (type == null) {
			return fields;
		}
		return Stream.concat(fields.stream(), Stream.of(Keys.bytes(Definition.TYPE), Keys.bytes(type))).toList();
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
	public int size() {
		return withinBound(this.core.reader().read().size());
	}

	/**
	 * Items that were given back may have met others that took their place.
	 */
	private int withinBound(int size) {
		return (this.maxSize != 0) ? Math.min(size, this.maxSize) : size;
	}

	@Override
	public int maxSize() {
		return this.maxSize;
	}

	@Override
	public boolean isClosed() {
		return this.core.reader().read().closed();
	}

	@Override
	public boolean isPaused() {
		return this.core.reader().read().paused();
	}

	@Override
	public void put(E item) throws InterruptedException {
		put(item, PutOptions.defaults());
	}

	@Override
	public boolean put(E item, PutOptions options) throws InterruptedException {
		return this.puts.put(item, options, ThreadCall.FOREVER).isAdded(this);
	}

	@Override
	public void add(E item) {
		add(item, PutOptions.defaults());
	}

	@Override
	public boolean add(E item, PutOptions options) {
		return this.puts.offer(item, options).isAddedOrDuplicate(this);
	}

	@Override
	public boolean offer(E item) {
		return offer(item, PutOptions.defaults());
	}

	@Override
	public boolean offer(E item, PutOptions options) {
		return this.puts.offer(item, options).isAdded(this);
	}

	@Override
	public boolean offer(E item, Duration timeout) throws InterruptedException {
		return this.puts.put(item, PutOptions.defaults(), TimeUnit.NANOSECONDS.convert(timeout)).isAdded(this);
	}

	@Override
	public CompletableFuture<Void> putAsync(E item) {
		return this.puts.putAsync(item, (end) -> {
			end.isAdded(this);
			return null;
		});
	}

	@Override
	public Leases<E> leases() {
		return this.leases;
	}

	@Override
	public boolean pause() {
		return this.core.control().pause();
	}

	@Override
	public boolean resume() {
		return this.core.control().resume();
	}

	@Override
	public boolean close() {
		return this.core.control().close();
	}

	@Override
	public int clear() {
		return this.core.control().clear();
	}

	@Override
	public BlockingQueue<E> asBlockingQueue() {
		return new RedisQueueView<>(this);
	}

	@Override
	public Iterator<E> browse() {
		return new RedisQueueBrowser<>(this);
	}

	@Override
	public boolean removeFirst(Predicate<? super E> filter) {
		// What the browser has missed is looked for once more.
		return new RedisQueueBrowser<>(this).removeFirst(filter) || super.removeFirst(filter);
	}

	/**
	 * Return the items that come first now.
	 * @param count how many, -1 for all
	 */
	List<StoredItem> look(int count) {
		return look(0, count);
	}

	/**
	 * Return the items that come first now behind some others.
	 * @param offset how many come before them
	 * @param count how many, -1 for all
	 */
	List<StoredItem> look(int offset, int count) {
		return stored(this.core.reader().read(offset, count).items());
	}

	/**
	 * Return what a stored item is.
	 * @throws SyncDecodingException if it cannot be decoded
	 */
	E peekAt(StoredItem stored) {
		return this.format.read(stored).item();
	}

	/**
	 * Return what a stored item is, {@code null} if it cannot be decoded.
	 */
	@Nullable E peekAtOrNull(StoredItem stored) {
		try {
			return peekAt(stored);
		}
		catch (SyncDecodingException ex) {
			return null;
		}
	}

	/**
	 * Remove items that are still queued.
	 * @return how many
	 */
	int drop(List<StoredItem> items) {
		int dropped = 0;
		for (int i = 0; i < items.size(); i += CHUNK) {
			dropped += this.core.control()
				.drop(items.subList(i, Math.min(i + CHUNK, items.size())).stream().map(StoredItem::bytes).toList());
		}
		return dropped;
	}

	@Override
	public QueueSnapshot snapshot() {
		QueueState state = this.core.reader().latest();
		return new QueueSnapshot(name(), RedisEngine.NAME, this.binding.definition().created(),
				this.type.declaredName(), withinBound(state.size()), this.maxSize, state.puts(), state.gets(),
				this.core.puts().waitingCount(), this.core.takes().waitingCount() + this.core.leases().waitingCount(),
				state.oldestAge(), state.closed() || this.binding.isRemoved(), state.paused(), state.delayed(),
				state.expired());
	}

	@Override
	public void prefetch() {
		this.core.reader().prefetch();
	}

	@Override
	public List<WaitingCaller> waitingCallers(int limit) {
		List<WaitingCaller> callers = new ArrayList<>();
		this.core.takes().describeTo(callers, limit);
		this.core.leases().describeTo(callers, limit);
		this.core.puts().describeTo(callers, limit);
		return callers;
	}

	@Override
	public void release() {
		this.core.release();
	}

	@Override
	public void remove() {
		this.core.remove();
	}

	@Override
	public String toString() {
		return this.binding.toString();
	}

}
