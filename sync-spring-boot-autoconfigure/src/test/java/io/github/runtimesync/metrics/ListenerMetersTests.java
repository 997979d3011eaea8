/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.github.runtimesync.engine.CallObserver;
import io.github.runtimesync.engine.CallObserver.Consequence;
import io.github.runtimesync.engine.Envelope;
import io.github.runtimesync.engine.ListenerFigures;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenerMeters}.
 */
class ListenerMetersTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	@Test
	@DisplayName("A listener has gauges and counters with base units, however often it starts")
	void figures() {
		ListenerMeters listenerMeters = new ListenerMeters(this.meters, 10, true);
		listenerMeters.started(new Figures("a"));
		listenerMeters.started(new Figures("a"));
		assertThat(this.meters.get("sync.listener.workers").tags("name", "a", "queue", "jobs").gauge().value())
			.isEqualTo(4);
		assertThat(this.meters.get("sync.listener.active").gauge().value()).isEqualTo(3);
		assertThat(this.meters.get("sync.listener.in.retry").gauge().value()).isEqualTo(2);
		assertThat(this.meters.get("sync.listener.retries").functionCounter().count()).isEqualTo(7);
		assertThat(this.meters.get("sync.listener.dead.letters").functionCounter().count()).isEqualTo(1);
		assertThat(this.meters.getMeters()).hasSize(5)
			.allSatisfy((meter) -> assertThat(meter.getId().getBaseUnit()).isNotNull());
	}

	@Test
	@DisplayName("A call that fails after the end leaves no meter behind")
	void failureAfterClose() {
		ListenerMeters listenerMeters = new ListenerMeters(this.meters, 10, true);
		listenerMeters.started(new Figures("a"));
		CallObserver calls = listenerMeters.worker("a", "jobs");
		calls.begin(1, new Sent());
		listenerMeters.close();
		calls.failed(new IllegalStateException(), Consequence.RETRY);
		calls.end();
		assertThat(this.meters.getMeters()).isEmpty();
	}

	@Test
	@DisplayName("Success and failure are timed apart, the way through the queue at the first attempt only")
	void timers() {
		ListenerMeters listenerMeters = new ListenerMeters(this.meters, 10, true);
		listenerMeters.started(new Figures("a"));
		CallObserver calls = listenerMeters.worker("a", "jobs");
		calls.begin(1, new Sent());
		calls.failed(new IllegalStateException(), Consequence.RETRY);
		calls.end();
		calls.begin(2, new Sent());
		calls.end();
		calls.beginBatch(1, List.of(new Sent(), new Sent()));
		calls.end();
		assertThat(this.meters.get("sync.queue.dwell").timer().count()).isEqualTo(3);
		assertThat(this.meters.get("sync.listener.process")
			.tags("result", "failure", "exception", "IllegalStateException")
			.timer()
			.count()).isEqualTo(1);
		assertThat(
				this.meters.get("sync.listener.process").tags("result", "success", "exception", "none").timer().count())
			.isEqualTo(2);
	}

	@Test
	@DisplayName("Listeners beyond the limit have no meters")
	void limit() {
		ListenerMeters listenerMeters = new ListenerMeters(this.meters, 1, true);
		listenerMeters.started(new Figures("a"));
		listenerMeters.started(new Figures("b"));
		CallObserver calls = listenerMeters.worker("b", "jobs");
		calls.begin(1, new Sent());
		calls.end();
		assertThat(this.meters.find("sync.listener.workers").gauges()).hasSize(1);
		assertThat(this.meters.find("sync.listener.process").timers()).isEmpty();
	}

	@Test
	@DisplayName("All meters go when the application ends, also those of failures")
	void close() {
		ListenerMeters listenerMeters = new ListenerMeters(this.meters, 10, true);
		listenerMeters.started(new Figures("a"));
		CallObserver calls = listenerMeters.worker("a", "jobs");
		calls.begin(1, null);
		calls.failed(new IllegalStateException(), Consequence.DEAD_LETTER);
		calls.end();
		listenerMeters.close();
		assertThat(this.meters.getMeters()).isEmpty();
	}

	/**
	 * Figures of a listener.
	 *
	 * @param id its id
	 */
	private record Figures(String id) implements ListenerFigures {

		@Override
		public String queue() {
			return "jobs";
		}

		@Override
		public int workers() {
			return 4;
		}

		@Override
		public int activeWorkers() {
			return 3;
		}

		@Override
		public int inRetry() {
			return 2;
		}

		@Override
		public long retries() {
			return 7;
		}

		@Override
		public long deadLetters() {
			return 1;
		}

	}

	/**
	 * An envelope.
	 */
	private static final class Sent implements Envelope<String> {

		@Override
		public String item() {
			return "item";
		}

		@Override
		public String id() {
			return "1";
		}

		@Override
		public Instant putTime() {
			return Instant.EPOCH;
		}

		@Override
		public Duration age() {
			return Duration.ofSeconds(1);
		}

		@Override
		public Map<String, String> headers() {
			return Map.of();
		}

	}

}
