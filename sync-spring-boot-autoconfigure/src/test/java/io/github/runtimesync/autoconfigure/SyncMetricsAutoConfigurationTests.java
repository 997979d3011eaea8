/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.metrics.SyncMeterBinder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SyncMetricsAutoConfiguration}.
 */
class SyncMetricsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
						SyncAutoConfiguration.class, SyncMetricsAutoConfiguration.class))
		.withBean(SimpleMeterRegistry.class);

	@Test
	@DisplayName("Primitives are measured wherever they are created")
	void meters() {
		this.contextRunner.withPropertyValues("sync.atomics.declared.initial=4").run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			context.getBean(SyncRegistry.class).atomic("later", 3);
			assertThat(meters.get("sync.atomic.value").tag("name", "declared").gauge().value()).isEqualTo(4);
			assertThat(meters.get("sync.atomic.value").tag("name", "later").gauge().value()).isEqualTo(3);
		});
	}

	@Test
	@DisplayName("Nothing is measured when it is switched off")
	void switchedOff() {
		this.contextRunner.withPropertyValues("sync.metrics.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SyncMeterBinder.class));
	}

	@Test
	@DisplayName("Nothing is measured without Micrometer")
	void withoutMicrometer() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class, SyncMetricsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("syncMeterBinder")
				.hasSingleBean(SyncRegistry.class));
	}

	@Test
	@DisplayName("A user's binder wins")
	void usersBinderWins() {
		this.contextRunner
			.withBean("custom", SyncMeterBinder.class,
					() -> new SyncMeterBinder(io.github.runtimesync.local.LocalSyncRegistry.create(), 1))
			.run((context) -> assertThat(context).hasSingleBean(SyncMeterBinder.class).hasBean("custom"));
	}

}
