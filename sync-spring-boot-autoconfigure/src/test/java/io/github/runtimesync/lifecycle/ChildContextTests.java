/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.lifecycle;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.listener.SyncListener;
import io.github.runtimesync.listener.SyncListenerContainer;
import io.github.runtimesync.listener.SyncListenerRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with a child context, both with auto-configuration.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class ChildContextTests {

	private ConfigurableApplicationContext child;

	private ConfigurableApplicationContext parent;

	private DefaultSyncRegistry registry;

	@BeforeEach
	void run() {
		this.child = new SpringApplicationBuilder(ParentConfiguration.class).web(WebApplicationType.NONE)
			.child(ChildConfiguration.class)
			.web(WebApplicationType.SERVLET)
			.run("--server.port=0", "--spring.lifecycle.timeout-per-shutdown-phase=60s");
		this.parent = (ConfigurableApplicationContext) this.child.getParent();
		assertThat(this.parent).isNotNull();
		this.registry = this.parent.getBean(DefaultSyncRegistry.class);
	}

	@Test
	@DisplayName("A child context uses the registry of its parent, and leaves it open when it closes alone")
	void closeChild(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext root = this.parent) {
			assertThat(this.child.getBean(SyncRegistry.class)).isSameAs(this.registry);
			this.registry.queue("nobodys").add("item");
			this.child.close();
			assertThat(this.registry.isClosed()).isFalse();
			assertThat(output).doesNotContain("still held");
			this.registry.queue("parents").add("item");
			assertThat(root.getBean(Received.class).parents.take()).isEqualTo("item");
		}
		assertThat(this.registry.isClosed()).isTrue();
		assertThat(output).containsOnlyOnce("queue \"nobodys\" still held 1 item(s)");
	}

	@Test
	@DisplayName("The listeners of a child context end with it")
	void closeChildWithListener() throws Exception {
		try (ConfigurableApplicationContext root = this.parent) {
			this.registry.queue("childs").add("item");
			Received received = root.getBean(Received.class);
			assertThat(received.childs.take()).isEqualTo("item");
			SyncListenerContainer container = this.child.getBean(SyncListenerRegistry.class).getContainer("childs");
			assertThat(container).isNotNull();
			Collection<SyncListenerContainer> ofParent = root.getBean(SyncListenerRegistry.class).getContainers();
			assertThat(ofParent).extracting(SyncListenerContainer::getId).containsExactly("parents");
			this.child.close();
			assertThat(container.isRunning()).isFalse();
			assertThat(this.registry.queue("childs").isClosed()).isFalse();
		}
	}

	@Test
	@DisplayName("A request to a child context that waits for an item does not hold up the shutdown of both")
	void closeParent(CapturedOutput output) throws Exception {
		CompletableFuture<HttpResponse<String>> response;
		try (ConfigurableApplicationContext root = this.parent) {
			String port = this.child.getEnvironment().getProperty("local.server.port");
			response = HttpClient.newHttpClient()
				.sendAsync(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/take")).build(),
						BodyHandlers.ofString());
			TestThreads.eventually()
				.until(() -> this.registry.find(SyncKind.QUEUE, "empty")
					.filter((queue) -> !queue.blockedThreads().isEmpty())
					.isPresent());
		}
		assertThat(response.get().body()).isEqualTo("null");
		assertThat(output).contains("Graceful shutdown complete").doesNotContain("Graceful shutdown aborted");
	}

	record Received(BlockingQueue<String> parents, BlockingQueue<String> childs) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ParentConfiguration {

		@Bean
		Received received() {
			return new Received(new LinkedBlockingQueue<>(), new LinkedBlockingQueue<>());
		}

		@Bean
		ParentListener parentListener(Received received) {
			return new ParentListener(received);
		}

	}

	record ParentListener(Received received) {

		@SyncListener(queue = "parents")
		void receive(String item) {
			this.received.parents.add(item);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ChildConfiguration {

		@Bean
		ChildController childController(Received received, SyncRegistry registry) {
			return new ChildController(received, registry);
		}

	}

	@RestController
	record ChildController(Received received, SyncRegistry registry) {

		@SyncListener(queue = "childs")
		void receive(String item) {
			this.received.childs.add(item);
		}

		@GetMapping("/take")
		String take() throws InterruptedException {
			return String.valueOf(this.registry.queue("empty").get());
		}

	}

}
