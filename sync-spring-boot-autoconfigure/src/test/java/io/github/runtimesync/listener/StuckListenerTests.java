/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.runtimesync.contract.TestThreads;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls that take longer than they should.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class StuckListenerTests {

	@RegisterExtension
	private final ListenerFixture fixture = new ListenerFixture();

	private final CountDownLatch release = new CountDownLatch(1);

	@Test
	@DisplayName("A stuck call raises one event and one warning with its stack, and can be seen until it ends")
	void stuck(CapturedOutput output) throws Exception {
		this.fixture.options.setStuckAfter(Duration.ofMillis(50));
		SyncListenerContainer container = this.fixture.listen((item) -> awaitRelease());
		this.fixture.jobs().put("job");
		TestThreads.eventually().until(() -> !this.fixture.events.isEmpty() && !container.snapshot().stuck().isEmpty());
		Duration seen = container.snapshot().stuck().get(0).duration();
		TestThreads.eventually()
			.until(() -> container.snapshot().stuck().get(0).duration().compareTo(seen.multipliedBy(3)) > 0);
		assertThat(this.fixture.events).singleElement()
			.isInstanceOfSatisfying(SyncListenerStuckEvent.class, (event) -> {
				assertThat(event.getContainer()).isSameAs(container);
				assertThat(event.getThread()).isEqualTo("sync-jobs-1");
				assertThat(event.getDuration()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
			});
		assertThat(output).containsOnlyOnce("sync-jobs-1 is at").contains("awaitRelease");
		this.release.countDown();
		TestThreads.eventually().until(() -> container.snapshot().stuck().isEmpty());
	}

	@Test
	@DisplayName("Who is told of one stuck call and throws is told of the others all the same")
	void throwingObserver() throws Exception {
		// Long enough for both calls to be there at the first look.
		this.fixture.options.setStuckAfter(Duration.ofSeconds(1));
		this.fixture.options.setConcurrency("2");
		this.fixture.onEvent = () -> {
			throw new IllegalStateException("expected");
		};
		this.fixture.jobs().put("one");
		this.fixture.jobs().put("other");
		this.fixture.listen((item) -> awaitRelease());
		TestThreads.eventually().until(() -> this.fixture.events.size() == 2);
		this.release.countDown();
	}

	@Test
	@DisplayName("Many short calls are not one long one")
	void shortCalls() throws Exception {
		this.fixture.options.setStuckAfter(Duration.ofSeconds(20));
		SyncListenerContainer container = this.fixture.listen((item) -> {
		});
		for (int i = 0; i < 1000; i++) {
			this.fixture.jobs().put("job");
		}
		TestThreads.eventually().until(() -> container.snapshot().handled() == 1000);
		assertThat(this.fixture.events).isEmpty();
	}

	private void awaitRelease() {
		try {
			this.release.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
