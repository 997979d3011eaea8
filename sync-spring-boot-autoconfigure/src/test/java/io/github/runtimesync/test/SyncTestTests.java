/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.SyncShared;
import io.github.runtimesync.SyncWaitGroup;
import io.github.runtimesync.local.LocalSyncRegistry;
import io.github.runtimesync.test.SyncTest.LeftoverCallers;

import static io.github.runtimesync.test.SyncAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What {@link SyncTest} does for tests, seen from outside: the classes at the end are the
 * tests of a user, run by the engine's test kit.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class SyncTestTests {

	/**
	 * What the tests of a user note down about their contexts, threads and handles.
	 */
	private static final List<Object> NOTES = new CopyOnWriteArrayList<>();

	@BeforeEach
	void forget() {
		NOTES.clear();
	}

	@Test
	@DisplayName("Each test finds the registry as the application started with it, in one context")
	void clean() {
		run(CleanCase.class).testEvents().assertStatistics((tests) -> tests.succeeded(3).failed(0));
		assertThat(NOTES).hasSize(3).containsOnly(NOTES.get(0));
	}

	@Test
	@DisplayName("Nested tests are clean as well")
	void nested() {
		run(NestedCase.class).testEvents().assertStatistics((tests) -> tests.succeeded(2).failed(0));
	}

	@Test
	@DisplayName("What a class prepares once is not part of the application")
	void beforeAll() {
		run(BeforeAllCase.class).testEvents().assertStatistics((tests) -> tests.succeeded(2).failed(0));
	}

	@Test
	@DisplayName("Callers that a test leaves waiting are released and fail it, by name")
	void leftoverCallers() throws InterruptedException {
		EngineExecutionResults results = run(LeftoverCase.class);
		results.testEvents().assertStatistics((tests) -> tests.succeeded(1).failed(1));
		assertThat(failures(results)).singleElement()
			.asString()
			.contains("thread \"stuck-putter\" in put of queue \"held\"")
			.contains("thread \"stuck-waiter\" in await of wait group \"own-group\"")
			.contains("a future in getAsync of queue \"own-queue\"");
		for (Object thread : NOTES) {
			((Thread) thread).join();
		}
	}

	@Test
	@DisplayName("Callers that are left waiting can be a warning instead")
	void leftoverWarning(CapturedOutput output) throws InterruptedException {
		run(WarnCase.class).testEvents().assertStatistics((tests) -> tests.succeeded(1).failed(0));
		assertThat(output).contains("thread \"stuck-putter\" in put of queue \"held\"");
		((Thread) NOTES.get(0)).join();
	}

	@Test
	@DisplayName("A consumer that waits for items of the application's queue is a worker, not left over")
	void workersAreNotLeftOver() throws InterruptedException {
		run(WorkerCase.class).testEvents().assertStatistics((tests) -> tests.succeeded(1).failed(0));
		Thread worker = (Thread) NOTES.get(0);
		assertThat(worker.isAlive()).isTrue();
		worker.interrupt();
		worker.join();
	}

	@Test
	@DisplayName("After a test that closed or removed the application's primitives, the next has a new context")
	void stale(CapturedOutput output) {
		run(StaleCase.class).testEvents().assertStatistics((tests) -> tests.succeeded(3).failed(0));
		assertThat(NOTES).hasSize(3).doesNotHaveDuplicates();
		assertThat(output).contains("queue \"held\" was closed").contains("atomic \"counter\" was removed");
	}

	@Test
	@DisplayName("A slice gets a registry, and answers back-pressure")
	void slice() {
		run(SliceCase.class).testEvents().assertStatistics((tests) -> tests.succeeded(2).failed(0));
	}

	@Test
	@DisplayName("A reactive slice gets a registry, and answers back-pressure")
	void reactiveSlice() {
		run(ReactiveSliceCase.class).testEvents().assertStatistics((tests) -> tests.succeeded(2).failed(0));
	}

	@Test
	@DisplayName("Without the starter's registry a test fails and says why")
	void noRegistry() {
		EngineExecutionResults results = run(NoRegistryCase.class);
		assertThat(failures(results)).singleElement().asString().contains("@SyncTest needs the SyncRegistry");
	}

	@Test
	@DisplayName("Without the annotation nothing is reset")
	void withoutAnnotation() {
		run(PlainCase.class).testEvents().assertStatistics((tests) -> tests.succeeded(2).failed(0));
	}

	@Test
	@DisplayName("Where JUnit runs tests in parallel, those that share the registry do not overlap")
	void parallel() {
		EngineTestKit.engine("junit-jupiter")
			.configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
			.configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
			.configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
			.configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
			.selectors(DiscoverySelectors.selectClass(ParallelCase.class),
					DiscoverySelectors.selectClass(OtherParallelCase.class))
			.execute()
			.testEvents()
			.assertStatistics((tests) -> tests.succeeded(6).failed(0));
	}

	private static EngineExecutionResults run(Class<?> test) {
		return EngineTestKit.engine("junit-jupiter").selectors(DiscoverySelectors.selectClass(test)).execute();
	}

	private static List<String> failures(EngineExecutionResults results) {
		return results.testEvents()
			.failed()
			.stream()
			.flatMap((Event event) -> event.getPayload(org.junit.platform.engine.TestExecutionResult.class).stream())
			.flatMap((result) -> result.getThrowable().stream())
			.map(Throwable::getMessage)
			.toList();
	}

	private static Thread start(String name, Interruptible action) {
		Thread thread = new Thread(() -> {
			try {
				action.run();
			}
			catch (Exception ex) {
				// Released by whatever exception.
			}
		}, name);
		thread.start();
		await().until(() -> Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(thread.getState()));
		NOTES.add(thread);
		return thread;
	}

	private interface Interruptible {

		void run() throws Exception;

	}

	/**
	 * A bean with handles of its own, and declared primitives.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Holder holder(SyncRegistry registry) {
			return new Holder(registry.queue("held", String.class, 1), registry.atomic("counter"),
					registry.shared("mode", "fast"), registry.waitGroup("group"));
		}

	}

	record Holder(SyncQueue<String> queue, SyncAtomic counter, SyncShared<String> mode, SyncWaitGroup group) {

	}

	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	@SyncTest
	@TestPropertySource(properties = "sync.atomics.declared.initial=7")
	@TestMethodOrder(MethodOrderer.MethodName.class)
	abstract static class Case {

		@Autowired
		SyncRegistry registry;

		@Autowired
		Holder holder;

		@Autowired
		ApplicationContext context;

	}

	static class CleanCase extends Case {

		@Test
		void first() {
			checkThenUse();
		}

		@Test
		void second() {
			checkThenUse();
		}

		@Test
		void third() {
			checkThenUse();
		}

		private void checkThenUse() {
			NOTES.add(this.context);
			assertThat(this.registry.count(SyncKind.QUEUE)).isEqualTo(1);
			assertThat(this.holder.queue()).isEmpty().isOpen();
			assertThat(this.holder.queue().isPaused()).isFalse();
			assertThat(this.holder.counter()).hasValue(0);
			assertThat(this.registry.atomic("declared")).hasValue(7);
			assertThat(this.holder.mode()).hasValue("fast");
			assertThat(this.holder.group()).isZero();
			this.registry.queue("held").pause();
			this.registry.queue("held", String.class).add("left");
			assertThat(this.holder.queue()).isFull().isPaused();
			this.registry.queue("mine", 5).close();
			this.registry.atomic("counter").add(3);
			assertThat(this.holder.counter()).hasValue(3);
			this.registry.atomic("declared").set(0);
			this.holder.mode().set("slow");
			this.holder.group().add(2);
		}

	}

	@SyncTest
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	static class NestedCase {

		@Autowired
		Holder holder;

		@Test
		void outer() {
			assertThat(this.holder.counter().add()).isEqualTo(1);
		}

		@Nested
		class Inner {

			@Test
			void inner() {
				assertThat(NestedCase.this.holder.counter().add()).isEqualTo(1);
			}

		}

	}

	@TestInstance(Lifecycle.PER_CLASS)
	@TestPropertySource(properties = "sync.atomics.of-before-all-case=")
	static class BeforeAllCase extends Case {

		@BeforeAll
		void prepare() {
			this.registry.atomic("prepared", 7);
			this.holder.queue().add("prepared");
		}

		@Test
		void first() {
			check();
		}

		@Test
		void second() {
			check();
		}

		private void check() {
			assertThat(this.registry.snapshot(SyncKind.ATOMIC, "prepared")).isEmpty();
			assertThat(this.holder.queue()).isEmpty();
		}

	}

	static class LeftoverCase extends Case {

		@Test
		void leaves() {
			this.holder.queue().add("full");
			start("stuck-putter", () -> this.registry.queue("held").put("left"));
			this.registry.waitGroup("own-group").add();
			start("stuck-waiter", () -> this.registry.waitGroup("own-group").await());
			this.registry.queue("own-queue").getAsync();
		}

		@Test
		void next() {
			assertThat(this.holder.queue()).isEmpty();
			assertThat(this.registry.count(SyncKind.WAIT_GROUP)).isEqualTo(1);
		}

	}

	@SyncTest(leftoverCallers = LeftoverCallers.WARN)
	static class WarnCase extends Case {

		@Test
		void leaves() {
			this.holder.queue().add("full");
			start("stuck-putter", () -> this.registry.queue("held").put("left"));
		}

	}

	static class WorkerCase extends Case {

		@Test
		void startsWorker() {
			start("worker", () -> this.holder.queue().forEach((item) -> {
			}));
		}

	}

	static class StaleCase extends Case {

		@Test
		void aCloses() {
			checkUsable();
			this.registry.queue("held").close();
		}

		@Test
		void bRemoves() {
			checkUsable();
			this.registry.remove(SyncKind.ATOMIC, "counter");
		}

		@Test
		void cUses() {
			checkUsable();
		}

		private void checkUsable() {
			NOTES.add(this.context);
			this.holder.queue().add("one");
			assertThat(this.registry.<String>queue("held")).containsExactly("one");
			assertThat(this.registry.atomic("counter")).isSameAs(this.holder.counter());
		}

	}

	@WebMvcTest(SliceController.class)
	@ContextConfiguration(classes = SliceController.class)
	@SyncTest
	@TestPropertySource(properties = "sync.queues.jobs.max-size=1")
	static class SliceCase {

		@Autowired
		MockMvcTester mvc;

		@Test
		void first() {
			fill();
		}

		@Test
		void second() {
			fill();
		}

		private void fill() {
			assertThat(this.mvc.post().uri("/jobs")).hasStatus(200);
			assertThat(this.mvc.post().uri("/jobs")).hasStatus(503).hasHeader("Retry-After", "2");
		}

	}

	@WebFluxTest(SliceController.class)
	@ContextConfiguration(classes = SliceController.class)
	@SyncTest
	@TestPropertySource(properties = "sync.queues.jobs.max-size=1")
	static class ReactiveSliceCase {

		@Autowired
		WebTestClient client;

		@Test
		void first() {
			fill();
		}

		@Test
		void second() {
			fill();
		}

		private void fill() {
			this.client.post().uri("/jobs").exchange().expectStatus().isOk();
			this.client.post()
				.uri("/jobs")
				.exchange()
				.expectStatus()
				.isEqualTo(503)
				.expectHeader()
				.valueEquals("Retry-After", "2");
		}

	}

	@RestController
	static class SliceController {

		private final SyncQueue<String> jobs;

		SliceController(SyncRegistry registry) {
			this.jobs = registry.queue("jobs");
		}

		@PostMapping("/jobs")
		void submit() {
			this.jobs.add("job");
		}

	}

	@SpringJUnitConfig(NoRegistryCase.OwnRegistry.class)
	@SyncTest
	static class NoRegistryCase {

		@Test
		void test() {
		}

		@Configuration(proxyBeanMethods = false)
		static class OwnRegistry {

			@Bean
			SyncRegistry syncRegistry() {
				return Mockito.mock(SyncRegistry.class);
			}

		}

	}

	@SpringJUnitConfig(PlainCase.PlainRegistry.class)
	@TestMethodOrder(MethodOrderer.MethodName.class)
	static class PlainCase {

		@Autowired
		SyncRegistry registry;

		@Test
		void a() {
			assertThat(this.registry.atomic("kept").add()).isEqualTo(1);
		}

		@Test
		void b() {
			assertThat(this.registry.atomic("kept").add()).isEqualTo(2);
		}

		@Configuration(proxyBeanMethods = false)
		static class PlainRegistry {

			@Bean
			SyncRegistry syncRegistry() {
				return LocalSyncRegistry.create();
			}

		}

	}

	static class ParallelCase extends Case {

		static final AtomicInteger INSIDE = new AtomicInteger();

		@Test
		void a() {
			alone();
		}

		@Test
		void b() {
			alone();
		}

		@Test
		void c() {
			alone();
		}

		private void alone() {
			assertThat(INSIDE.incrementAndGet()).isEqualTo(1);
			List<Long> seen = new ArrayList<>();
			Stream.generate(() -> this.holder.counter().add()).limit(10_000).forEach(seen::add);
			assertThat(seen).last().isEqualTo(10_000L);
			assertThat(INSIDE.decrementAndGet()).isZero();
		}

	}

	static class OtherParallelCase extends ParallelCase {

	}

}
