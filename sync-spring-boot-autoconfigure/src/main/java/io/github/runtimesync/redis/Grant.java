/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

/**
 * What a lease says beside its item.
 *
 * @param token tells it from every other lease that there ever was
 * @param deliveries how often the item was delivered, this time included
 */
record Grant(String token, int deliveries) {

}
