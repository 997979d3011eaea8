/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.readme;

/**
 * The work of the workers of the README.
 */
interface Mailer {

	void send(Mail mail) throws Exception;

}
