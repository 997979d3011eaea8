/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.dashboard;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The buttons of a queue.
 */
@ExtendWith(Browser.class)
class DashboardActionTests {

	private static DashboardApplication application;

	private SyncRegistry registry;

	@BeforeAll
	static void start() {
		application = DashboardApplication.start("management.endpoint.sync.access=unrestricted",
				"management.endpoint.sync.show-values=always");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@BeforeEach
	void empty() {
		this.registry = application.registry();
		for (SyncKind kind : SyncKind.values()) {
			while (this.registry.count(kind) > 0) {
				this.registry.snapshots(kind, null, 0, 1_000)
					.items()
					.forEach((found) -> this.registry.remove(kind, found.name()));
			}
		}
	}

	@Test
	@DisplayName("Clearing asks first, names the queue, and says what was dropped")
	void clear(DashboardPage page) {
		SyncQueue<String> jobs = this.registry.queue("jobs", String.class, 10);
		jobs.offer("one");
		jobs.offer("two");
		page.open(application.url()).live().select("jobs").click("[data-action=clear]");
		assertThat(page.text("#dialog-title")).isEqualTo("Clear queue jobs?");
		page.press(Keys.ESCAPE);
		page.await(() -> page.all("#dialog[open]").isEmpty());
		assertThat(jobs.size()).isEqualTo(2);
		page.click("[data-action=clear]");
		page.click("#dialog-confirm");
		page.await(() -> page.text("#detail .outcome").equals("2 items dropped."));
		assertThat(jobs.size()).isZero();
	}

	@Test
	@DisplayName("A closed queue can be cleared while it has items, and nothing else")
	void clearClosed(DashboardPage page) {
		SyncQueue<String> jobs = this.registry.queue("jobs", String.class, 10);
		jobs.offer("one");
		jobs.close();
		page.open(application.url()).live().select("jobs").click("[data-action=clear]");
		assertThat(page.all("[data-action=pause]")).isEmpty();
		page.click("#dialog-confirm");
		page.await(() -> jobs.size() == 0);
		page.await(() -> page.all("[data-action=clear]").isEmpty());
	}

	@Test
	@DisplayName("A change that the server refuses says why, in the words of the server")
	void refused(DashboardPage page) {
		SyncQueue<String> jobs = this.registry.queue("jobs", String.class, 10);
		page.open(application.url()).live().select("jobs").click("[data-action=pause]");
		jobs.close();
		page.click("#dialog-confirm");
		page.await(() -> page.text("#detail .outcome")
			.equals("Pause did not work: queue \"jobs\" is closed, and a closed queue cannot be paused (400)"));
		assertThat(page.attribute("#detail .outcome", "class")).contains("bad");
	}

	@Test
	@DisplayName("A name of dots is shown, and leads no request to another address")
	void dots(DashboardPage page) {
		SyncQueue<String> queue = this.registry.queue("../../health", String.class, 10);
		queue.offer("one");
		page.open(application.url()).live().select("../../health").click("[data-action=pause]");
		page.click("#dialog-confirm");
		page.await(() -> page.text("#detail .outcome").contains("This name cannot be part of an address"));
		assertThat(queue.isPaused()).isFalse();
		assertThat(page.complaints()).isEmpty();
	}

	@Test
	@DisplayName("What was removed meanwhile is not changed, and the page says that it is gone")
	void failure(DashboardPage page) {
		SyncQueue<String> jobs = this.registry.queue("jobs", String.class, 10);
		page.open(application.url()).live().select("jobs").click("[data-action=pause]");
		jobs.close();
		this.registry.remove(SyncKind.QUEUE, "jobs");
		page.click("#dialog-confirm");
		page.await(() -> page.text("#detail").contains("This queue is no longer there"));
	}

	@Test
	@DisplayName("A change by keyboard leaves the focus on the button that comes next")
	void focus(DashboardPage page) {
		SyncQueue<String> jobs = this.registry.queue("jobs");
		page.open(application.url()).live().select("jobs");
		page.script("document.querySelector('[data-action=pause]').focus()");
		page.press(Keys.ENTER);
		page.await(() -> !page.all("#dialog[open]").isEmpty());
		page.press(Keys.TAB);
		page.press(Keys.ENTER);
		page.await(jobs::isPaused);
		page.await(() -> "resume".equals(page.script("return document.activeElement.dataset.action")));
		page.press(Keys.ENTER);
		page.await(() -> !jobs.isPaused());
		page.await(() -> "pause".equals(page.script("return document.activeElement.dataset.action")));
	}

}
