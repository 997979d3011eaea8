/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The dashboard: an actuator endpoint that answers with a page. The page's HTML, style
 * and scripts are resources of this package; its data are those of the {@code sync}
 * endpoint beside it, which the page asks for itself. Start with {@code main.js}.
 */
@NullMarked
package io.github.runtimesync.actuate.dashboard;

import org.jspecify.annotations.NullMarked;
