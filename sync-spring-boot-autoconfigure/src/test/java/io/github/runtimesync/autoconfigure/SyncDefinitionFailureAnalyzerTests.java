/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link SyncDefinitionFailureAnalyzer}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SyncDefinitionFailureAnalyzerTests {

	@Test
	@DisplayName("A contradiction at start is reported with what to change")
	void report(CapturedOutput output) {
		SpringApplication application = new SpringApplication(ContradictingConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(() -> application.run("--sync.queues.jobs.max-size=100"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("queue \"jobs\" has max-size 100 but was asked for with max-size 50")
			.contains("Set 'sync.queues.jobs.max-size'");
	}

	@Test
	@DisplayName("A bad value is reported with its property")
	void badValue(CapturedOutput output) {
		SpringApplication application = new SpringApplication(ContradictingConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(() -> application.run("--sync.queues.jobs.max-size=-3"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("sync.queues.jobs.max-size")
			.contains("Must be 0 or greater");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ContradictingConfiguration {

		@Bean
		SyncQueue<String> jobs(SyncRegistry registry) {
			return registry.queue("jobs", 50);
		}

	}

}
