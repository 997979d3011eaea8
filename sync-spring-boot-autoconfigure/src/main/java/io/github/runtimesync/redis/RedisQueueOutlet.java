/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.engine.BlockingQueueView;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Opener;
import io.github.runtimesync.engine.WaitObserver;
import io.github.runtimesync.redis.QueueCall.End;

/**
 * The part of a {@link RedisQueue} where items are taken and read.
 *
 * @param <E> the type of the items
 */
abstract class RedisQueueOutlet<E> implements EngineQueue<E> {

	private static final Log logger = LogFactory.getLog(RedisQueueOutlet.class);

	/** How many items are taken with one script. */
	static final int CHUNK = Selection.MAX_CALLS;

	final Binding binding;

	final QueueCore core;

	final EntryFormat<E> format;

	final WaitObserver observer;

	final ThreadCalls calls;

	RedisQueueOutlet(Binding binding, ElementType type) {
		this.binding = binding;
		this.core = new QueueCore(binding);
		this.format = new EntryFormat<>(binding.context(), binding.name(), type);
		this.calls = new ThreadCalls(binding);
		this.observer = new WaitObserver(binding.name(), RedisEngine.NAME,
				binding.context().registrySettings().captureCallSites());
	}

	@Override
	public @Nullable E get() throws InterruptedException {
		return item(take(ThreadCall.FOREVER));
	}

	@Override
	public @Nullable E poll() {
		return item(takeNow(1));
	}

	@Override
	public @Nullable E poll(Duration timeout) throws InterruptedException {
		return item(take(TimeUnit.NANOSECONDS.convert(timeout)));
	}

	@Override
	public <R> @Nullable R poll(Opener<? super E, R> opener) {
		return open(takeNow(1), opener);
	}

	@Override
	public <R> @Nullable R poll(Duration timeout, Opener<? super E, R> opener) throws InterruptedException {
		return open(take(TimeUnit.NANOSECONDS.convert(timeout)), opener);
	}

	private List<StoredItem> take(long nanos) throws InterruptedException {
		ThreadCalls.checkInterrupt();
		if (nanos <= 0) {
			return takeNow(1);
		}
		ThreadCall call = new ThreadCall(null, 1, true, this.observer.callSite());
		this.calls.await(this.core.takes(), call, nanos, ThreadCalls.PATIENCE, this.observer.beginGet());
		return call.items();
	}

	private List<StoredItem> takeNow(int count) {
		return this.calls.now(this.core.takes(), new ThreadCall(null, count, false, null)).items();
	}

	private @Nullable E item(List<StoredItem> items) {
		return this.<E>open(items, (item, envelope) -> item);
	}

	private <R> @Nullable R open(List<StoredItem> items, Opener<? super E, R> opener) {
		return items.isEmpty() ? null : open(read(items.get(0)), opener);
	}

	@SuppressWarnings({ "unchecked", "NullAway" }) // does not follow nullness through
	private static <E, R> R open(EntryFormat.Taken<E> taken, Opener<? super E, R> opener) { // wildcards
		return ((Opener<E, R>) opener).open(taken.item(), taken);
	}

	private EntryFormat.Taken<E> read(StoredItem stored) {
		try {
			return this.format.read(stored);
		}
		catch (SyncDecodingException ex) {
			this.core.control().bury(stored.bytes());
			throw ex;
		}
	}

	/**
	 * Read one of several items. One that cannot be read must not keep the others from
	 * their taker.
	 */
	private EntryFormat.@Nullable Taken<E> readOrBury(StoredItem item) {
		try {
			return read(item);
		}
		catch (SyncDecodingException ex) {
			logger.error("An item was put aside", ex);
			return null;
		}
	}

	@Override
	public int drainTo(Collection<? super E> target, int maxItems) {
		return this.<E>drainTo(target, maxItems, (item, envelope) -> item);
	}

	@Override
	public <R> int drainTo(Collection<? super R> target, int maxItems, Opener<? super E, ? extends R> opener) {
		Objects.requireNonNull(target, "target");
		if (target instanceof BlockingQueueView<?> view && view.isOf(this)) {
			throw new IllegalArgumentException("%s cannot be drained to itself".formatted(this));
		}
		int limit = (maxItems > CHUNK) ? Math.min(maxItems, this.core.reader().read().size()) : maxItems;
		int taken = 0;
		int moved = 0;
		while (taken < limit) {
			List<StoredItem> items = takeNow(Math.min(limit - taken, CHUNK));
			if (items.isEmpty()) {
				break;
			}
			taken += items.size();
			moved += moveTo(target, items, opener);
		}
		return moved;
	}

	private <R> int moveTo(Collection<? super R> target, List<StoredItem> items,
			Opener<? super E, ? extends R> opener) {
		int moved = 0;
		int inHand = 0;
		try {
			for (StoredItem item : items) {
				EntryFormat.Taken<E> taken = readOrBury(item);
				inHand++;
				if (taken != null) {
					target.add(open(taken, opener));
					moved++;
				}
			}
		}
		catch (RuntimeException | Error ex) {
			// A collection may refuse an item; those after it were not in hand yet.
			giveBack(items.subList(inHand, items.size()));
			throw ex;
		}
		return moved;
	}

	private void giveBack(List<StoredItem> items) {
		if (!items.isEmpty()) {
			this.core.takes().giveBack(items.stream().map(StoredItem::bytes).toList());
		}
	}

	@Override
	public void forEach(Consumer<? super E> action) throws InterruptedException {
		Objects.requireNonNull(action, "action");
		for (E item = get(); item != null; item = get()) {
			action.accept(item);
		}
	}

	@Override
	public List<E> closeNow() {
		close();
		List<StoredItem> taken = new ArrayList<>();
		try {
			List<StoredItem> items = takeNowOrDelayed();
			while (!items.isEmpty()) {
				taken.addAll(items);
				items = takeNowOrDelayed();
			}
		}
		catch (RuntimeException ex) {
			// The caller gets none of them.
			giveBack(taken);
			throw ex;
		}
		List<E> rest = new ArrayList<>();
		moveTo(rest, taken, (item, envelope) -> item);
		return rest;
	}

	private List<StoredItem> takeNowOrDelayed() {
		List<StoredItem> items = takeNow(CHUNK);
		return !items.isEmpty() ? items : stored(this.core.control().takeDelayed());
	}

	static List<StoredItem> stored(List<byte[]> items) {
		return items.stream().map((bytes) -> new StoredItem(bytes, 0, 0)).toList();
	}

	@Override
	public boolean isDrained() {
		return this.core.takes().isReleased() || this.core.reader().read().isDrained();
	}

	@Override
	public CompletableFuture<@Nullable E> getAsync() {
		FutureCall<@Nullable E> call = new FutureCall<>(this.core.takes(), null, (ended) -> {
			if (ended.end() == End.FAILED) {
				throw ended.failure().exception(this);
			}
			return item(ended.items());
		}, this.observer.callSite());
		this.core.takes().submit(call);
		return call.future();
	}

}
