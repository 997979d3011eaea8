/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.util.Assert;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.engine.ListenerObserver;
import io.github.runtimesync.listener.Gate.Reason;
import io.github.runtimesync.listener.SyncListenerSnapshot.StuckCall;

/**
 * The container of one listener: puts its parts together and starts and stops them. What
 * can be read of it is for its {@link ContainerFigures figures} to say.
 */
final class DefaultSyncListenerContainer implements SyncListenerContainer {

	private static final Duration FLUSH = Duration.ofSeconds(10);

	private final SyncListenerEndpoint endpoint;

	private final ContainerSettings settings;

	private final WorkerThreads threads;

	private final ListenerTimer timer;

	private final @Nullable ListenerObserver observer;

	private final Gate gate = new Gate();

	private final WorkerPool pool;

	private final Intake intake;

	private final RetrySchedule retries;

	private final DeadLetterSender sender;

	private final DeadLetterReplay replay;

	private final FailureHandler failures;

	private final ScaleDown scaleDown;

	private final ScaleUp scaleUp;

	private final StuckWatch stuckWatch;

	private final WorkerParts parts;

	private final ContainerFigures figures;

	/** Guards starting and stopping. */
	private final Object lifecycle = new Object();

	private volatile boolean running;

	DefaultSyncListenerContainer(SyncListenerEndpoint endpoint, ContainerSettings settings, ListenerQueues queues,
			WorkerThreads threads, ListenerTimer timer, ApplicationEventPublisher events,
			@Nullable ListenerObserver observer) {
		this.endpoint = endpoint;
		this.settings = settings;
		this.threads = threads;
		this.timer = timer;
		this.observer = observer;
		String id = endpoint.getId();
		this.pool = new WorkerPool(this.gate, settings.concurrency(), this::startWorker, this::isExhausted,
				this::drained, this::giveBackIfHalted, this::watchBacklog);
		this.intake = new Intake(() -> queues.open(endpoint), endpoint.target().isBatch() ? settings.batchSize() : 0,
				settings.batchTimeout(), observer != null || endpoint.target().isMessage());
		this.retries = new RetrySchedule(settings.maxInRetry(), timer, this.pool);
		this.sender = new DeadLetterSender(id, endpoint.getQueue(),
				() -> queues.openDeadLetters(endpoint, settings.deadLetterQueue(), settings.deadLetterMaxSize()),
				this.pool, timer);
		this.replay = new DeadLetterReplay(this.intake::queue, this.sender);
		this.failures = new FailureHandler(id, endpoint.target(), settings.retryPolicy(), this.retries, this.sender);
		this.scaleDown = new ScaleDown(timer, this.pool, settings.idleTimeout());
		this.scaleUp = new ScaleUp(timer, this.pool, this.intake, this.retries, this.scaleDown);
		this.stuckWatch = new StuckWatch(id, settings.stuckAfter(), this.pool, timer, (call) -> publish(events, call));
		this.figures = new ContainerFigures(id, getQueue(), getDeadLetterQueue(), this::isRunning, this.gate,
				this.intake, this.pool, this.retries, this.failures, this.sender, this.stuckWatch);
		Handler handler = new Handler(id, endpoint.target(), this.intake, new ItemIds(), this.failures,
				settings.maxDeliveries());
		this.parts = new WorkerParts(endpoint.getQueue(), this.intake, this.retries, handler, this.scaleUp,
				(observer == null && endpoint.target().isPlainItem() && !this.intake.isLeasing())
						? new Shortcut(this.gate, this.retries, this.intake, handler, endpoint.target()) : null);
	}

	private void watchBacklog() {
		this.scaleUp.watch();
	}

	private Worker startWorker(int number) {
		Worker worker = newWorker(number);
		worker.start(this.threads.newThread(worker, "sync-%s-%d".formatted(getId(), number)));
		return worker;
	}

	private Worker newWorker(int number) {
		return new Worker(number, Objects.requireNonNull(this.parts), this.pool, this.gate,
				new WorkerCalls((this.observer != null) ? this.observer.worker(getId(), getQueue()) : null));
	}

	private void publish(ApplicationEventPublisher events, StuckCall call) {
		events.publishEvent(new SyncListenerStuckEvent(this, call.thread(), call.duration()));
	}

	/**
	 * The queue was closed and empty, and no worker is left. Dead letters that wait for
	 * room bring workers back, which come here again. If somebody has started the
	 * container again meanwhile, on a queue that was created anew, it goes on.
	 */
	private void drained() {
		synchronized (this.lifecycle) {
			if (!this.running || this.sender.held() != 0) {
				return;
			}
			if (this.pool.workers().isEmpty() && isExhausted()) {
				stop();
			}
			else {
				this.pool.proceed(Reason.STOPPED);
			}
		}
	}

