/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.redis.server.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for changes through the {@link SyncEndpoint} that the engine cannot make.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class SyncEndpointFailureTests {

	private final RedisServer server = RedisServer.start();

	private EndpointApplication application;

	private DefaultSyncRegistry registry;

	@BeforeEach
	void start() {
		this.application = new EndpointApplication(WebApplicationType.SERVLET, Application.class,
				"spring.application.name=failing",
				"spring.autoconfigure.exclude=" + String.join(",", RedisAwayTests.SECURITY), "sync.engine=redis",
				"sync.redis.max-value-size=1KB", "spring.data.redis.host=127.0.0.1",
				"spring.data.redis.port=" + this.server.port(), "management.endpoint.sync.access=unrestricted");
		this.registry = this.application.registry();
	}

	@AfterEach
	void close() {
		this.server.thaw();
		this.application.close();
		this.server.close();
	}

	@Test
	@DisplayName("While Redis is frozen a change is answered with 503, and a removal is recorded that took effect here")
	void unavailable(CapturedOutput output) {
		this.registry.atomic("requests", 3);
		this.registry.atomic("old", 3);
		this.server.freeze();
		CompletableFuture<HttpResponse<String>> set = request(
				() -> this.application.post("/atomics/requests", "{\"value\": 5}"));
		HttpResponse<String> removed = request(() -> this.application.delete("/atomics/old")).join();
		EndpointApplication.assertProblem(removed, 503, "atomic \"old\"");
		EndpointApplication.assertProblem(set.join(), 503, "atomic \"requests\"");
		assertThat(this.registry.find(SyncKind.ATOMIC, "old")).isEmpty();
		assertThat(output.getOut().lines().filter((line) -> line.contains("atomic \"old\": removed by \"anonymous\"")))
			.hasSize(1);
		assertThat(this.application.bean(AuditEventRepository.class).find(null, null, null)).singleElement()
			.satisfies((event) -> {
				assertThat(event.getType()).isEqualTo("SYNC_REMOVE");
				assertThat(event.getData()).containsEntry("name", "old");
			});
	}

	@Test
	@DisplayName("A change that Redis refuses for want of memory is a conflict, and the answer says what to do")
	void outOfMemory() throws Exception {
		this.registry.atomic("requests", 3);
		this.server.run("CONFIG", "SET", "maxmemory", "1");
		EndpointApplication.assertProblem(this.application.post("/atomics/requests", "{\"value\": 5}"), 409,
				"raise its maxmemory");
	}

	@Test
	@DisplayName("A value that the engine does not take is a bad request")
	void tooLarge() throws Exception {
		this.registry.shared("mode", String.class).set("fast");
		HttpResponse<String> response = this.application.post("/shareds/mode",
				"{\"value\": \"%s\"}".formatted("s3cret".repeat(1_000)));
		EndpointApplication.assertProblem(response, 400, "shared variable \"mode\" cannot take this java.lang.String");
		assertThat(response.body()).doesNotContain("s3cret");
		assertThat(this.registry.shared("mode", String.class).get()).isEqualTo("fast");
	}

	private static CompletableFuture<HttpResponse<String>> request(Callable<HttpResponse<String>> call) {
		Supplier<HttpResponse<String>> supplier = () -> {
			try {
				return call.call();
			}
			catch (Exception ex) {
				throw new CompletionException(ex);
			}
		};
		return CompletableFuture.supplyAsync(supplier);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		AuditEventRepository auditEventRepository() {
			return new InMemoryAuditEventRepository();
		}

	}

}
