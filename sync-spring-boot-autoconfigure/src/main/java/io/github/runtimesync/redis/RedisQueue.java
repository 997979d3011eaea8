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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncDefinitionException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.BlockingQueueView;
import io.github.runtimesync.engine.ElementType;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.Leases;
import io.github.runtimesync.engine.Opener;
import io.github.runtimesync.engine.PutEnd;
import io.github.runtimesync.engine.PutObservation;
import io.github.runtimesync.engine.PutObserver;
import io.github.runtimesync.engine.WaitEnd;
import io.github.runtimesync.engine.WaitObserver;
import io.github.runtimesync.engine.WaitRecord;
import io.github.runtimesync.engine.WaitingCaller;
import io.github.runtimesync.redis.Binding.Loss;
import io.github.runtimesync.redis.QueueCall.End;

/**
 * A queue in a list of Redis. {@link QueueCore} moves what is stored; here it is items.
 *
 * @param <E> the type of the items
 */
final class RedisQueue<E> implements EngineQueue<E> {

	private static final Log logger = LogFactory.getLog(RedisQueue.class);

	private static final String MAX_SIZE = "s";

	/** How long a taker who wants to leave waits for a script that is under way. */
	private static final Duration PATIENCE = Duration.ofMillis(100);

	/** How many items are taken with one call of {@link #drainTo}. */
	private static final int CHUNK = QueueSide.MAX_CALLS;

	private final Binding binding;

	private final QueueCore core;

	private final ElementType type;

	private final int maxSize;

	private final EntryFormat<E> format;

	private final WaitObserver observer;

	private final RedisLeases<E> leases;

	private RedisQueue(Binding binding, ElementType type, int maxSize) {
		this.binding = binding;
		this.type = type;
		this.maxSize = maxSize;
		this.core = new QueueCore(binding);
		this.format = new EntryFormat<>(binding.context(), binding.name(), type);
		this.leases = new RedisLeases<>(this.core, this.core.leases(), this.format,
				binding.context().settings().lease());
		this.observer = new WaitObserver(binding.name(), RedisEngine.NAME,
				binding.context().registrySettings().captureCallSites());
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
		return withinBound(this.core.look(0).size());
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
		return this.core.look(0).closed();
	}

	@Override
	public boolean isPaused() {
		return this.core.look(0).paused();
	}

	@Override
	public void put(E item) throws InterruptedException {
		isAdded(put(item, ThreadCall.FOREVER));
	}

	@Override
	public void add(E item) {
		if (!offer(item)) {
			throw new QueueFullException(
					"%s is full at %d items: try again later, or raise its maximum size".formatted(this, this.maxSize));
		}
	}

	@Override
	public boolean put(E item, PutOptions options) throws InterruptedException {
		checkPlain(options);
		put(item);
		return true;
	}

	@Override
	public boolean add(E item, PutOptions options) {
		checkPlain(options);
		add(item);
		return true;
	}

	@Override
	public boolean offer(E item, PutOptions options) {
		checkPlain(options);
		return offer(item);
	}

	private void checkPlain(PutOptions options) {
		if (!options.equals(PutOptions.defaults())) {
			throw new UnsupportedOperationException(
					"%s is in Redis, where items have neither priority, delay, key nor time to live: put them without, or give the queue to the local engine with %s.engine=local"
						.formatted(this, SyncKind.QUEUE.property(name())));
		}
	}

	@Override
	public boolean offer(E item) {
		byte[] value = this.format.writeValue(item);
		PutObservation observation = observe(item);
		PutEnd end = PutEnd.CANCELLED;
		try {
			end = offer(value, observation);
			return isAdded(end);
		}
		finally {
			observation.end(end);
		}
	}

	private PutEnd offer(byte[] value, PutObservation observation) {
		ThreadCall call = new ThreadCall(this.format.writeEntry(value, observation.headers()), 1, false, null);
		return end(now(this.core.puts(), call));
	}

