/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.dashboard;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.listener.DeadLetter;
import io.github.runtimesync.listener.SyncListenerContainer;
import io.github.runtimesync.listener.SyncListenerEndpoint;
import io.github.runtimesync.listener.SyncListenerOptions;
import io.github.runtimesync.listener.SyncListenerRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Listeners in the dashboard.
 */
@ExtendWith(Browser.class)
class DashboardListenersTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=sync,syncdashboard,synclisteners";

	private static final String HOSTILE = "\"><svg onload=alert(1)>";

	private final AtomicBoolean broken = new AtomicBoolean(true);

	@Test
	@DisplayName("A listener is paused, scaled and resumed, and its dead letters are replayed, one and all")
	void steering(DashboardPage page) throws Exception {
		try (DashboardApplication application = DashboardApplication.start(EXPOSED,
				"management.endpoint.synclisteners.access=unrestricted",
				"management.endpoint.synclisteners.show-values=always")) {
			SyncListenerContainer container = listen(application, "jobs");
			SyncQueue<Object> dead = application.registry().queue("jobs.dead");
			for (String item : new String[] { HOSTILE, "two", "three" }) {
				application.registry().queue("jobs").put(item);
			}
			await().atMost(DashboardPage.PATIENCE).until(() -> dead.size() == 3);
			this.broken.set(false);
			page.open(application.url()).live();
			page.await(() -> page.text("#attention").contains("3 dead letters"));
			page.tab("listeners").awaitNames("jobs").select("jobs");
			page.await(() -> page.all("#detail .letters li").size() == 3);
			assertThat(page.text("#detail .letters")).contains(HOSTILE, "IllegalStateException: broken");
			page.click("[data-action=pause]");
			assertThat(page.text("#dialog-title")).isEqualTo("Pause listener jobs?");
			page.click("#dialog-confirm");
			page.await(() -> page.fact("State").equals("Paused"));
			assertThat(container.isPaused()).isTrue();
			page.script("document.querySelector('#concurrency').select()");
			page.type("#concurrency", "3-5", Keys.ENTER);
			page.await(() -> page.fact("Concurrency").equals("3 to 5"));
			page.click(".letters [data-letter]");
			page.click("#dialog-confirm");
			page.await(() -> page.text("#detail .outcome").equals("1 dead letter moved back, 2 left."));
			page.click("[data-action=replay]");
			page.click("#dialog-confirm");
			page.await(() -> page.text("#detail .outcome").equals("2 dead letters moved back, 0 left."));
			page.click("[data-action=resume]");
			page.await(() -> page.fact("State").equals("Running"));
			await().atMost(DashboardPage.PATIENCE).until(() -> container.snapshot().handled() == 6);
			page.click("#detail .links button");
			page.await(() -> page.text("#detail .detail-head .noun").equalsIgnoreCase("queue"));
			assertThat(page.all("[onload], [onerror]")).isEmpty();
			assertThat(page.complaints()).isEmpty();
		}
	}

	@Test
	@DisplayName("A letter whose item cannot be decoded has no button; letters that cannot be read hide nothing else")
	void unreadable(DashboardPage page) {
		try (DashboardApplication application = DashboardApplication.start(EXPOSED,
				"management.endpoint.synclisteners.access=unrestricted")) {
			SyncListenerContainer container = listen(application, "jobs");
			DeadLetter.Cause cause = new DeadLetter.Cause("Undecodable", null, "");
			application.registry()
				.queue("jobs.dead")
				.add(new DeadLetter<>("a", null, cause, 0, Instant.EPOCH, Instant.EPOCH, "jobs", "jobs", "x?"));
			page.open(application.url()).live().tab("listeners").awaitNames("jobs").select("jobs");
			page.await(() -> page.all("#detail .letters li").size() == 1);
			assertThat(page.one("#detail .letters [data-letter]").isDisplayed()).isFalse();
			page.script("const all = window.fetch; window.fetch = (url, options) => "
					+ "String(url).includes('deadLetters') ? Promise.reject(new TypeError()) : all(url, options)");
			page.await(() -> page.text("#detail").contains("They could not be read: The server does not answer"));
			container.pause();
			page.await(() -> page.fact("State").equals("Paused"));
			assertThat(page.complaints()).isEmpty();
		}
	}

	@Test
	@DisplayName("Without write access there are no buttons, with hostile ids all is text")
	void readOnly(DashboardPage page) {
		try (DashboardApplication application = DashboardApplication.start(EXPOSED,
				"management.endpoint.sync.access=unrestricted")) {
			listen(application, HOSTILE);
			page.open(application.url()).live().tab("listeners").awaitNames(HOSTILE).select(HOSTILE);
			assertThat(page.all("#detail [data-action]")).noneMatch((button) -> button.isDisplayed());
			assertThat(page.all("[onload], [onerror]")).isEmpty();
			assertThat(page.complaints()).isEmpty();
		}
	}

	@Test
	@DisplayName("If their endpoint is not exposed there is no tab, whatever the address says")
	void notExposed(DashboardPage page) {
		try (DashboardApplication application = DashboardApplication.start()) {
			listen(application, "jobs");
			page.open(application.url() + "#kind=listeners&name=jobs").live().awaitNames("jobs", "jobs.dead");
			assertThat(page.one("#tabs [data-kind=listeners]").isDisplayed()).isFalse();
			assertThat(page.attribute("#tabs [data-kind=queues]", "aria-current")).isEqualTo("page");
			assertThat(page.complaints()).isEmpty();
		}
	}

	private SyncListenerContainer listen(DashboardApplication application, String id) {
		SyncListenerOptions options = new SyncListenerOptions();
		options.getRetry().setMaxRetries(0L);
		return application.bean(SyncListenerRegistry.class)
			.register(SyncListenerEndpoint.forItems(id, "jobs", String.class, (item) -> {
				if (this.broken.get()) {
					throw new IllegalStateException("broken");
				}
			}).withOptions(options));
	}

}
