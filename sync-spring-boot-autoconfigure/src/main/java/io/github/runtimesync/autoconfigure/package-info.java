/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Spring Boot auto-configuration and configuration properties.
 */
@NullMarked
package io.github.runtimesync.autoconfigure;

import org.jspecify.annotations.NullMarked;
