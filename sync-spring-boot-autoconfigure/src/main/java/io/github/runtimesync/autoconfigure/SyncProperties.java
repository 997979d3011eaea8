/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import io.github.runtimesync.engine.RegistrySettings;

/**
 * {@link ConfigurationProperties @ConfigurationProperties} for the registry and the
 * declared primitives.
 */
@ConfigurationProperties("sync")
public class SyncProperties {

	/**
	 * Engine that makes the primitives for which no other is declared.
	 */
	private String engine = "local";

	/**
	 * Which names may be created on first use.
	 */
	private Creation creation = Creation.ALLOW;

	/**
	 * Declared counters by name.
	 */
	private final Map<String, Atomic> atomics = new LinkedHashMap<>();

	/**
	 * Declared shared variables by name.
	 */
	private final Map<String, Shared> shareds = new LinkedHashMap<>();

	/**
	 * Declared wait groups by name. A name without a value is enough.
	 */
	private final Map<String, WaitGroup> waitGroups = new LinkedHashMap<>();

	/**
	 * Declared queues by name.
	 */
	private final Map<String, Queue> queues = new LinkedHashMap<>();

	private final Limits limits = new Limits();

	private final Shutdown shutdown = new Shutdown();

	private final Diagnostics diagnostics = new Diagnostics();

	public String getEngine() {
		return this.engine;
	}

	public void setEngine(String engine) {
		this.engine = engine;
	}

	public Creation getCreation() {
		return this.creation;
	}

	public void setCreation(Creation creation) {
		this.creation = creation;
	}

	public Map<String, Atomic> getAtomics() {
		return this.atomics;
	}

	public Map<String, Shared> getShareds() {
		return this.shareds;
	}

	public Map<String, WaitGroup> getWaitGroups() {
		return this.waitGroups;
	}

	public Map<String, Queue> getQueues() {
		return this.queues;
	}

	public Limits getLimits() {
		return this.limits;
	}

	public Shutdown getShutdown() {
		return this.shutdown;
	}

	public Diagnostics getDiagnostics() {
		return this.diagnostics;
	}

	/**
	 * Which names may be created on first use.
	 */
	public enum Creation {

		/**
		 * Any name.
		 */
		ALLOW,

		/**
		 * Names that are declared in the configuration only.
		 */
		DECLARED_ONLY

	}

	/**
	 * What can be declared of any primitive.
	 */
	public abstract static class Primitive {

		/**
		 * Engine that makes the primitive. If not set, sync.engine.
		 */
		private @Nullable String engine;

		public @Nullable String getEngine() {
			return this.engine;
		}

		public void setEngine(@Nullable String engine) {
			this.engine = engine;
		}

	}

	/**
	 * A declared counter.
	 */
	public static class Atomic extends Primitive {

		/**
		 * Value the counter starts with.
		 */
		private long initial;

		public long getInitial() {
			return this.initial;
		}

		public void setInitial(long initial) {
			this.initial = initial;
		}

	}

	/**
	 * A declared shared variable.
	 */
	public static class Shared extends Primitive {

		/**
		 * Type that the values must have. If not set, the first typed request decides.
		 */
		private @Nullable Class<?> type;

		/**
		 * Value the variable starts with, converted to the type. May have nested
		 * properties if the type has.
		 */
		private @Nullable Object initial;

		public @Nullable Class<?> getType() {
			return this.type;
		}

		public void setType(@Nullable Class<?> type) {
			this.type = type;
		}

		public @Nullable Object getInitial() {
			return this.initial;
		}

		public void setInitial(@Nullable Object initial) {
			this.initial = initial;
		}

	}

	/**
	 * A declared wait group.
	 */
	public static class WaitGroup extends Primitive {

		/**
		 * Convert the empty value of {@code sync.wait-groups.tasks=}.
		 * @param text the value
		 * @return a wait group
		 */
		public static WaitGroup valueOf(String text) {
			if (!text.isBlank()) {
				throw new IllegalArgumentException(
						"A wait group has no value of its own: leave it empty, or set its engine");
			}
			return new WaitGroup();
		}

	}

	/**
	 * A declared queue.
	 */
	public static class Queue extends Primitive {

		/**
		 * Number of items the queue holds at most, 0 if unbounded.
		 */
		private int maxSize;

		/**
		 * Type that the items must have. If not set, the first typed request decides.
		 */
		private @Nullable Class<?> type;

		public int getMaxSize() {
			return this.maxSize;
		}

		public void setMaxSize(int maxSize) {
			this.maxSize = maxSize;
		}

		public @Nullable Class<?> getType() {
			return this.type;
		}

		public void setType(@Nullable Class<?> type) {
			this.type = type;
		}

		/**
		 * Convert the empty value of {@code sync.queues.jobs=}, which declares an
		 * unbounded queue.
		 * @param text the value
		 * @return a queue
		 */
		public static Queue valueOf(String text) {
			if (!text.isBlank()) {
				throw new IllegalArgumentException("A queue has no value of its own: set its max-size, type or engine");
			}
			return new Queue();
		}

	}

	/**
	 * How many primitives of a kind may exist. Beyond that creation is refused; those
	 * that exist keep working.
	 */
	public static class Limits {

		/**
		 * Number of counters that may exist.
		 */
		private int atomics = RegistrySettings.DEFAULT_LIMIT;

		/**
		 * Number of shared variables that may exist.
		 */
		private int shareds = RegistrySettings.DEFAULT_LIMIT;

		/**
		 * Number of wait groups that may exist.
		 */
		private int waitGroups = RegistrySettings.DEFAULT_LIMIT;

		/**
		 * Number of queues that may exist.
		 */
		private int queues = RegistrySettings.DEFAULT_LIMIT;

		public int getAtomics() {
			return this.atomics;
		}

		public void setAtomics(int atomics) {
			this.atomics = atomics;
		}

		public int getShareds() {
			return this.shareds;
		}

		public void setShareds(int shareds) {
			this.shareds = shareds;
		}

		public int getWaitGroups() {
			return this.waitGroups;
		}

		public void setWaitGroups(int waitGroups) {
			this.waitGroups = waitGroups;
		}

		public int getQueues() {
			return this.queues;
		}

		public void setQueues(int queues) {
			this.queues = queues;
		}

	}

	/**
	 * What happens when the application shuts down.
	 */
	public static class Shutdown {

		/**
		 * How long consumers may go on emptying queues, as long as they make progress,
		 * before the queues are closed. Also bounded by
		 * spring.lifecycle.timeout-per-shutdown-phase.
		 */
		private Duration drainTimeout = Duration.ofSeconds(20);

		public Duration getDrainTimeout() {
			return this.drainTimeout;
		}

		public void setDrainTimeout(Duration drainTimeout) {
			this.drainTimeout = drainTimeout;
		}

	}

	/**
	 * What is noted down for whoever looks for the reason of a wait.
	 */
	public static class Diagnostics {

		/**
		 * Whether to note from where primitives are waited on and wait groups counted.
		 * Costs some microseconds for each such call.
		 */
		private boolean captureCallSites;

		public boolean isCaptureCallSites() {
			return this.captureCallSites;
		}

		public void setCaptureCallSites(boolean captureCallSites) {
			this.captureCallSites = captureCallSites;
		}

	}

}
