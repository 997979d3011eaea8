/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.List;

/**
 * Somebody who takes items from queues and answers for them.
 */
public interface ItemHolder {

	/**
	 * Return what is taken and not done with.
	 * @return the items by queue; a queue may come more than once
	 */
	List<HeldItems> held();

}
