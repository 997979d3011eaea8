/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.scheduling.annotation.Async;

import io.github.runtimesync.autoconfigure.SyncAutoConfiguration;
import io.github.runtimesync.autoconfigure.SyncListenerAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Listeners that cannot work say so at the start, with bean, method and what to do.
 */
class SyncListenerDefinitionTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class, SyncListenerAutoConfiguration.class));

	@Test
	@DisplayName("Two listeners cannot have the same id")
	void duplicateId() {
		assertRefused(DuplicateId.class, "another", "has the id \"jobs\", as another listener has", "set the id");
	}

	@Test
	@DisplayName("A placeholder must be defined")
	void placeholder() {
		assertRefused(UnknownPlaceholder.class, "process",
				"has concurrency = \"${unknown}\" with a placeholder that nothing defines", "${name:4}");
	}

	@Test
	@DisplayName("Attributes must be readable")
	void unreadable() {
		assertRefused(Unreadable.class, "process", "has delay = \"soon\", which cannot be read", "500ms");
	}

	@ParameterizedTest
	@CsvSource({ "0", "4-2", "many", "-1" })
	@DisplayName("Concurrency must be a number or two")
	void concurrency(String concurrency) {
		this.contextRunner.withUserConfiguration(Good.class)
			.withPropertyValues("sync.listener.by-id.jobs.concurrency=" + concurrency)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(SyncListenerDefinitionException.class)
				.hasMessageContaining("concurrency must be a number from 1 up")
				.hasMessageContaining("sync.listener.by-id.jobs"));
	}

	@Test
	@DisplayName("The type of the queue and that of the parameter must fit")
	void type() {
		this.contextRunner.withUserConfiguration(Good.class)
			.withPropertyValues("sync.queues.jobs.type=java.lang.Integer")
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(SyncListenerDefinitionException.class)
				.hasMessageContaining("Good.process of bean")
				.hasMessageContaining("takes java.lang.String, but queue \"jobs\" has the type java.lang.Integer")
				.hasMessageContaining("sync.queues.jobs.type"));
	}

	@Test
	@DisplayName("A queue of a more general or more special type fits")
	void fittingType() {
		this.contextRunner.withUserConfiguration(Good.class)
			.withPropertyValues("sync.queues.jobs.type=java.lang.CharSequence")
			.run((context) -> assertThat(context).hasNotFailed());
		this.contextRunner.withUserConfiguration(Anything.class)
			.withPropertyValues("sync.queues.jobs.type=java.lang.CharSequence")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	@DisplayName("A method that returns something, a future too, is refused")
	void returnValue() {
		assertRefused(Returns.class, "process", "returns java.util.concurrent.CompletableFuture", "make it void");
	}

	@Test
	@DisplayName("A method that runs elsewhere is refused")
	void async() {
		assertRefused(Asynchronous.class, "process", "is @Async", "remove @Async");
	}

	@Test
	@DisplayName("A method must have one parameter")
	void parameters() {
		assertRefused(TwoParameters.class, "process", "has 2 parameters", "SyncMessage<Item>");
	}

	@Test
	@DisplayName("A static method is refused")
	void staticMethod() {
		assertRefused(Static.class, "process", "is static", "instance method");
	}

	@Test
	@DisplayName("Batch attributes need a list")
	void batchWithoutList() {
		assertRefused(BatchWithoutList.class, "process", "has a batch size or timeout but takes no batch", "List");
	}

	@Test
	@DisplayName("The queue cannot be its own dead-letter queue")
	void ownDeadLetterQueue() {
		assertRefused(OwnDeadLetterQueue.class, "process", "makes no sense", "must not be the queue");
	}

	@Test
	@DisplayName("The bean must be a singleton")
	void prototype() {
		this.contextRunner.withUserConfiguration(Prototype.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThatThrownBy(() -> context.getBean(Good.class)).rootCause()
				.isInstanceOf(SyncListenerDefinitionException.class)
				.hasMessageContaining("not a singleton");
		});
	}

	private void assertRefused(Class<?> type, String method, String problem, String action) {
		this.contextRunner.withUserConfiguration(type)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(SyncListenerDefinitionException.class)
				.hasMessageContaining("." + method + " of bean \"")
				.hasMessageContaining(problem)
				.hasMessageContaining(action));
	}

	static class Good {

		@SyncListener(queue = "jobs")
		void process(String item) {
		}

	}

	static class Anything {

		@SyncListener(queue = "jobs")
		void process(Object item) {
		}

	}

	static class DuplicateId extends Good {

		@SyncListener(queue = "jobs")
		void another(String item) {
		}

		@Override
		void process(String item) {
		}

		@SyncListener(id = "jobs", queue = "others")
		void another(Integer item) {
		}

	}

	static class UnknownPlaceholder {

		@SyncListener(queue = "jobs", concurrency = "${unknown}")
		void process(String item) {
		}

	}

	static class Unreadable {

		@SyncListener(queue = "jobs", retry = @SyncRetry(delay = "soon"))
		void process(String item) {
		}

	}

	static class Returns {

		@SyncListener(queue = "jobs")
		CompletableFuture<Void> process(String item) {
			return CompletableFuture.completedFuture(null);
		}

	}

	static class Asynchronous {

		@Async
		@SyncListener(queue = "jobs")
		void process(String item) {
		}

	}

	static class TwoParameters {

		@SyncListener(queue = "jobs")
		void process(String item, int attempt) {
		}

	}

	static class Static {

		@SyncListener(queue = "jobs")
		static void process(List<String> items) {
		}

	}

	static class BatchWithoutList {

		@SyncListener(queue = "jobs", batchSize = "10")
		void process(String item) {
		}

	}

	static class OwnDeadLetterQueue {

		@SyncListener(queue = "jobs", deadLetterQueue = "jobs")
		void process(String item) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Prototype {

		@Bean
		@Scope("prototype")
		Good good() {
			return new Good();
		}

	}

}
