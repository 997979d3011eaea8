/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.HealthCheck.Finding;
import io.github.runtimesync.engine.HealthCheck.Severity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenerHealthCheck}.
 */
@Timeout(60)
class ListenerHealthCheckTests {

	@RegisterExtension
	private final ListenerFixture fixture = new ListenerFixture();

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void release() {
		this.release.countDown();
	}

	@Test
	@DisplayName("Listeners that work, are paused or are stopped are fine")
	void fine() throws Exception {
		SyncListenerContainer container = listen();
		assertThat(findings()).isEmpty();
		container.pause();
		assertThat(findings()).isEmpty();
		container.stop();
		assertThat(findings()).isEmpty();
	}

	@Test
	@DisplayName("A stuck call is found until it ends, also if the listener was stopped meanwhile")
	void stuck() throws Exception {
		this.fixture.options.setStuckAfter(Duration.ofMillis(20));
		SyncListenerContainer container = listen();
		this.fixture.jobs().put("job");
		TestThreads.eventually().until(() -> !findings().isEmpty());
		assertThat(findings()).singleElement().satisfies((finding) -> {
			assertThat(finding.severity()).isEqualTo(Severity.OUT_OF_SERVICE);
			assertThat(finding.subject()).isEqualTo("listener \"jobs\"");
			assertThat(finding.detail()).startsWith("1 of at most 1 workers stuck, sync-jobs-1 for ");
		});
		container.stop();
		assertThat(findings()).hasSize(1);
		this.release.countDown();
		TestThreads.eventually().until(() -> findings().isEmpty());
	}

	@Test
	@DisplayName("A closed queue is found while the application runs, and is no finding in a shutdown")
	void closed() throws Exception {
		listen();
		this.fixture.jobs().close();
		assertThat(findings())
			.containsExactly(new Finding(Severity.OUT_OF_SERVICE, "listener \"jobs\"", "queue \"jobs\" is closed"));
		this.fixture.listeners().stop();
		assertThat(findings()).isEmpty();
	}

	private List<Finding> findings() {
		return new ListenerHealthCheck(this.fixture.listeners()).check();
	}

	private SyncListenerContainer listen() {
		return this.fixture.listen((item) -> {
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
	}

}
