/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EngineWaitGroup;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@code sync.diagnostics.*}.
 */
class SyncDiagnosticsTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class));

	@Test
	@DisplayName("Call sites are captured with sync.diagnostics.capture-call-sites=true")
	void captured() {
		this.contextRunner.withPropertyValues("sync.diagnostics.capture-call-sites=true").run((context) -> {
			EngineWaitGroup group = counted(context);
			assertThat(group.siteCounts()).singleElement().satisfies((site) -> assertThat(site.added()).isEqualTo(2));
			assertThat(group.waitingCallers(1)).singleElement()
				.satisfies(
						(caller) -> assertThat(caller.callSite()).asString().contains("SyncDiagnosticsTests.counted"));
		});
	}

	@Test
	@DisplayName("By default they are not")
	void notCaptured() {
		this.contextRunner.run((context) -> {
			EngineWaitGroup group = counted(context);
			assertThat(group.siteCounts()).isEmpty();
			assertThat(group.waitingCallers(1)).singleElement()
				.satisfies((caller) -> assertThat(caller.callSite()).isNull());
		});
	}

	private static EngineWaitGroup counted(ApplicationContext context) {
		context.getBean(SyncRegistry.class).waitGroup("tasks").add(2);
		context.getBean(SyncRegistry.class).waitGroup("tasks").whenZero();
		return (EngineWaitGroup) context.getBean(DefaultSyncRegistry.class)
			.find(SyncKind.WAIT_GROUP, "tasks")
			.orElseThrow();
	}

}