	private boolean isExhausted() {
		return this.figures.isExhausted();
	}

	@Override
	public String getId() {
		return this.endpoint.getId();
	}

	@Override
	public String getQueue() {
		return this.endpoint.getQueue();
	}

	@Override
	public String getDeadLetterQueue() {
		return this.settings.deadLetterQueue();
	}

	@Override
	public boolean isAutoStartup() {
		return this.settings.autoStartup();
	}

	@Override
	public void start() {
		synchronized (this.lifecycle) {
			if (this.running) {
				return;
			}
			this.intake.start();
			if (this.observer != null) {
				this.observer.started(this.figures);
			}
			this.timer.acquire();
			this.running = true;
			try {
				startParts();
			}
			catch (Throwable ex) {
				stop();
				throw ex;
			}
		}
	}

	private void startParts() {
		this.scaleUp.start();
		this.sender.start();
		this.pool.proceed(Reason.STOPPED);
		this.retries.start();
		this.scaleDown.restart();
		this.stuckWatch.start();
	}

	@Override
	public void stop() {
		synchronized (this.lifecycle) {
			if (!this.running) {
				return;
			}
			this.running = false;
			this.pool.halt(Reason.STOPPED);
			giveBackIfHalted();
			this.stuckWatch.stop();
			this.timer.release();
		}
	}

	/**
	 * Give back what is on lease and waits here, while nobody takes care of it. Whoever
	 * adds something when this has looked already comes here too when it leaves.
	 */
	private void giveBackIfHalted() {
		if (isLeasing() && (this.gate.isClosedFor(Reason.STOPPED) || isPaused())) {
			this.retries.giveBack();
			this.sender.giveBack();
		}
	}

	/**
	 * Return whether items stay in the keeping of an engine that other JVMs share, so
	 * that nothing is lost if this one leaves.
	 */
	boolean isLeasing() {
		return this.intake.isLeasing();
	}

	/**
	 * Tell the engine what has become of leases.
	 * @param timeout how long to wait for its answer
	 */
	void flush(Duration timeout) {
		giveBackIfHalted();
		this.intake.flush(timeout);
	}

	@Override
	public boolean awaitQuiet(Duration timeout) throws InterruptedException {
		return this.pool.awaitEmpty(timeout);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public void pause() {
		this.pool.halt(Reason.PAUSED);
		giveBackIfHalted();
	}

	@Override
	public void resume() {
		this.pool.proceed(Reason.PAUSED);
	}

	@Override
	public boolean isPaused() {
		return this.gate.isClosedFor(Reason.PAUSED);
	}

	@Override
	public void scale(int min, int max) {
		this.pool.scale(new Concurrency(min, max));
		this.scaleDown.start();
	}

	@Override
	public SyncListenerSnapshot snapshot() {
		return this.figures.snapshot();
	}

	/**
	 * Process one item on the calling thread, while the container is stopped and cannot
	 * be started.
	 */
	SyncListenerRun runNext() {
		synchronized (this.lifecycle) {
			Assert.state(!this.running,
					() -> "Listener \"%s\" is running, so its own threads take what there is: stop it, or use @SyncTest(listeners = MANUAL)"
						.formatted(getId()));
			Assert.state(!isPaused(), () -> "Listener \"%s\" is paused: resume it".formatted(getId()));
			this.intake.start();
			this.sender.start();
			Assert.state(this.sender.held() == 0, () -> "Listener \"%s\" takes nothing until there is room in %s"
				.formatted(getId(), SyncKind.QUEUE.describe(getDeadLetterQueue())));
			Worker worker = newWorker(0);
			try {
				return new SingleRun(getId(), this.endpoint.target(), this.parts, this.sender).run(worker);
			}
			finally {
				this.intake.flush(FLUSH);
				this.pool.leave(worker, false);
			}
		}
	}

	/**
	 * Forget what waits for a retry or for room among the dead letters. What is on lease
	 * is back in its queue then.
	 */
	void discard() {
		this.retries.giveBack();
		this.sender.giveBack();
		this.retries.clear();
		this.sender.discard();
		this.intake.flush(FLUSH);
	}

	DeadLetterReplay replay() {
		return this.replay;
	}

	/**
	 * Take nothing for a moment.
	 */
	void halt() {
		this.pool.halt(Reason.CLOSING);
	}

	/**
	 * Go on after {@link #halt}, unless there is another reason not to.
	 */
	void proceed() {
		this.pool.proceed(Reason.CLOSING);
	}

	/**
	 * Interrupt the calls that are still under way, since the application ends.
	 */
	void abandon() {
		this.failures.abandon();
		this.pool.interruptAll();
	}

	ContainerFigures figures() {
		return this.figures;
	}

	List<Worker> workers() {
		return this.pool.workers();
	}

}
