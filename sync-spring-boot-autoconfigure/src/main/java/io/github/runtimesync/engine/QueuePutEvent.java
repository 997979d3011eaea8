/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/**
 * A thread waited for room in a queue.
 */
@Name("sync.QueuePut")
@Label("Queue Put")
@Description("A thread waited for room in a queue")
final class QueuePutEvent extends WaitEvent {

}
