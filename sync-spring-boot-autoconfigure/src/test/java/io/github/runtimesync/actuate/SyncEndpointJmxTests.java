/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.lang.management.ManagementFactory;
import java.util.Set;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.runtimesync.SyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SyncEndpoint} and {@link SyncEndpointJmxExtension} over JMX.
 */
class SyncEndpointJmxTests {

	@Test
	@DisplayName("The endpoint can be called over JMX, with values masked")
	void jmx() throws Exception {
		SpringApplication application = new SpringApplication(TestConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run("--spring.jmx.enabled=true",
				"--spring.jmx.unique-names=true", "--management.endpoints.jmx.exposure.include=sync",
				"--management.endpoint.sync.show-values=always")) {
			context.getBean(SyncRegistry.class).shared("a/b,c", "s3cret");
			MBeanServer server = ManagementFactory.getPlatformMBeanServer();
			Set<ObjectName> names = server
				.queryNames(new ObjectName("org.springframework.boot:type=Endpoint,name=Sync,*"), null);
			assertThat(names).hasSize(1);
			ObjectName name = names.iterator().next();
			Object one = server.invoke(name, "primitive", new Object[] { "shareds", "a/b,c" },
					new String[] { String.class.getName(), String.class.getName() });
			assertThat(one).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("name", "a/b,c")
				.containsEntry("value", "******");
			Object overview = server.invoke(name, "overview", new Object[0], new String[0]);
			assertThat(overview.toString()).contains("a/b,c").doesNotContain("s3cret");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TestConfiguration {

	}

}
