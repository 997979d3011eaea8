/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.dashboard;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the dashboard says when it may not do or not see everything, or when the server is
 * away.
 */
@ExtendWith(Browser.class)
class DashboardAccessTests {

	@Test
	@DisplayName("By default values are masked and nothing can be changed")
	void readOnly(DashboardPage page) {
		try (DashboardApplication application = DashboardApplication.start()) {
			application.registry().queue("jobs");
			application.registry().shared("token", "s3cret");
			page.open(application.url()).live().select("jobs");
			assertThat(page.all("[data-action]")).isEmpty();
			page.tab("shareds").select("token");
			assertThat(page.text("#table tbody .masked")).isEqualTo("masked");
			assertThat(page.text("#detail")).contains("The value is masked").doesNotContain("***");
			assertThat(page.script("return document.documentElement.outerHTML").toString()).doesNotContain("s3cret");
		}
	}

	@Test
	@DisplayName("Without the sync endpoint the page says how to expose it")
	void notExposed(DashboardPage page) {
		try (DashboardApplication application = DashboardApplication
			.start("management.endpoints.web.exposure.include=syncdashboard")) {
			page.open(application.url());
			page.await(() -> page.text("#banner").contains("The sync endpoint is not exposed"));
			assertThat(page.text("#banner pre"))
				.isEqualTo("management.endpoints.web.exposure.include=sync,syncdashboard");
			assertThat(page.complaints()).isEmpty();
		}
	}

	@Test
	@DisplayName("A lost connection is said in plain words, and the page goes on by itself")
	void connection(DashboardPage page) {
		String port = "server.port=" + unsharedPort();
		try (DashboardApplication application = DashboardApplication.start(port)) {
			application.registry().queue("before");
			page.open(application.url()).live().awaitNames("before");
		}
		page.await(() -> page.text("#connection").equals("Connection lost"));
		assertThat(page.text("#banner")).contains("The connection is lost. The server does not answer.")
			.containsPattern("Since \\d\\d:\\d\\d:\\d\\d, \\d+ s")
			.contains("Try now");
		try (DashboardApplication application = DashboardApplication.start(port)) {
			SyncRegistry registry = application.registry();
			registry.queue("after");
			page.live().awaitNames("after");
			assertThat(page.one("#banner").isDisplayed()).isFalse();
		}
	}

	/**
	 * Return a free port that nobody gets while the application is away: it is below the
	 * ports from which systems pick.
	 */
	private static int unsharedPort() {
		return ThreadLocalRandom.current()
			.ints(22_000, 32_000)
			.filter(DashboardAccessTests::isFree)
			.findFirst()
			.getAsInt();
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port)) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Test
	@DisplayName("While an engine gets no answer from its store, what is shown is said to be old")
	void engineAway(DashboardPage page) {
		try (DashboardApplication application = DashboardApplication.start("sync.engine=" + RemoteEngine.NAME,
				"sync.queues.near.engine=local")) {
			application.registry().queue("jobs");
			page.open(application.url()).live().awaitNames("jobs", "near");
			assertThat(page.text("#engine")).isEqualTo("remote, local");
			assertThat(page.one("#away").isDisplayed()).isFalse();
			application.bean(RemoteEngine.class).setReachable(false);
			page.await(() -> page.text("#away").contains("gets no answer from its store"));
			page.select("jobs").await(() -> page.text("#detail .notes").contains("This is its last known state"));
			page.select("near").await(() -> page.text("#detail-name").equals("near"));
			page.await(() -> page.text("#detail .notes").isEmpty());
			application.bean(RemoteEngine.class).setReachable(true);
			page.await(() -> !page.one("#away").isDisplayed());
			assertThat(page.complaints()).isEmpty();
		}
	}

	@Test
	@DisplayName("An ended session is said, and nothing asks for a password unbidden")
	void signedOut(DashboardPage page) {
		try (DashboardApplication application = DashboardApplication.builder().secured().start()) {
			page.open(application.url()).signIn().live();
			page.forgetCookies();
			page.await(() -> page.text("#connection").equals("Not signed in"));
			assertThat(page.text("#banner")).contains("You are not signed in, or no longer")
				.contains("Reload the page");
		}
	}

	@Test
	@DisplayName("With the token in a cookie that scripts cannot read a change goes through")
	void tokenInCookie(DashboardPage page) {
		try (DashboardApplication application = DashboardApplication.builder()
			.secured()
			.properties("test.csrf-cookie=true", "management.endpoint.sync.access=unrestricted")
			.start()) {
			SyncQueue<String> jobs = application.registry().queue("jobs");
			page.open(application.url()).signIn().live().select("jobs").click("[data-action=pause]");
			page.click("#dialog-confirm");
			page.await(() -> page.text("#table tbody .badge").equals("Paused"));
			assertThat(jobs.isPaused()).isTrue();
			page.click("[data-action=resume]");
			page.await(() -> !jobs.isPaused());
		}
	}

	@Test
	@DisplayName("An account that may not read the sync endpoint is told so")
	void forbidden(DashboardPage page) {
		try (DashboardApplication application = DashboardApplication.builder()
			.secured()
			.properties("test.forbid=true")
			.start()) {
			page.open(application.url()).signIn();
			page.await(() -> page.text("#banner").contains("You are not allowed to see this"));
			assertThat(page.text("#connection")).isEqualTo("Not allowed");
		}
	}

}
