/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Back-pressure towards the clients of a web application: a full or closed primitive that
 * a handler runs into becomes 503 with a problem detail and {@code Retry-After}, in
 * Spring MVC and in WebFlux, unless the application handles the exception itself.
 */
@NullMarked
package io.github.runtimesync.web;

import org.jspecify.annotations.NullMarked;
