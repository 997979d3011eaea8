/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test.example;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;

@RestController
class JobController {

	private final SyncQueue<String> jobs;

	JobController(SyncRegistry registry) {
		this.jobs = registry.queue("jobs", String.class, 2);
	}

	@PostMapping("/jobs")
	void submit(@RequestBody String job) {
		this.jobs.add(job);
	}

}