	@Override
	public boolean offer(E item, Duration timeout) throws InterruptedException {
		return isAdded(put(item, TimeUnit.NANOSECONDS.convert(timeout)));
	}

	private PutEnd put(E item, long nanos) throws InterruptedException {
		byte[] value = this.format.writeValue(item);
		checkInterrupt();
		PutObservation observation = observe(item);
		PutEnd end = PutEnd.CANCELLED;
		try {
			if (nanos <= 0) {
				end = offer(value, observation);
				return end;
			}
			ThreadCall call = new ThreadCall(this.format.writeEntry(value, observation.headers()), 1, true,
					this.observer.callSite());
			end = PutEnd.INTERRUPTED;
			end = end(await(this.core.puts(), call, nanos, this.binding.context().settings().timeout(),
					this.observer.beginPut()));
			return end;
		}
		finally {
			observation.end(end);
		}
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
		checkInterrupt();
		if (nanos <= 0) {
			return takeNow(1);
		}
		ThreadCall call = new ThreadCall(null, 1, true, this.observer.callSite());
		await(this.core.takes(), call, nanos, PATIENCE, this.observer.beginGet());
		return call.items();
	}

	private List<StoredItem> takeNow(int count) {
		return now(this.core.takes(), new ThreadCall(null, count, false, null)).items();
	}

	/**
	 * Have a call done that waits.
	 * @return the call, which has ended in other ways than by an interrupt or a failure
	 */
	private ThreadCall await(QueueSide side, ThreadCall call, long nanos, Duration patience, WaitRecord record)
			throws InterruptedException {
		side.submit(call);
		boolean interrupted = call.await(side, nanos, patience, true);
		End end = call.end();
		record.end((end == End.SERVED) ? WaitEnd.COMPLETED
				: (end == End.CLOSED) ? WaitEnd.CLOSED : interrupted ? WaitEnd.INTERRUPTED : WaitEnd.TIMED_OUT);
		if (interrupted && end == End.LEFT) {
			throw new InterruptedException();
		}
		return ended(call, interrupted);
	}

	/**
	 * Have a call done that does not wait.
	 * @return the call, which has ended in other ways than by a failure
	 */
	private ThreadCall now(QueueSide side, ThreadCall call) {
		side.submit(call);
		Duration timeout = this.binding.context().settings().timeout();
		boolean interrupted = call.await(side, timeout.toNanos(), timeout, false);
		if (call.end() == End.LEFT) {
			throw call.failure().exception(this);
		}
		return ended(call, interrupted);
	}

