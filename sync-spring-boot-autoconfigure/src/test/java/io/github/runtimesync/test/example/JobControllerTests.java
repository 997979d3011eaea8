/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test.example;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.test.SyncTest;

import static io.github.runtimesync.test.SyncAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@WebMvcTest(JobController.class)
@ContextConfiguration(classes = JobController.class)
@SyncTest
class JobControllerTests {

	@Autowired
	MockMvcTester mvc;

	@Autowired
	SyncRegistry registry;

	@Test
	void jobsAreQueuedInOrder() {
		assertThat(this.mvc.post().uri("/jobs").content("one")).hasStatusOk();
		assertThat(this.mvc.post().uri("/jobs").content("two")).hasStatusOk();
		assertThat(this.registry.<String>queue("jobs")).containsExactly("one", "two").isFull().isOpen();
	}

	@Test
	void fullQueueIsUnavailable() {
		this.registry.queue("jobs", String.class).add("one");
		this.registry.queue("jobs", String.class).add("two");
		assertThat(this.mvc.post().uri("/jobs").content("three")).hasStatus(503).hasHeader("Retry-After", "2");
	}

}
