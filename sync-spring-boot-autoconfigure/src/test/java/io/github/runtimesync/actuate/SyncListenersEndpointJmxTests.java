/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.listener.SyncListenerEndpoint;
import io.github.runtimesync.listener.SyncListenerOptions;
import io.github.runtimesync.listener.SyncListenerRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SyncListenersEndpoint} over JMX.
 */
@Timeout(120)
class SyncListenersEndpointJmxTests {

	private static final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

	private static final AtomicInteger cases = new AtomicInteger();

	/** Of this case alone, whatever application of another one is still there. */
	private final String domain = getClass().getName() + cases.incrementAndGet();

	@Test
	@DisplayName("Listeners are shown, with items masked, and changed once that is allowed")
	void changes() throws Exception {
		try (ConfigurableApplicationContext context = start("--management.endpoint.synclisteners.access=unrestricted",
				"--management.endpoint.synclisteners.show-values=always")) {
			context.getBean(SyncRegistry.class).queue("a/b").put("s3cret");
			await().until(() -> context.getBean(SyncRegistry.class).queue("a/b.dead").size() == 1);
			assertThat(invoke("deadLetters", "a/b", null, null).toString()).contains("******").doesNotContain("s3cret");
			assertThat(invoke("change", "a/b", "pause", null, null)).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("changed", true);
			assertThat(invoke("change", "a/b", "replay", null, null)).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("moved", 1);
			assertThat(invoke("listener", "a/b")).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("state", "paused");
			assertThat(invoke("listeners").toString()).contains("a/b");
			assertThat(invoke("listener", "nobody")).isNull();
		}
	}

	@Test
	@DisplayName("Nothing can be changed over JMX by default")
	void readOnly() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			assertThat(context.isRunning()).isTrue();
			assertThat(server.getMBeanInfo(endpoint()).getOperations()).extracting(MBeanOperationInfo::getName)
				.containsExactlyInAnyOrder("listeners", "listener", "deadLetters");
		}
	}

	private ConfigurableApplicationContext start(String... arguments) {
		SpringApplication application = new SpringApplication(TestConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		String[] jmx = { "--spring.jmx.enabled=true", "--spring.jmx.unique-names=true",
				"--management.endpoints.jmx.domain=" + this.domain,
				"--management.endpoints.jmx.exposure.include=synclisteners" };
		String[] all = Arrays.copyOf(jmx, jmx.length + arguments.length);
		System.arraycopy(arguments, 0, all, jmx.length, arguments.length);
		ConfigurableApplicationContext context = application.run(all);
		SyncListenerOptions options = new SyncListenerOptions();
		options.getRetry().setMaxRetries(0L);
		context.getBean(SyncListenerRegistry.class)
			.register(SyncListenerEndpoint.forItems("a/b", "a/b", String.class, (item) -> {
				throw new IllegalStateException();
			}).withOptions(options));
		return context;
	}

	private ObjectName endpoint() throws Exception {
		return server.queryNames(new ObjectName(this.domain + ":type=Endpoint,name=Synclisteners,*"), null)
			.iterator()
			.next();
	}

	private Object invoke(String operation, Object... arguments) throws Exception {
		String[] signature = new String[arguments.length];
		Arrays.fill(signature, String.class.getName());
		if (operation.equals("deadLetters")) {
			Arrays.fill(signature, 1, 3, Integer.class.getName());
		}
		return server.invoke(endpoint(), operation, arguments, signature);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TestConfiguration {

	}

}