	private ThreadCall ended(ThreadCall call, boolean interrupted) {
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		if (call.end() == End.FAILED) {
			throw call.failure().exception(this);
		}
		return call;
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
	 * Read several items. Those that cannot be read must not keep the others from their
	 * taker.
	 */
	private List<EntryFormat.Taken<E>> readAll(List<StoredItem> items) {
		List<EntryFormat.Taken<E>> read = new ArrayList<>(items.size());
		for (StoredItem item : items) {
			try {
				read.add(read(item));
			}
			catch (SyncDecodingException ex) {
				logger.error("An item was put aside", ex);
			}
		}
		return read;
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
		int limit = (maxItems > CHUNK) ? Math.min(maxItems, this.core.look(0).size()) : maxItems;
		int moved = 0;
		while (moved < limit) {
			List<StoredItem> items = takeNow(Math.min(limit - moved, CHUNK));
			if (items.isEmpty()) {
				break;
			}
			moved += moveTo(target, items, opener);
		}
		return moved;
	}

	private <R> int moveTo(Collection<? super R> target, List<StoredItem> items,
			Opener<? super E, ? extends R> opener) {
		List<EntryFormat.Taken<E>> taken = readAll(items);
		for (int i = 0; i < taken.size(); i++) {
			try {
				target.add(open(taken.get(i), opener));
			}
			catch (RuntimeException | Error ex) {
				// A collection may refuse an item; those after it were not in hand yet.
				giveBack(items, taken.subList(i + 1, taken.size()));
				throw ex;
			}
		}
		return taken.size();
	}

	private void giveBack(List<StoredItem> items, List<EntryFormat.Taken<E>> rest) {
		List<byte[]> back = items.subList(items.size() - rest.size(), items.size())
			.stream()
			.map(StoredItem::bytes)
			.toList();
		if (!back.isEmpty()) {
			this.core.control().giveBack(back);
		}
	}

	@Override
	public Leases<E> leases() {
		return this.leases;
	}

	@Override
	public void forEach(Consumer<? super E> action) throws InterruptedException {
		Objects.requireNonNull(action, "action");
		for (E item = get(); item != null; item = get()) {
			action.accept(item);
		}
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
	public List<E> closeNow() {
		close();
		List<E> rest = new ArrayList<>();
		List<StoredItem> items = takeNow(CHUNK);
		while (!items.isEmpty()) {
			readAll(items).forEach((taken) -> rest.add(taken.item()));
			items = takeNow(CHUNK);
		}
		return rest;
	}

	@Override
	public int clear() {
		return this.core.control().clear();
	}

	@Override
	public CompletableFuture<Void> putAsync(E item) {
		byte[] value = this.format.writeValue(item);
		PutObservation observation = observe(item);
		FutureCall<@Nullable Void> call = new FutureCall<>(this.core.puts(),
				this.format.writeEntry(value, observation.headers()), (ended) -> {
					isAdded(end(ended));
					return null;
				}, this.observer.callSite());
		call.future().whenComplete((nothing, ex) -> observation.end(end(ex)));
		this.core.puts().submit(call);
		return call.future();
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

	@Override
	public BlockingQueue<E> asBlockingQueue() {
		return new RedisQueueView<>(this);
	}

	/**
	 * Return the oldest items as they are now.
	 * @param count how many, -1 for all
	 */
	List<StoredItem> look(int count) {
		return this.core.look(count).items().stream().map((bytes) -> new StoredItem(bytes, 0, 0)).toList();
	}

	/**
	 * Return what a stored item is.
	 */
	E peekAt(StoredItem stored) {
		return this.format.read(stored).item();
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
		QueueState state = this.core.latest();
		return new QueueSnapshot(name(), RedisEngine.NAME, this.binding.definition().created(),
				this.type.declaredName(), withinBound(state.size()), this.maxSize, state.puts(), state.gets(),
				this.core.puts().waitingCount(), this.core.takes().waitingCount() + this.core.leases().waitingCount(),
				state.oldestAge(), state.closed() || this.binding.isRemoved(), state.paused(), 0, 0);
	}

	@Override
	public void prefetch() {
		this.core.prefetch();
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

	private PutObservation observe(E item) {
		PutObserver putObserver = this.binding.context().registrySettings().putObserver();
		return (putObserver != null) ? putObserver.begin(name(), item) : PutObservation.NONE;
	}

	private static void checkInterrupt() throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
	}

	private PutEnd end(QueueCall call) {
		if (call.end() == End.FAILED) {
			throw call.failure().exception(this);
		}
		return switch (Objects.requireNonNull(call.end())) {
			case SERVED -> PutEnd.ADDED;
			case CLOSED -> PutEnd.CLOSED;
			default -> PutEnd.FULL;
		};
	}

	private static PutEnd end(@Nullable Throwable ex) {
		if (ex != null) {
			return (ex instanceof QueueClosedException) ? PutEnd.CLOSED : PutEnd.CANCELLED;
		}
		return PutEnd.ADDED;
	}

	private boolean isAdded(PutEnd end) {
		if (end == PutEnd.CLOSED) {
			throw new QueueClosedException("%s is closed and takes no more items".formatted(this));
		}
		return end == PutEnd.ADDED;
	}

}
