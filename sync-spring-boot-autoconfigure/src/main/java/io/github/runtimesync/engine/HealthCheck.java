/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.engine;

import java.util.List;

/**
 * Looks for trouble that makes the application less than healthy. Each feature that knows
 * of some supplies one as a bean: an engine that cannot be reached, a worker that is
 * stuck. A check must answer soon and block nobody.
 */
@FunctionalInterface
public interface HealthCheck {

	/**
	 * Look now.
	 * @return what is wrong, empty if all is well
	 */
	List<Finding> check();

	/**
	 * How bad it is.
	 */
	enum Severity {

		/**
		 * It works, but more work should not be sent here.
		 */
		OUT_OF_SERVICE,

		/**
		 * It does not work.
		 */
		DOWN

	}

	/**
	 * Something that is wrong.
	 *
	 * @param severity how bad it is
	 * @param subject what it is about, such as {@code queue "jobs"}
	 * @param detail what is wrong with it
	 */
	record Finding(Severity severity, String subject, String detail) {

	}

}
