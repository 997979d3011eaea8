/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.contract.TestThreads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Dead letters on their way back.
 */
@Timeout(60)
class DeadLetterReplayTests {

	@RegisterExtension
	private final ListenerFixture fixture = new ListenerFixture();

	private final List<String> done = new CopyOnWriteArrayList<>();

	private volatile boolean broken = true;

	private SyncListenerContainer container;

	@BeforeEach
	void threeDeadLetters() throws Exception {
		this.fixture.options.getRetry().setMaxRetries(0L);
		this.fixture.registry.queue("jobs", 3);
		this.container = this.fixture.listen((item) -> {
			if (this.broken) {
				throw new IllegalStateException();
			}
			this.done.add(item);
		});
		for (String item : List.of("one", "two", "three")) {
			this.fixture.jobs().put(item);
		}
		TestThreads.eventually().until(() -> this.fixture.dead().size() == 3);
		this.broken = false;
	}

	@Test
	@DisplayName("All dead letters can be replayed, in their order")
	void all() {
		assertThat(this.fixture.listeners().replayAll("jobs")).isEqualTo(3);
		TestThreads.eventually().until(() -> this.done.size() == 3);
		assertThat(this.done).containsExactly("one", "two", "three");
		assertThat(this.fixture.dead().size()).isZero();
	}

	@Test
	@DisplayName("A single one can be replayed; it begins with attempt one")
	void one() throws Exception {
		String id = this.fixture.dead()
			.asBlockingQueue()
			.stream()
			.filter((letter) -> letter.item().equals("two"))
			.findFirst()
			.orElseThrow()
			.id();
		this.broken = true;
		assertThat(this.fixture.listeners().replay("jobs", id)).isTrue();
		TestThreads.eventually().until(() -> this.fixture.dead().size() == 3);
		assertThat(this.fixture.listeners().replay("jobs", id)).isFalse();
		assertThat(this.fixture.dead().asBlockingQueue()).extracting(DeadLetter::item)
			.containsExactly("one", "three", "two");
		assertThat(this.fixture.dead().asBlockingQueue()).extracting(DeadLetter::attempts).containsOnly(1);
	}

	@Test
	@DisplayName("What the queue has no room for stays a dead letter")
	void full() throws Exception {
		this.container.stop();
		assertThat(this.container.awaitQuiet(Duration.ofSeconds(30))).isTrue();
		this.fixture.jobs().put("fresh");
		this.fixture.jobs().put("fresh");
		assertThat(this.fixture.listeners().replayAll("jobs")).isOne();
		assertThat(this.fixture.dead().size()).isEqualTo(2);
		String id = this.fixture.dead().asBlockingQueue().element().id();
		assertThatExceptionOfType(QueueFullException.class)
			.isThrownBy(() -> this.fixture.listeners().replay("jobs", id));
		assertThat(this.fixture.dead().size()).isEqualTo(2);
		assertThat(this.fixture.jobs().size()).isEqualTo(3);
	}

	@Test
	@DisplayName("What finds the queue closed stays a dead letter")
	void closed() {
		this.fixture.jobs().close();
		assertThatExceptionOfType(QueueClosedException.class)
			.isThrownBy(() -> this.fixture.listeners().replayAll("jobs"));
		assertThat(this.fixture.dead().size()).isEqualTo(3);
	}

	@Test
	@DisplayName("Dead letters of other listeners stay")
	void others() throws Exception {
		DeadLetter<String> letter = this.fixture.dead().get();
		this.fixture.dead()
			.put(new DeadLetter<>("other", "other", letter.cause(), 1, letter.firstFailure(), letter.lastFailure(),
					"others", "others"));
		assertThat(this.fixture.listeners().replayAll("jobs")).isEqualTo(2);
		assertThat(this.fixture.listeners().replay("jobs", "other")).isFalse();
		assertThat(this.fixture.dead().get().id()).isEqualTo("other");
	}

	@Test
	@DisplayName("An unknown listener is refused")
	void unknown() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.fixture.listeners().replayAll("unknown"));
	}

}
