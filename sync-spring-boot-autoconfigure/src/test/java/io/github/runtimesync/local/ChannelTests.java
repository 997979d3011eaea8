/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.local.QueueWaiter.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Channel}, one thread playing all parts.
 */
class ChannelTests {

	private final Channel<String> channel = new Channel<>(2);

	@Test
	@DisplayName("an item goes to the getter that has waited longest, not into the ring")
	void handOver() {
		ParkedWaiter<String> first = getter();
		ParkedWaiter<String> second = getter();
		assertThat(this.channel.takeOrEnlist(first)).isTrue();
		assertThat(this.channel.takeOrEnlist(second)).isTrue();
		assertThat(this.channel.tryPut("a")).isTrue();
		assertThat(first.outcome()).isEqualTo(Outcome.SERVED);
		assertThat(second.outcome()).isNull();
		assertThat(this.channel.state().size()).isZero();
		assertThat(first.removeItem()).isEqualTo("a");
		assertThat(first.removeItem()).isNull();
		assertThat(this.channel.state().getterCount()).isEqualTo(1);
	}

	@Test
	@DisplayName("the item of a waiting putter enters in the step that makes room, so that nobody overtakes it")
	void admit() {
		fill("a", "b");
		ParkedWaiter<String> first = putter("c");
		ParkedWaiter<String> second = putter("d");
		assertThat(this.channel.putOrEnlist(first)).isTrue();
		assertThat(this.channel.putOrEnlist(second)).isTrue();
		assertThat(this.channel.tryTake()).isEqualTo("a");
		assertThat(first.outcome()).isEqualTo(Outcome.SERVED);
		assertThat(first.removeItem()).isNull();
		assertThat(second.outcome()).isNull();
		assertThat(this.channel.tryPut("e")).isFalse();
		assertThat(this.channel.takeAll(3)).containsExactly("b", "c");
		assertThat(second.outcome()).isEqualTo(Outcome.SERVED);
		assertThat(this.channel.tryTake()).isEqualTo("d");
	}

	@Test
	@DisplayName("a waiter that comes when it can be served is not enlisted")
	void notEnlisted() {
		ParkedWaiter<String> putter = putter("a");
		assertThat(this.channel.putOrEnlist(putter)).isFalse();
		assertThat(putter.outcome()).isEqualTo(Outcome.SERVED);
		ParkedWaiter<String> getter = getter();
		assertThat(this.channel.takeOrEnlist(getter)).isFalse();
		assertThat(getter.removeItem()).isEqualTo("a");
	}

	@Test
	@DisplayName("a getter that has left takes nothing, one that was served cannot leave")
	void withdrawGetter() {
		ParkedWaiter<String> leaving = getter();
		ParkedWaiter<String> staying = getter();
		this.channel.takeOrEnlist(leaving);
		this.channel.takeOrEnlist(staying);
		assertThat(this.channel.withdraw(leaving)).isTrue();
		this.channel.tryPut("a");
		assertThat(this.channel.withdraw(staying)).isFalse();
		assertThat(staying.removeItem()).isEqualTo("a");
		assertThat(leaving.outcome()).isEqualTo(Outcome.WITHDRAWN);
		assertThat(leaving.removeItem()).isNull();
	}

	@Test
	@DisplayName("a putter that has left puts nothing and keeps no item, one that was served cannot leave")
	void withdrawPutter() {
		fill("a", "b");
		ParkedWaiter<String> leaving = putter("c");
		ParkedWaiter<String> staying = putter("d");
		this.channel.putOrEnlist(leaving);
		this.channel.putOrEnlist(staying);
		assertThat(this.channel.withdraw(leaving)).isTrue();
		assertThat(leaving.removeItem()).isNull();
		this.channel.tryTake();
		assertThat(this.channel.withdraw(staying)).isFalse();
		assertThat(this.channel.takeAll(9)).containsExactly("b", "d");
	}

	@Test
	@DisplayName("closing lets all getters go")
	void closeWithGetters() {
		List<ParkedWaiter<String>> getters = List.of(getter(), getter(), getter());
		getters.forEach(this.channel::takeOrEnlist);
		assertThat(this.channel.gate().close()).isTrue();
		assertThat(this.channel.gate().close()).isFalse();
		assertThat(getters).extracting(ParkedWaiter::outcome).containsOnly(Outcome.CLOSED);
		assertThat(this.channel.state().getterCount()).isZero();
	}

	@Test
	@DisplayName("closing lets all putters go, and what was queued can still be taken")
	void closeWithPutters() {
		fill("a", "b");
		List<ParkedWaiter<String>> putters = List.of(putter("c"), putter("d"));
		putters.forEach(this.channel::putOrEnlist);
		this.channel.gate().close();
		assertThat(putters).extracting(ParkedWaiter::outcome).containsOnly(Outcome.CLOSED);
		assertThat(this.channel.tryPut("e")).isFalse();
		assertThat(this.channel.takeAll(9)).containsExactly("a", "b");
		ParkedWaiter<String> getter = getter();
		assertThat(this.channel.takeOrEnlist(getter)).isFalse();
		assertThat(getter.outcome()).isEqualTo(Outcome.CLOSED);
	}

	@Test
	@DisplayName("puts and gets count what was handed over, too")
	void counts() {
		this.channel.takeOrEnlist(getter());
		fill("a", "b");
		this.channel.tryTake();
		assertThat(this.channel.state().puts()).isEqualTo(2);
		assertThat(this.channel.state().gets()).isEqualTo(2);
	}

	private void fill(String... items) {
		for (String item : items) {
			assertThat(this.channel.tryPut(item)).isTrue();
		}
	}

	private ParkedWaiter<String> getter() {
		return new ParkedWaiter<>(this, null, ParkedWaiter.FOREVER);
	}

	private ParkedWaiter<String> putter(String item) {
		return new ParkedWaiter<>(this, item, ParkedWaiter.FOREVER);
	}

}
