/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The Redis engine: the primitives of several JVMs on one Redis or Valkey. Usable without
 * Spring Boot through {@link io.github.runtimesync.redis.RedisSyncRegistry}.
 * <p>
 * {@code RedisAtomic} is the first of the primitives; start with it. A {@code Binding}
 * ties a handle in this JVM to the primitive in Redis. Callers put {@code Request}s into
 * a {@code GroupCommit}, which has at most one script under way; an {@code ExactlyOnce}
 * numbers the scripts, and the {@code Resender} sends each until it is answered. The
 * {@code Inbox} receives what scripts of other callers have to tell those who wait here.
 * A {@code ScriptClient} and a {@code ChannelClient} are all that knows the client
 * library. What a {@code Script} does stands in the {@code .lua} file of its name.
 * <p>
 * A queue has no {@code GroupCommit} for its items: its {@code QueueCore} has a
 * {@code QueueSide} for those who put, one for those who take and one for those who take
 * on lease, since one script serves callers of two sides; {@code Turns} says which side
 * sends when. Listeners take {@code RedisLeases}: the {@code LeaseSide} sends what has
 * become of leases with the request for the next items.
 */
@NullMarked
package io.github.runtimesync.redis;

import org.jspecify.annotations.NullMarked;
