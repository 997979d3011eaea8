/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.engine.Envelope;
import io.github.runtimesync.engine.Lease;
import io.github.runtimesync.redis.LeaseChange.Kind;

/**
 * A lease on one item. Redis knows it by its token, which no other lease ever has; so
 * what a JVM does with a lease that has run out concerns nobody who has the item since.
 * <p>
 * {@code end} is set once, by the first who ends the lease.
 *
 * @param <E> the type of the item
 */
final class RedisLease<E> implements Lease<E> {

	private final RedisLeases<E> leases;

	private final StoredItem stored;

	private final Grant grant;

	private final EntryFormat.@Nullable Taken<E> taken;

	private final @Nullable SyncDecodingException unreadable;

	private final AtomicReference<@Nullable CompletableFuture<Boolean>> end = new AtomicReference<>();

	/** Nobody else keeps the item. */
	private volatile boolean aside;

	private volatile boolean expiring;

	private volatile boolean lost;

	/** The last prolonging is still on its way to Redis. */
	private volatile boolean pending;

	RedisLease(RedisLeases<E> leases, EntryFormat<E> format, StoredItem stored) {
		this.leases = leases;
		this.stored = stored;
		this.grant = stored.lease();
		EntryFormat.Taken<E> read = null;
		SyncDecodingException failure = null;
		try {
			read = format.read(stored);
		}
		catch (SyncDecodingException ex) {
			failure = ex;
		}
		this.taken = read;
		this.unreadable = failure;
	}

	String token() {
		return this.grant.token();
	}

	@Override
	public E item() {
		return readable().item();
	}

	private EntryFormat.Taken<E> readable() {
		if (this.taken == null) {
			throw (this.unreadable != null) ? this.unreadable : new SyncDecodingException("No item");
		}
		return this.taken;
	}

	@Override
	public String raw() {
		return new String(this.stored.bytes(), StandardCharsets.ISO_8859_1);
	}

	@Override
	public String rawHead() {
		byte[] bytes = this.stored.bytes();
		return new String(bytes, 0, Math.min(bytes.length, this.leases.rawHeadLimit()), StandardCharsets.ISO_8859_1);
	}

	@Override
	public void keepAside() {
		this.aside = true;
	}

	@Override
	public Envelope<E> envelope() {
		return (this.taken != null) ? this.taken : new Unreadable();
	}

	@Override
	public int deliveries() {
		return this.grant.deliveries();
	}

	@Override
	public boolean isLost() {
		return this.lost;
	}

	@Override
	public CompletableFuture<Boolean> done() {
		return end(this.aside ? Kind.ASIDE : Kind.DONE);
	}

	@Override
	public void giveBack() {
		end(Kind.RETURNED);
	}

	@Override
	public void giveBackUntouched() {
		end(Kind.UNTOUCHED);
	}

	private CompletableFuture<Boolean> end(Kind kind) {
		CompletableFuture<Boolean> told = new CompletableFuture<>();
		if (this.end.compareAndSet(null, told)) {
			this.leases.end(this, kind).thenAccept(told::complete);
			return told;
		}
		CompletableFuture<Boolean> first = this.end.get();
		return (first != null) ? first : told;
	}

	@Override
	public void letExpire() {
		this.expiring = true;
	}

	/**
	 * Prolong the lease if it is still wanted.
	 * @param changes receives what to tell Redis
	 */
	void prolong(List<LeaseChange> changes) {
		if (this.expiring || this.lost || this.pending || this.end.get() != null) {
			return;
		}
		LeaseChange change = new LeaseChange(Kind.PROLONGED, token());
		this.pending = true;
		changes.add(change);
		change.found().thenAccept((found) -> {
			this.pending = false;
			if (!found && this.end.get() == null) {
				this.lost = true;
				this.leases.lost(this);
			}
		});
	}

	/**
	 * What there is of an envelope that cannot be read.
	 */
	private final class Unreadable implements Envelope<E> {

		@Override
		public E item() {
			return RedisLease.this.item();
		}

		@Override
		public String id() {
			return token();
		}

		@Override
		public Instant putTime() {
			return Instant.ofEpochMilli(RedisLease.this.stored.serverMillis());
		}

		@Override
		public Duration age() {
			return Duration.ZERO;
		}

		@Override
		public Map<String, String> headers() {
			return Map.of();
		}

	}

}
