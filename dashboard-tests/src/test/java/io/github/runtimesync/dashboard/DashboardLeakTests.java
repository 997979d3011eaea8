/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.dashboard;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.github.runtimesync.SyncWaitGroup;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The way to a forgotten {@code done()} with call sites captured.
 */
@ExtendWith(Browser.class)
class DashboardLeakTests {

	@Test
	@DisplayName("One done missing among twenty is found by comparing places")
	void oneMissing(DashboardPage page) {
		try (DashboardApplication application = DashboardApplication
			.start("sync.diagnostics.capture-call-sites=true")) {
			SyncWaitGroup group = application.registry().waitGroup("import");
			group.add(20);
			for (int i = 0; i < 20; i++) {
				work(group, i);
			}
			page.open(application.url()).live().tab("waitGroups").select("import");
			page.await(() -> page.text("#detail").contains("20 added, 19 done in this round. Where they came from:"));
			assertThat(page.text("#detail .threads")).contains("DashboardLeakTests.csv")
				.contains("0 added, 10 done")
				.contains("DashboardLeakTests.xml")
				.contains("0 added, 9 done");
			assertThat(page.text("#detail .advice")).contains("A done() that was reached less often");
		}
	}

	private static void work(SyncWaitGroup group, int number) {
		if (number % 2 == 0) {
			csv(group);
		}
		else {
			xml(group, number);
		}
	}

	private static void csv(SyncWaitGroup group) {
		group.done();
	}

	private static void xml(SyncWaitGroup group, int number) {
		if (number == 13) {
			return;
		}
		group.done();
	}

}
