/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * Where statuses of jobs are kept: all of those that are under way, and the newest of the
 * finished ones. In an application this would be a table of its database.
 */
interface JobTable {

	/**
	 * Change the status of a job atomically.
	 * @param id the identifier of the job
	 * @param change makes a new status of the present one, which is {@code null} if there
	 * is none; {@code null} removes it. May be called more than once
	 * @return the status after the change, {@code null} if there is none
	 */
	@Nullable JobStatus change(String id, UnaryOperator<@Nullable JobStatus> change);

	Optional<JobStatus> find(String id);

	/**
	 * Return all statuses, those of jobs under way in the order of arrival.
	 */
	List<JobStatus> all();

}
