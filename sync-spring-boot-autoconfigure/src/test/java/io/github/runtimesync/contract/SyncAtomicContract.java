/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.contract.TestThreads.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What a {@link SyncAtomic} promises.
 */
public abstract class SyncAtomicContract extends SyncContract {

	/**
	 * Return what adding beyond the range of a long does.
	 * @return {@code true} if the value wraps, {@code false} if the call throws
	 * {@link ArithmeticException} and changes nothing
	 */
	protected boolean wrapsOnOverflow() {
		return true;
	}

	@Test
	@DisplayName("A new counter is zero unless it is given an initial value")
	void startsAtInitial() {
		assertThat(this.registry.atomic("a").get()).isZero();
		assertThat(this.registry.atomic("b", -7).get()).isEqualTo(-7);
		assertThat(this.registry.atomic("b").name()).isEqualTo("b");
	}

	@Test
	@DisplayName("add returns the new value")
	void addReturnsTheNewValue() {
		SyncAtomic atomic = this.registry.atomic("a", 10);
		assertThat(atomic.add()).isEqualTo(11);
		assertThat(atomic.add(5)).isEqualTo(16);
		assertThat(atomic.add(-20)).isEqualTo(-4);
		assertThat(atomic.add(0)).isEqualTo(-4);
		assertThat(atomic.get()).isEqualTo(-4);
	}

	@Test
	@DisplayName("set replaces the value, getAndSet returns the one before")
	void setReplacesTheValue() {
		SyncAtomic atomic = this.registry.atomic("a");
		atomic.set(3);
		assertThat(atomic.get()).isEqualTo(3);
		assertThat(atomic.getAndSet(4)).isEqualTo(3);
		assertThat(atomic.get()).isEqualTo(4);
	}

	@Test
	@DisplayName("compareAndSet changes the value only if it is the expected one")
	void compareAndSetNeedsTheExpectedValue() {
		SyncAtomic atomic = this.registry.atomic("a", 1);
		assertThat(atomic.compareAndSet(2, 3)).isFalse();
		assertThat(atomic.get()).isEqualTo(1);
		assertThat(atomic.compareAndSet(1, 3)).isTrue();
		assertThat(atomic.get()).isEqualTo(3);
	}

	@Test
	@DisplayName("update returns the new value, and a throwing function leaves the old one")
	void updateReturnsTheNewValue() {
		SyncAtomic atomic = this.registry.atomic("a", 6);
		assertThat(atomic.update((value) -> value * 7)).isEqualTo(42);
		assertThatIllegalStateException().isThrownBy(() -> atomic.update((value) -> {
			throw new IllegalStateException("no");
		})).withMessage("no");
		assertThat(atomic.get()).isEqualTo(42);
	}

