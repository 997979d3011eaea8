/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.runtimesync.SyncUnavailableException;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.engine.HeldItems;
import io.github.runtimesync.engine.PutObservation;
import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.listener.SyncListenerSnapshot.State;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dead letters that their queue does not take although it has room.
 */
@Timeout(120)
class RefusedDeadLetterTests {

	/** Longer than any test waits for a close. */
	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	private final Set<Object> refused = ConcurrentHashMap.newKeySet();

	private volatile RuntimeException refusal = new IllegalArgumentException("cannot be written down");

	private volatile int offers;

	@RegisterExtension
	private final ListenerFixture fixture = new ListenerFixture(
			RegistrySettings.DEFAULT.withPutObserver((queue, item) -> {
				if (item instanceof DeadLetter<?> letter && this.refused.contains(letter.item())) {
					this.offers++;
					throw this.refusal;
				}
				return PutObservation.NONE;
			}));

	RefusedDeadLetterTests() {
		this.fixture.options.getRetry().setMaxRetries(0L);
	}

	@Test
	@DisplayName("A letter that is refused again and again holds up no close, and is reported with what was not taken")
	void closeOfRefused() throws Exception {
		this.refused.add("refused");
		DefaultSyncListenerContainer container = listenUntilBlocked("refused");
		this.fixture.jobs().put("not taken");
		close(container);
		assertThat(container.figures().held()).isEqualTo(new HeldItems("jobs", 0, 0, 1));
		assertThat(this.fixture.jobs().size()).isOne();
		assertThat(container.isRunning()).isFalse();
	}

	@Test
	@DisplayName("A close waits for a letter that was refused only a few times")
	void closeAfterFewRefusals() throws Exception {
		this.refused.add("refused");
		DefaultSyncListenerContainer container = listenUntilBlocked("refused");
		assertThat(container.figures().hasMore(0)).isTrue();
		this.refused.clear();
		close(container);
		assertThat(container.figures().held()).isEqualTo(new HeldItems("jobs", 0, 0, 0));
		assertThat(this.fixture.dead().size()).isOne();
	}

	@Test
	@DisplayName("An engine without an answer is waited for, since it may have one soon")
	void unavailable() throws Exception {
		this.refusal = new SyncUnavailableException("no answer", null);
		this.refused.add("late");
		DefaultSyncListenerContainer container = listenUntilBlocked("late");
		TestThreads.eventually().until(() -> this.offers > 12);
		assertThat(container.figures().hasMore(0)).isTrue();
		this.refused.clear();
		close(container);
		assertThat(this.fixture.dead().size()).isOne();
	}

	@Test
	@DisplayName("A letter that is refused does not hold up those behind it")
	void others() throws Exception {
		this.refused.add("refused");
		this.fixture.options.setConcurrency("2");
		SyncListenerContainer container = this.fixture.listen((item) -> {
			if (!item.equals("refused")) {
				TestThreads.eventually().until(() -> state() == State.BLOCKED);
			}
			throw new IllegalStateException("never works");
		});
		this.fixture.jobs().put("other");
		TestThreads.eventually().until(() -> container.snapshot().inProcess() == 1);
		this.fixture.jobs().put("refused");
		TestThreads.eventually().until(() -> this.fixture.dead().size() == 1);
		assertThat(this.fixture.dead().get().item()).isEqualTo("other");
		assertThat(container.snapshot().undeliverable()).isOne();
		this.refused.clear();
		TestThreads.eventually().until(() -> state() == State.RUNNING);
		assertThat(this.fixture.dead().get().item()).isEqualTo("refused");
	}

	private static void close(DefaultSyncListenerContainer container) {
		try (TestThreads threads = new TestThreads()) {
			threads.run("close", () -> new ListenerDrain(List.of(container), TIMEOUT).close()).result();
		}
	}

	private DefaultSyncListenerContainer listenUntilBlocked(String item) throws InterruptedException {
		SyncListenerContainer container = this.fixture.listen((job) -> {
			throw new IllegalStateException("never works");
		});
		this.fixture.jobs().put(item);
		TestThreads.eventually().until(() -> state() == State.BLOCKED);
		return (DefaultSyncListenerContainer) container;
	}

	private State state() {
		return this.fixture.listeners().getContainer("jobs").snapshot().state();
	}

}
