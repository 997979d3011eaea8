/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.autoconfigure.SyncAutoConfiguration;
import io.github.runtimesync.autoconfigure.SyncListenerAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The two workers that the README compares do the same, and are what it shows.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ReadmeTests {

	private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

	private final Map<String, AtomicInteger> sent = new ConcurrentHashMap<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer((context) -> context.getBeanFactory()
			.setConversionService(ApplicationConversionService.getSharedInstance()))
		.withConfiguration(AutoConfigurations.of(SyncAutoConfiguration.class, SyncListenerAutoConfiguration.class))
		.withPropertyValues("mails.retry-delay=50ms")
		.withBean(Mailer.class, () -> this::send);

	@ParameterizedTest
	@ValueSource(classes = { MailWorker.class, HandWrittenMailWorker.class })
	@DisplayName("The README shows the code that is tested here")
	void shown(Class<?> worker) throws IOException {
		String source = Files.readString(Path.of("src/test/java", worker.getName().replace('.', '/').concat(".java")));
		assertThat(Files.readString(Path.of("..", "README.md")))
			.contains(source.substring(source.indexOf("@Component")));
	}

	@ParameterizedTest
	@ValueSource(classes = { MailWorker.class, HandWrittenMailWorker.class })
	@DisplayName("What fails is tried again, what always fails or throws an error is dead, and workers go on")
	void failures(Class<?> worker) {
		this.runner.withBean(worker).run((context) -> {
			SyncQueue<Mail> mails = context.getBean(SyncRegistry.class).queue("mails");
			List.of("always", "error", "error", "error", "error", "twice", "fine")
				.forEach((text) -> mails.add(new Mail(text)));
			SyncQueue<Object> dead = context.getBean(SyncRegistry.class).queue("mails.dead");
			await().atMost(1, TimeUnit.MINUTES).untilAsserted(() -> assertThat(dead.size()).isEqualTo(5));
			await().atMost(1, TimeUnit.MINUTES)
				.untilAsserted(() -> assertThat(this.sent).containsOnlyKeys("twice", "fine"));
			assertThat(this.calls.get("always")).hasValue(4);
			assertThat(this.calls.get("twice")).hasValue(3);
			assertThat(this.calls.get("error")).hasValue(4);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { MailWorker.class, HandWrittenMailWorker.class })
	@DisplayName("At the end, what is queued or waits for a retry is still sent, each once")
	void shutdown(Class<?> worker) {
		this.runner.withBean(worker).run((context) -> {
			SyncQueue<Mail> mails = context.getBean(SyncRegistry.class).queue("mails");
			mails.add(new Mail("twice"));
			IntStream.range(0, 500).forEach((i) -> mails.add(new Mail("mail " + i)));
			((ConfigurableApplicationContext) context.getSourceApplicationContext()).close();
			assertThat(this.sent).hasSize(501);
			assertThat(this.sent.values()).allSatisfy((count) -> assertThat(count).hasValue(1));
		});
	}

	private void send(Mail mail) {
		int call = this.calls.computeIfAbsent(mail.text(), (text) -> new AtomicInteger()).incrementAndGet();
		switch (mail.text()) {
			case "always" -> throw new IllegalStateException("always");
			case "error" -> throw new AssertionError("error");
			case "twice" -> {
				if (call < 3) {
					throw new IllegalStateException("twice");
				}
			}
			default -> {
			}
		}
		this.sent.computeIfAbsent(mail.text(), (text) -> new AtomicInteger()).incrementAndGet();
	}

}
