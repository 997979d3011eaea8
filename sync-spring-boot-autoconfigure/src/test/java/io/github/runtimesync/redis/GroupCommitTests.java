/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.runtimesync.SyncUnavailableException;
import io.github.runtimesync.contract.TestThreads;
import io.github.runtimesync.contract.TestThreads.Task;
import io.github.runtimesync.redis.Failure.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link GroupCommit} and {@link Request}, with scripts that end when the test
 * says so.
 */
@Timeout(60)
class GroupCommitTests {

	private static final String AGAIN = "again";

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final List<List<Ask>> sent = new ArrayList<>();

	private final List<CompletableFuture<List<Object>>> replies = new ArrayList<>();

	private final Figures figures = new Figures();

	private final RoundTrip roundTrip = new RoundTrip();

	private final GroupCommit<Ask, String> commit = new GroupCommit<>(new GroupCommit.Operation<>() {

		@Override
		public CompletableFuture<List<Object>> send(List<Ask> batch, long deadlineNanos) {
			GroupCommitTests.this.sent.add(batch);
			CompletableFuture<List<Object>> reply = new CompletableFuture<>();
			GroupCommitTests.this.replies.add(reply);
			return reply;
		}

		@Override
		public void settle(List<Ask> batch, List<Object> reply) {
			IntStream.range(0, batch.size()).forEach((i) -> {
				if (reply.get(i).equals(AGAIN)) {
					GroupCommitTests.this.commit.resubmit(batch.get(i));
				}
				else {
					batch.get(i).complete((String) reply.get(i));
				}
			});
		}

	}, this.figures, this.roundTrip);

	private final TestThreads threads = new TestThreads();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	@DisplayName("While a script is under way requests gather for the next one, in order")
	void gathers() {
		Ask first = submit();
		Ask second = submit();
		Ask third = submit();
		assertThat(this.sent).containsExactly(List.of(first));
		this.replies.get(0).complete(List.of("1"));
		assertThat(first.await()).isEqualTo("1");
		assertThat(this.sent).containsExactly(List.of(first), List.of(second, third));
		this.replies.get(1).complete(List.of("2", "3"));
		assertThat(second.await()).isEqualTo("2");
		assertThat(third.await()).isEqualTo("3");
		Ask fourth = submit();
		assertThat(this.sent.get(2)).containsExactly(fourth);
	}

	@Test
	@DisplayName("A failed script fails the requests it carried, and no others")
	void failure() {
		Ask first = submit();
		Ask second = submit();
		this.replies.get(0).completeExceptionally(new Failure(Reason.UNANSWERED));
		assertThat(this.threads.start("first", first::await).failure()).isInstanceOf(SyncUnavailableException.class)
			.hasMessageContainingAll("test", "may or may not");
		this.replies.get(1).complete(List.of("2"));
		assertThat(second.await()).isEqualTo("2");
	}

	@Test
	@DisplayName("A reply that makes no sense fails its requests, and the next batch goes on")
	void nonsense() {
		Ask first = submit();
		Ask second = submit();
		this.replies.get(0).complete(List.of());
		assertThat(this.threads.start("first", first::await).failure()).hasMessageContaining("no sense");
		this.replies.get(1).complete(List.of("2"));
		assertThat(second.await()).isEqualTo("2");
	}

	@Test
	@DisplayName("A withdrawn request is never sent; one that was sent cannot be withdrawn")
	void withdrawal() {
		Ask first = submit();
		Ask second = submit();
		assertThat(this.commit.withdraw(first)).isFalse();
		assertThat(this.commit.withdraw(second)).isTrue();
		this.replies.get(0).complete(List.of("1"));
		assertThat(this.sent).hasSize(1);
		assertThat(first.await()).isEqualTo("1");
	}

	@Test
	@DisplayName("A caller whose deadline passes learns whether its request was sent")
	void deadline() {
		Ask first = new Ask(Duration.ZERO);
		Ask second = new Ask(Duration.ZERO);
		this.commit.submit(first);
		this.commit.submit(second);
		assertThat(this.threads.start("first", first::await).failure()).hasMessageContaining("may or may not");
		assertThat(this.threads.start("second", second::await).failure()).hasMessageContaining("did not happen");
		assertThat(second.isWithdrawn()).isTrue();
	}

	@Test
	@DisplayName("What is given up before it was sent is collectable while the script before it is under way")
	void forgotten() {
		submit();
		List<WeakReference<Ask>> references = List.of(giveUp(), withdraw());
		await().untilAsserted(() -> {
			System.gc();
			assertThat(references).allMatch((reference) -> reference.get() == null);
		});
		assertThat(this.sent).hasSize(1);
	}

	private WeakReference<Ask> giveUp() {
		Ask request = new Ask(Duration.ZERO);
		assertThatExceptionOfType(SyncUnavailableException.class).isThrownBy(() -> this.commit.call(request))
			.withMessageContaining("did not happen");
		return new WeakReference<>(request);
	}

	private WeakReference<Ask> withdraw() {
		Ask request = submit();
		assertThat(this.commit.withdraw(request)).isTrue();
		return new WeakReference<>(request);
	}

	@Test
	@DisplayName("An interrupt does not end the wait, and is not swallowed")
	void interrupt() {
		Task<Boolean> caller = this.threads.start("caller", () -> {
			assertThat(this.commit.call(new Ask(PATIENCE))).isEqualTo("1");
			return Thread.currentThread().isInterrupted();
		});
		caller.awaitBlocked();
		caller.thread().interrupt();
		caller.awaitBlocked();
		this.replies.get(0).complete(List.of("1"));
		assertThat(caller.result()).isTrue();
	}

	@Test
	@DisplayName("Answers are timed, failures are not")
	void timing() {
		IntStream.range(0, 50).forEach((i) -> this.roundTrip.answered(TimeUnit.MICROSECONDS.toNanos(80)));
		long known = this.roundTrip.patienceNanos();
		for (int i = 0; i < 50; i++) {
			submit();
			this.replies.get(i).completeExceptionally(new Failure(Reason.CLOSED));
		}
		assertThat(this.roundTrip.patienceNanos()).isEqualTo(known);
		await().untilAsserted(() -> {
			submit();
			this.replies.get(this.replies.size() - 1).complete(List.of("1"));
			assertThat(this.roundTrip.patienceNanos()).isNotEqualTo(known);
		});
	}

	@Test
	@DisplayName("A request that could not be served is sent again with the next script")
	void resubmission() {
		Ask first = submit();
		this.replies.get(0).complete(List.of(AGAIN));
		assertThat(this.sent).containsExactly(List.of(first), List.of(first));
		this.replies.get(1).complete(List.of("1"));
		assertThat(first.await()).isEqualTo("1");
	}

	private Ask submit() {
		Ask request = new Ask(PATIENCE);
		this.commit.submit(request);
		return request;
	}

	/**
	 * A request for a text.
	 */
	private static final class Ask extends Request<String> {

		Ask(Duration patience) {
			super("test", System.nanoTime() + patience.toNanos());
		}

	}

}