	@Test
	@DisplayName("Values are exact over the whole range of a long")
	void valuesAreExact() {
		SyncAtomic atomic = this.registry.atomic("a", Long.MIN_VALUE);
		assertThat(atomic.get()).isEqualTo(Long.MIN_VALUE);
		assertThat(atomic.add(Long.MAX_VALUE)).isEqualTo(-1);
		atomic.set((1L << 53) + 1);
		assertThat(atomic.add()).isEqualTo((1L << 53) + 2);
		assertThat(atomic.compareAndSet((1L << 53) + 1, 0)).isFalse();
		assertThat(atomic.update((value) -> Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
		assertThat(atomic.get()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	@DisplayName("Overflow wraps, or throws ArithmeticException and changes nothing")
	void overflow() {
		overflows(Long.MAX_VALUE, 1);
		overflows(Long.MIN_VALUE, -1);
		overflows(Long.MAX_VALUE, Long.MAX_VALUE);
		overflows(-2, Long.MIN_VALUE);
	}

	private void overflows(long value, long delta) {
		SyncAtomic atomic = this.registry.atomic("a");
		atomic.set(value);
		if (wrapsOnOverflow()) {
			assertThat(atomic.add(delta)).isEqualTo(value + delta);
			assertThat(atomic.get()).isEqualTo(value + delta);
		}
		else {
			assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> atomic.add(delta))
				.withMessageContaining("atomic \"a\"");
			assertThat(atomic.get()).isEqualTo(value);
		}
	}

	@Test
	@DisplayName("Each of many concurrent adds gets a value of its own")
	void addsGetDistinctValues() {
		SyncAtomic atomic = this.registry.atomic("a");
		int adds = rounds(200_000);
		List<Task<long[]>> adders = this.threads.startTogether(4, "adder", (i) -> () -> {
			long[] values = new long[adds];
			for (int j = 0; j < adds; j++) {
				values[j] = (i % 2 == 0) ? atomic.add() : atomic.add(1);
			}
			return values;
		});
		long[] values = adders.stream().map(Task::result).flatMapToLong(LongStream::of).sorted().toArray();
		assertThat(values).isEqualTo(LongStream.rangeClosed(1, 4L * adds).toArray());
	}

	@Test
	@DisplayName("No change is lost among add, update and compareAndSet")
	void noChangeIsLost() {
		SyncAtomic atomic = this.registry.atomic("a");
		int changes = rounds(100_000);
		this.threads.startTogether(3, "changer", (i) -> () -> {
			for (int j = 0; j < changes; j++) {
				switch (i) {
					case 0 -> atomic.add(3);
					case 1 -> atomic.update((value) -> value + 5);
					default -> replace(atomic, -1);
				}
			}
			return null;
		});
		this.threads.joinAll();
		assertThat(atomic.get()).isEqualTo(7L * changes);
	}

	private static void replace(SyncAtomic atomic, long delta) {
		long seen = atomic.get();
		while (!atomic.compareAndSet(seen, seen + delta)) {
			seen = atomic.get();
		}
	}

	@Test
	@DisplayName("getAndSet hands each change to exactly one caller")
	void getAndSetTakesEachChangeOnce() {
		SyncAtomic atomic = this.registry.atomic("a");
		int changes = rounds(100_000);
		List<Task<Long>> takers = this.threads.startTogether(3, "taker", (i) -> () -> {
			long taken = 0;
			for (int j = 0; j < changes; j++) {
				atomic.add();
				taken += atomic.getAndSet(0);
			}
			return taken;
		});
		assertThat(takers.stream().mapToLong(Task::result).sum() + atomic.get()).isEqualTo(3L * changes);
	}

	@Test
	@DisplayName("Lock-free: an update in flight keeps nobody from changing the value")
	void updateBlocksNobody() {
		SyncAtomic atomic = this.registry.atomic("a", 1);
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		Task<Long> updater = this.threads.start("updater", () -> atomic.update((value) -> {
			if (calls.incrementAndGet() == 1) {
				inside.countDown();
				TestThreads.pass(goOn);
			}
			return value * 10;
		}));
		TestThreads.pass(inside);
		assertThat(this.threads.start("adder", () -> atomic.add(4)).result()).isEqualTo(5);
		goOn.countDown();
		assertThat(updater.result()).isEqualTo(50);
		assertThat(calls).hasValue(2);
	}

	@Test
	@DisplayName("What happens before a change is visible to whoever reads that value")
	void changesPublish() {
		SyncAtomic atomic = this.registry.atomic("a");
		int[] plain = new int[rounds(20_000)];
		Task<Void> reader = this.threads.run("reader", () -> {
			int seen;
			do {
				seen = (int) atomic.get();
				if (seen > 0) {
					assertThat(plain[seen - 1]).isEqualTo(seen);
				}
			}
			while (seen < plain.length && !Thread.currentThread().isInterrupted());
		});
		for (int i = 0; i < plain.length; i++) {
			plain[i] = i + 1;
			atomic.add();
		}
		reader.result();
	}

}
