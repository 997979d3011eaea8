/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.dashboard;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

import io.github.runtimesync.PutOptions;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncWaitGroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the dashboard shows, and how it is handled.
 */
@ExtendWith(Browser.class)
class DashboardContentTests {

	private static final String HOSTILE = "\"><svg onload=alert(1)>";

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
	@DisplayName("Values move while a load runs")
	void moving(DashboardPage page) {
		SyncQueue<Integer> jobs = this.registry.queue("jobs", Integer.class, 100);
		Thread load = new Thread(() -> {
			for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
				jobs.offer(i);
				if (i % 10 != 0) {
					jobs.poll();
				}
				Thread.yield();
			}
		}, "load");
		load.start();
		try {
			page.open(application.url()).live().select("jobs");
			String first = page.fact("Put, taken so far");
			page.await(() -> !page.fact("Put, taken so far").equals(first));
			page.await(() -> page.fact("In, out").matches("[1-9].*, [1-9].* each second"));
			page.await(() -> page.all("#detail .plot .line.in")
				.stream()
				.anyMatch((line) -> line.getDomAttribute("d").contains("L")));
			page.await(() -> page.text("#table tbody .badge").equals("Busy"));
		}
		finally {
			load.interrupt();
			await().atMost(DashboardPage.PATIENCE).until(() -> !load.isAlive());
		}
		fill(jobs);
		page.await(() -> page.text("#table tbody .badge").equals("Full"));
		page.await(() -> page.text("#attention").contains("Full: what does not wait is refused"));
	}

	private static void fill(SyncQueue<Integer> queue) {
		int item = 0;
		while (queue.offer(item)) {
			item++;
		}
	}

	@Test
	@DisplayName("Items that are not due yet and items that have expired are counted in the row and in full")
	void delayedAndExpired(DashboardPage page) {
		SyncQueue<String> mails = this.registry.queue("mails", 10);
		mails.add("tomorrow", PutOptions.defaults().delay(Duration.ofDays(1)));
		mails.add("next week", PutOptions.defaults().delay(Duration.ofDays(7)));
		mails.add("too late", PutOptions.defaults().timeToLive(Duration.ofNanos(1)));
		assertThat(mails.poll()).isNull();
		page.open(application.url()).live().awaitNames("mails");
		assertThat(page.text("#table tbody td:nth-child(9)")).isEqualTo("2");
		assertThat(page.text("#table tbody td:nth-child(10)")).isEqualTo("1");
		page.select("mails");
		assertThat(page.fact("Delayed, expired so far")).isEqualTo("2, 1");
	}

	@Test
	@DisplayName("Hostile names, values and thread names are text")
	void hostile(DashboardPage page) {
		SyncQueue<String> queue = this.registry.queue(HOSTILE, 10);
		this.registry.atomic(HOSTILE);
		this.registry.waitGroup(HOSTILE).add();
		this.registry.shared(HOSTILE, "</script><img src=x onerror=alert(2)>");
		CompletableFuture<Void> ended = blockOn(queue);
		page.open(application.url()).live().awaitNames(HOSTILE).select(HOSTILE);
		page.await(() -> page.text("#detail .thread").equals(HOSTILE));
		queue.close();
		ended.join();
		for (String kind : new String[] { "queues", "waitGroups", "atomics", "shareds" }) {
			page.tab(kind).awaitNames(HOSTILE).select(HOSTILE);
		}
		assertThat(page.text("#detail pre")).isEqualTo("</script><img src=x onerror=alert(2)>");
		page.type("#filter", HOSTILE + "!");
		page.await(() -> page.text("#empty").contains("“" + HOSTILE + "!”"));
		assertThat(page.all("[onload], [onerror], main img")).isEmpty();
		assertThat(page.complaints()).isEmpty();
	}

	private static CompletableFuture<Void> blockOn(SyncQueue<String> queue) {
		return CompletableFuture.runAsync(() -> {
			try {
				queue.get();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, (task) -> new Thread(task, HOSTILE).start());
	}

	@Test
	@DisplayName("A leaked wait group is first, says who waits, and what to do next")
	void leak(DashboardPage page) {
		SyncWaitGroup leaked = this.registry.waitGroup("nightly-report");
		this.registry.waitGroup("another");
		leaked.add(3);
		leaked.done();
		leaked.done();
		Thread waiter = new Thread(() -> {
			try {
				leaked.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "report-main");
		waiter.start();
		try {
			page.open(application.url()).live().tab("waitGroups").awaitNames("nightly-report", "another");
			page.select("nightly-report");
			page.await(() -> page.fact("Wait for zero").equals("1 caller"));
			assertThat(page.fact("Not done")).isEqualTo("1 task");
			assertThat(page.text("#detail .advice")).contains("If it never reaches zero")
				.contains("waitGroup(\"nightly-report\")")
				.contains("sync.diagnostics.capture-call-sites=true");
		}
		finally {
			leaked.done();
			await().atMost(DashboardPage.PATIENCE).until(() -> !waiter.isAlive());
		}
	}

	@Test
	@DisplayName("A round that is open for long is listed among what needs attention")
	void attention(DashboardPage page) {
		page.open(application.url()).live();
		Object text = page.asyncScript("""
				const done = arguments[arguments.length - 1];
				import(new URL("syncdashboard/attention.js", location.href)).then(({ troubles }) => done(troubles([], [
				  { name: "leaked", count: 1, waiters: 2, roundAge: "PT5M3.2S" },
				  { name: "young", count: 1, waiters: 2, roundAge: "PT59.9S" },
				  { name: "idle", count: 0, waiters: 0 }
				]).map((each) => `${each.name}: ${each.text}`).join("; ")), (error) => done(String(error)));
				""");
		assertThat(text).isEqualTo("leaked: Open for 5 min 3 s: 1 task is not done, 2 callers wait");
	}

	@Test
	@DisplayName("The keyboard sorts, selects, closes and finds")
	void keyboard(DashboardPage page) {
		this.registry.atomic("few", 1);
		this.registry.atomic("many", 100);
		page.open(application.url() + "#kind=atomics").live().awaitNames("few", "many");
		page.script("document.querySelector('th.number .sorter').focus()");
		page.press(Keys.ENTER);
		page.awaitNames("many", "few");
		assertThat(page.attribute("th.number.big", "aria-sort")).isEqualTo("descending");
		page.press(Keys.SPACE);
		page.awaitNames("few", "many");
		assertThat(page.attribute("th.number.big", "aria-sort")).isEqualTo("ascending");
		page.script("document.querySelector('tbody button.name').focus()");
		page.press(Keys.ENTER);
		page.await(() -> page.text("#detail-name").equals("few"));
		page.press(Keys.ESCAPE);
		page.await(() -> !page.one("#detail").isDisplayed());
		assertThat(page.script("return document.activeElement.textContent")).isEqualTo("few");
		page.press("/");
		page.press("man");
		page.awaitNames("many");
	}

	@Test
	@DisplayName("A thousand are sorted as one, more come by page, and a name finds any")
	void many(DashboardPage page) {
		for (int i = 0; i < 1_200; i++) {
			this.registry.atomic("c%04d".formatted(i), i);
		}
		page.open(application.url() + "#kind=atomics").live();
		page.await(() -> page.text("#count").startsWith("1 to 1,000 in the order of names, of 1,200 counters"));
		page.click("#next");
		page.await(() -> page.text("#count").startsWith("1,001 to 1,200"));
		page.type("#filter", "c07*");
		page.await(() -> page.text("#count").equals("100 of 1,200 counters"));
	}

	@Test
	@DisplayName("Nothing there yet is said for each kind, and what shows up later is shown")
	void nothing(DashboardPage page) {
		page.open(application.url()).live();
		for (Map.Entry<String, String> kind : Map
			.of("queues", "No queues yet", "waitGroups", "No wait groups yet", "atomics", "No counters yet", "shareds",
					"No shared variables yet")
			.entrySet()) {
			page.tab(kind.getKey()).await(() -> page.text("#empty").startsWith(kind.getValue()));
		}
		page.tab("queues");
		this.registry.queue("jobs");
		page.awaitNames("jobs");
	}

	@Test
	@DisplayName("Updates can be paused and resumed")
	void pauseUpdates(DashboardPage page) {
		page.open(application.url()).live().click("#live");
		page.await(() -> page.text("#connection").equals("Updates paused"));
		this.registry.queue("late");
		page.click("#live");
		page.live().awaitNames("late");
	}

	@Test
	@DisplayName("Names have room at every width, columns that do not fit are left out")
	void widths(DashboardPage page) {
		this.registry.queue("mails", 10).offer("one");
		try {
			page.open(application.url()).live().awaitNames("mails");
			for (int width = 500; width <= 1700; width += 50) {
				page.resize(width);
				assertThat((Long) page.script("return document.querySelector('#table tbody td').offsetWidth"))
					.as("of the name at %d", width)
					.isGreaterThanOrEqualTo(100L);
			}
		}
		finally {
			page.resetSize();
		}
	}

	@Test
	@DisplayName("Nothing overflows at a width of 400 pixels")
	void narrow(DashboardPage page) {
		this.registry.queue("a-queue-with-quite-a-long-name-that-has-to-be-cut-somewhere", 10).offer("one");
		try {
			page.open(application.url()).resize(400).live().await(() -> page.names().size() == 1);
			assertThat((Long) page.script("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(400L);
			page.click("#table button.name");
			page.await(() -> !page.all("#detail .facts div").isEmpty());
			assertThat((Long) page.script("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(400L);
			assertThat(page.one("#table").isDisplayed()).isFalse();
		}
		finally {
			page.resetSize();
		}
	}

}
