/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SyncEndpoint} and {@link SyncEndpointJmxExtension} over JMX.
 */
@ExtendWith(OutputCaptureExtension.class)
class SyncEndpointJmxTests {

	private static final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

	private static final AtomicInteger cases = new AtomicInteger();

	/** Of this case alone, whatever application of another one is still there. */
	private final String domain = getClass().getName() + cases.incrementAndGet();

	@Test
	@DisplayName("The endpoint can be called over JMX, with values masked")
	void jmx() throws Exception {
		try (ConfigurableApplicationContext context = start("--management.endpoint.sync.show-values=always")) {
			context.getBean(SyncRegistry.class).shared("a/b,c", "s3cret");
			ObjectName name = endpoint();
			Object one = server.invoke(name, "primitive", new Object[] { "shareds", "a/b,c" },
					new String[] { String.class.getName(), String.class.getName() });
			assertThat(one).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("name", "a/b,c")
				.containsEntry("value", "******");
			Object overview = server.invoke(name, "overview", new Object[0], new String[0]);
			assertThat(overview.toString()).contains("a/b,c").doesNotContain("s3cret");
		}
	}

	@Test
	@DisplayName("Primitives can be changed and removed over JMX once that is allowed")
	void changes(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start("--management.endpoint.sync.access=unrestricted")) {
			SyncRegistry registry = context.getBean(SyncRegistry.class);
			registry.atomic("a/b,c", 3);
			registry.queue("jobs");
			assertThat(change("atomics", "a/b,c", null, "5")).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("changed", true);
			assertThat(registry.atomic("a/b,c").get()).isEqualTo(5);
			change("queues", "jobs", "pause", null);
			assertThat(registry.queue("jobs").isPaused()).isTrue();
			assertThat(change("queues", "nobody", "pause", null)).isNull();
			assertThatExceptionOfType(ReflectionException.class)
				.isThrownBy(() -> change("atomics", "a/b,c", null, "many"))
				.withMessageContaining("must be a whole number");
			String[] signature = { String.class.getName(), String.class.getName() };
			server.invoke(endpoint(), "remove", new Object[] { "queues", "jobs" }, signature);
			assertThat(registry.count(SyncKind.QUEUE)).isZero();
			assertThat(output).contains("queue \"jobs\": removed by \"anonymous\" over jmx");
		}
	}

	@Test
	@DisplayName("Nothing can be changed over JMX by default")
	void readOnly() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			assertThat(server.getMBeanInfo(endpoint()).getOperations()).extracting(MBeanOperationInfo::getName)
				.contains("primitive")
				.doesNotContain("change", "remove");
		}
	}

	private ConfigurableApplicationContext start(String... arguments) {
		SpringApplication application = new SpringApplication(TestConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		return application.run(Stream
			.concat(Stream.of("--spring.jmx.enabled=true", "--spring.jmx.unique-names=true",
					"--management.endpoints.jmx.domain=" + this.domain,
					"--management.endpoints.jmx.exposure.include=sync"), Arrays.stream(arguments))
			.toArray(String[]::new));
	}

	private ObjectName endpoint() throws Exception {
		Set<ObjectName> names = server.queryNames(new ObjectName(this.domain + ":type=Endpoint,name=Sync,*"), null);
		assertThat(names).hasSize(1);
		return names.iterator().next();
	}

	private Object change(String kind, String name, String action, String value) throws Exception {
		String[] signature = new String[4];
		Arrays.fill(signature, String.class.getName());
		return server.invoke(endpoint(), "change", new Object[] { kind, name, action, value }, signature);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TestConfiguration {

	}

}
