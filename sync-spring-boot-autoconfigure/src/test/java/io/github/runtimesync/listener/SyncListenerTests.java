/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aop.MethodBeforeAdvice;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.AliasFor;

import io.github.runtimesync.QueueSnapshot;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.autoconfigure.SyncAutoConfiguration;
import io.github.runtimesync.autoconfigure.SyncListenerAutoConfiguration;
import io.github.runtimesync.contract.TestThreads;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Annotated methods of beans.
 */
@Timeout(60)
class SyncListenerTests {

	private static final BlockingQueue<Object> RECEIVED = new LinkedBlockingQueue<>();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class, SyncListenerAutoConfiguration.class))
		.withPropertyValues("sync.listener.retry.delay=1ms")
		.withInitializer((context) -> RECEIVED.clear());

	@Test
	@DisplayName("A method gets the items of its queue, which gets the type of its parameter")
	void item() {
		this.contextRunner.withUserConfiguration(ItemListener.class).run((context) -> {
			context.getBean(SyncRegistry.class).queue("jobs").put(new Job("one"));
			assertThat(RECEIVED.take()).isEqualTo(new Job("one"));
			QueueSnapshot queue = (QueueSnapshot) context.getBean(SyncRegistry.class)
				.snapshot(SyncKind.QUEUE, "jobs")
				.orElseThrow();
			assertThat(queue.type()).isEqualTo(Job.class.getName());
		});
	}

	@Test
	@DisplayName("A message tells the attempt, and an id that stays the same to the dead letter")
	void message() {
		this.contextRunner.withUserConfiguration(MessageListener.class).run((context) -> {
			context.getBean(SyncRegistry.class).queue("jobs").put(new Job("one"));
			SyncMessage<?> first = (SyncMessage<?>) RECEIVED.take();
			SyncMessage<?> second = (SyncMessage<?>) RECEIVED.take();
			assertThat(first.item()).isEqualTo(new Job("one"));
			assertThat(first.attempt()).isOne();
			assertThat(second.attempt()).isEqualTo(2);
			assertThat(second.id()).isEqualTo(first.id());
			DeadLetter<?> letter = (DeadLetter<?>) context.getBean(SyncRegistry.class).queue("failed").get();
			assertThat(letter.id()).isEqualTo(first.id());
		});
	}

	@Test
	@DisplayName("A list gets batches: complete ones at once, others after their time")
	void batch() {
		this.contextRunner.withUserConfiguration(BatchListener.class).run((context) -> {
			SyncRegistry registry = context.getBean(SyncRegistry.class);
			SyncListenerContainer container = context.getBean(SyncListenerRegistry.class).getContainer("jobs");
			container.pause();
			assertThat(container.awaitQuiet(Duration.ofSeconds(30))).isTrue();
			for (int i = 0; i < 7; i++) {
				registry.queue("jobs").put(new Job("" + i));
			}
			container.resume();
			assertThat((List<?>) RECEIVED.take()).hasSize(3);
			assertThat((List<?>) RECEIVED.take()).hasSize(3);
			assertThat(RECEIVED.take()).isEqualTo(List.of(new Job("6")));
		});
	}

	@Test
	@DisplayName("A batch that is not full waits for more")
	void batchWaits() {
		this.contextRunner.withUserConfiguration(BatchListener.class)
			.withPropertyValues("sync.listener.by-id.jobs.batch.timeout=1h")
			.run((context) -> {
				for (int i = 0; i < 3; i++) {
					context.getBean(SyncRegistry.class).queue("jobs").put(new Job("" + i));
				}
				assertThat((List<?>) RECEIVED.take()).hasSize(3);
				context.getBean(SyncRegistry.class).queue("jobs").put(new Job("last"));
				SyncListenerContainer container = context.getBean(SyncListenerRegistry.class).getContainer("jobs");
				TestThreads.eventually().until(() -> context.getBean(SyncRegistry.class).queue("jobs").size() == 0);
				assertThat(RECEIVED).isEmpty();
				container.stop();
				assertThat(RECEIVED.take()).isEqualTo(List.of(new Job("last")));
			});
	}

	@Test
	@DisplayName("A failed batch stays together for its retries; then each item becomes a dead letter")
	void failedBatch() {
		this.contextRunner.withUserConfiguration(MessageBatchListener.class).run((context) -> {
			SyncRegistry registry = context.getBean(SyncRegistry.class);
			SyncListenerContainer container = context.getBean(SyncListenerRegistry.class).getContainer("jobs");
			container.pause();
			assertThat(container.awaitQuiet(Duration.ofSeconds(30))).isTrue();
			registry.queue("jobs").put(new Job("one"));
			registry.queue("jobs").put(new Job("two"));
			container.resume();
			assertThat(RECEIVED.take()).isEqualTo(List.of(1, 1));
			assertThat(RECEIVED.take()).isEqualTo(List.of(2, 2));
			assertThat(((DeadLetter<?>) registry.queue("jobs.dead").get()).item()).isEqualTo(new Job("one"));
			assertThat(((DeadLetter<?>) registry.queue("jobs.dead").get()).item()).isEqualTo(new Job("two"));
		});
	}

	@Test
	@DisplayName("Placeholders are resolved, and properties for the id win over the annotation")
	void placeholders() {
		this.contextRunner.withUserConfiguration(PlaceholderListener.class)
			.withPropertyValues("my.queue=my.jobs", "my.concurrency=2-3", "sync.listener.by-id.mine.concurrency=5")
			.run((context) -> {
				SyncListenerContainer mine = context.getBean(SyncListenerRegistry.class).getContainer("mine");
				assertThat(mine.getQueue()).isEqualTo("my.jobs");
				assertThat(mine.snapshot().maxConcurrency()).isEqualTo(5);
				SyncListenerContainer other = context.getBean(SyncListenerRegistry.class).getContainer("other");
				assertThat(other.snapshot().minConcurrency()).isEqualTo(2);
				assertThat(other.snapshot().maxConcurrency()).isEqualTo(3);
				assertThat(other.isRunning()).isFalse();
			});
	}

	@Test
	@DisplayName("The annotation can be composed into another")
	void metaAnnotation() {
		this.contextRunner.withUserConfiguration(ComposedListener.class).run((context) -> {
			SyncListenerContainer container = context.getBean(SyncListenerRegistry.class).getContainer("mails");
			assertThat(container.snapshot().minConcurrency()).isEqualTo(3);
		});
	}

	@Test
	@DisplayName("A proxied bean is called through its proxy")
	void proxied() {
		this.contextRunner.withUserConfiguration(ProxiedListener.class).run((context) -> {
			context.getBean(SyncRegistry.class).queue("jobs").put(new Job("one"));
			assertThat(RECEIVED.take()).isEqualTo("advice");
			assertThat(RECEIVED.take()).isEqualTo(new Job("one"));
		});
	}

	@Test
	@DisplayName("A lazy bean listens once it is asked for")
	void lazyBean() {
		this.contextRunner.withUserConfiguration(LazyListener.class).run((context) -> {
			SyncListenerRegistry listeners = context.getBean(SyncListenerRegistry.class);
			assertThat(listeners.getContainer("jobs")).isNull();
			context.getBean(ItemListener.class);
			assertThat(listeners.getContainer("jobs").isRunning()).isTrue();
		});
	}

	@Test
	@DisplayName("Where all beans are lazy those that listen are not")
	void lazyInitialization() {
		this.contextRunner.withUserConfiguration(ItemListener.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context.getBean(SyncListenerRegistry.class).getContainer("jobs").isRunning())
				.isTrue());
	}

	@Test
	@DisplayName("Dead letters can have a listener themselves")
	void deadLetterListener() {
		this.contextRunner.withUserConfiguration(MessageListener.class, DeadLetterListener.class).run((context) -> {
			context.getBean(SyncRegistry.class).queue("jobs").put(new Job("one"));
			assertThat(RECEIVED.take()).isInstanceOf(SyncMessage.class);
			assertThat(RECEIVED.take()).isInstanceOf(SyncMessage.class);
			assertThat(RECEIVED.take()).isInstanceOf(DeadLetter.class);
		});
	}

	record Job(String name) {

	}

	static class ItemListener {

		@SyncListener(queue = "jobs")
		void process(Job job) {
			RECEIVED.add(job);
		}

	}

	static class MessageListener {

		@SyncListener(queue = "jobs", deadLetterQueue = "failed", retry = @SyncRetry(maxRetries = "1"))
		void process(SyncMessage<Job> message) {
			RECEIVED.add(message);
			throw new IllegalStateException();
		}

	}

	static class DeadLetterListener {

		@SyncListener(queue = "failed")
		private void process(DeadLetter<Job> letter) {
			RECEIVED.add(letter);
		}

	}

	static class BatchListener {

		@SyncListener(queue = "jobs", batchSize = "3", batchTimeout = "10ms")
		void process(List<Job> jobs) {
			RECEIVED.add(jobs);
		}

	}

	static class MessageBatchListener {

		@SyncListener(queue = "jobs", retry = @SyncRetry(maxRetries = "1"))
		void process(List<SyncMessage<Job>> jobs) {
			RECEIVED.add(jobs.stream().map(SyncMessage::attempt).toList());
			throw new IllegalStateException();
		}

	}

	static class PlaceholderListener {

		@SyncListener(id = "mine", queue = "${my.queue}", concurrency = "${my.concurrency}")
		@SyncListener(id = "other", queue = "${my.queue}", concurrency = "${my.concurrency}",
				autoStartup = "${my.startup:false}", stuckAfter = "${my.stuck:5m}")
		void process(Job job) {
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@SyncListener(queue = "", concurrency = "3")
	@interface ThreeWorkers {

		@AliasFor(annotation = SyncListener.class, attribute = "queue")
		String value();

	}

	static class ComposedListener {

		@ThreeWorkers("mails")
		void process(Job job) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ProxiedListener {

		@Bean
		ItemListener listener() {
			ProxyFactory factory = new ProxyFactory(new ItemListener());
			factory.setProxyTargetClass(true);
			AtomicInteger calls = new AtomicInteger();
			factory.addAdvice((MethodBeforeAdvice) (method, arguments, target) -> {
				if (method.getName().equals("process") && calls.getAndIncrement() == 0) {
					RECEIVED.add("advice");
				}
			});
			return (ItemListener) factory.getProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyListener {

		@Bean
		@Lazy
		ItemListener listener() {
			return new ItemListener();
		}

	}

}
