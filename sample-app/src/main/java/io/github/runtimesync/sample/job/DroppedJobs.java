/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.TaskExecutor;
import org.springframework.stereotype.Component;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.DefaultSyncRegistry;
import io.github.runtimesync.engine.EnginePrimitive;
import io.github.runtimesync.engine.EngineQueue;
import io.github.runtimesync.engine.RegistryListener;
import io.github.runtimesync.listener.SyncListenerRegistry;

/**
 * Notes which jobs nobody will take any more, since somebody has cleared or removed the
 * queue {@code jobs}, which tells only how many there were. A job that is just about to
 * be put, or that a worker has just taken, may be among them; it is set right as soon as
 * the worker begins.
 */
@Component
class DroppedJobs implements RegistryListener {

	private static final String JOBS = "jobs";

	private static final Log logger = LogFactory.getLog(DroppedJobs.class);

	private final DefaultSyncRegistry registry;

	private final SyncListenerRegistry listeners;

	private final JobStore store;

	private final TaskExecutor executor;

	/** The queue that was removed last. */
	private volatile @Nullable EngineQueue<?> removed;

	DroppedJobs(DefaultSyncRegistry registry, SyncListenerRegistry listeners, JobStore store,
			@Qualifier("applicationTaskExecutor") TaskExecutor executor) {
		this.registry = registry;
		this.listeners = listeners;
		this.store = store;
		this.executor = executor;
		registry.subscribe(this);
	}

	@Override
	public void created(EnginePrimitive primitive) {
	}

	/**
	 * By whomever, another instance included. The registry waits for those it tells, and
	 * the table may be in Redis.
	 */
	@Override
	public void removed(EnginePrimitive primitive) {
		if (primitive instanceof EngineQueue<?> queue && queue.name().equals(JOBS)) {
			this.removed = queue;
			this.executor.execute(this::tryNote);
		}
	}

	@EventListener
	void changed(AuditApplicationEvent event) {
		AuditEvent audit = event.getAuditEvent();
		Map<String, Object> data = audit.getData();
		boolean cleared = audit.getType().equals("SYNC_CLEAR") && "queues".equals(data.get("kind"))
				&& JOBS.equals(data.get("name"));
		boolean stopped = audit.getType().equals("SYNC_LISTENER_STOP") && JOBS.equals(data.get("listener"));
		if (cleared || stopped) {
			tryNote();
		}
	}

	private void tryNote() {
		try {
			note();
		}
		catch (RuntimeException ex) {
			// The queue is cleared or removed all the same
			logger.warn("The state of jobs that were dropped is not up to date", ex);
		}
	}

	private void note() {
		// Read before the queue, so that a job that comes in between is on it
		List<String> known = this.store.queued();
		Set<String> waiting = new HashSet<>();
		this.registry.find(SyncKind.QUEUE, JOBS).ifPresent((queue) -> addJobs((EngineQueue<?>) queue, waiting));
		EngineQueue<?> former = this.removed;
		if (former != null && isEmptied(former)) {
			addJobs(former, waiting);
		}
		known.stream().filter((id) -> !waiting.contains(id)).forEach(this.store::dropped);
	}

	/**
	 * Return whether a queue that was removed still hands out what it has: in this JVM it
	 * does, and a listener takes it unless it is stopped before.
	 */
	private boolean isEmptied(EngineQueue<?> queue) {
		return !this.registry.isShared(SyncKind.QUEUE, JOBS) && !queue.isPaused()
				&& Objects.requireNonNull(this.listeners.getContainer(JOBS)).isRunning();
	}

	private static void addJobs(EngineQueue<?> queue, Set<String> ids) {
		queue.browse().forEachRemaining((job) -> ids.add(((Job) job).id()));
	}

}
