/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.readme;

/**
 * What the workers of the README take.
 *
 * @param text the text
 */
record Mail(String text) {

}
