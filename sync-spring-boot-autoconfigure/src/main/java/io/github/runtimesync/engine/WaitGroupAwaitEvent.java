/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/**
 * A thread waited for a wait group to reach zero.
 */
@Name("sync.WaitGroupAwait")
@Label("Wait Group Await")
@Description("A thread waited for a wait group to reach zero")
final class WaitGroupAwaitEvent extends WaitEvent {

}
