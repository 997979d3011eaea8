/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/**
 * A thread waited for an item of a queue.
 */
@Name("sync.QueueGet")
@Label("Queue Get")
@Description("A thread waited for an item of a queue")
final class QueueGetEvent extends WaitEvent {

}
