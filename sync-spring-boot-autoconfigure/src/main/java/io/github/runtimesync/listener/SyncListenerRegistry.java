/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

import io.github.runtimesync.QueueClosedException;
import io.github.runtimesync.QueueFullException;
import io.github.runtimesync.SyncDecodingException;
import io.github.runtimesync.SyncException;
import io.github.runtimesync.SyncUnavailableException;
import io.github.runtimesync.engine.HeldItems;
import io.github.runtimesync.engine.ItemHolder;

/**
 * Has the containers of all listeners by id, starts them with the application and stops
 * them with it. <pre class="code">
 * listeners.getContainer("jobs").scale(4, 16);
 * listeners.replayAll("jobs");
 * </pre>
 * <p>
 * When the application closes, the containers go on after the web server has stopped and
 * before queues are closed, until nothing is left to take or the time is over. When it is
 * only paused they stop after the items they have in hand and keep what waits for a
 * retry.
 */
public final class SyncListenerRegistry implements SmartLifecycle, ApplicationContextAware, DisposableBean, ItemHolder {

	/**
	 * After the web server, so that its last requests can still put, and before the
	 * queues are closed.
	 */
	private static final int PHASE = DEFAULT_PHASE - 3072;

	private final ListenerContainers containers;

	private final Duration drainTimeout;

	private @Nullable ConfigurableApplicationContext context;

	/**
	 * Create a registry without containers.
	 * @param factory makes the containers
	 * @param drainTimeout how long containers may go on when the application closes
	 */
	public SyncListenerRegistry(SyncListenerContainerFactory factory, Duration drainTimeout) {
		this.containers = new ListenerContainers(factory);
		this.drainTimeout = drainTimeout;
	}

	@Override
	public void setApplicationContext(ApplicationContext context) {
		this.context = (ConfigurableApplicationContext) context;
	}

	/**
	 * Set whether containers start with the application. If not, none of them starts by
	 * itself, whatever its own options say.
	 * @param autoStartup whether those start that want to
	 */
	public void setAutoStartup(boolean autoStartup) {
		this.containers.setAutoStartup(autoStartup);
	}

	/**
	 * Make a container, and start it if the application is running and it starts by
	 * itself; in a pause of the application, when that is over.
	 * @param endpoint what listens
	 * @return the container
	 * @throws SyncListenerDefinitionException if it cannot work, for example since there
	 * is one with this id
	 * @throws SyncException if one of its queues cannot be had, for example since the
	 * application may only use declared ones; it is not registered then
	 * @throws IllegalArgumentException if the name of a queue is not valid
	 */
	public SyncListenerContainer register(SyncListenerEndpoint endpoint) {
		return this.containers.register(endpoint);
	}

	/**
	 * Return a container.
	 * @param id the id
	 * @return the container, {@code null} if there is none
	 */
	public @Nullable SyncListenerContainer getContainer(String id) {
		return this.containers.get(id);
	}

	/**
	 * Return all containers.
	 * @return the containers in the order of their ids
	 */
	public Collection<SyncListenerContainer> getContainers() {
		return this.containers.stream().<SyncListenerContainer>map(Function.identity()).toList();
	}

	/**
	 * Move a dead letter of a listener back to the queue it came from, where it is a
	 * fresh item.
	 * @param id the id of the listener
	 * @param letter the id of the dead letter
	 * @return whether there is such a letter
	 * @throws QueueFullException if the queue has no room; the letter stays
	 * @throws QueueClosedException if the queue is closed; the letter stays
	 * @throws SyncDecodingException if it has no item, which could not be decoded or was
	 * too large; the letter stays
	 * @throws SyncUnavailableException if the store of one of the two queues does not
	 * answer; the letter may have been moved
	 * @throws IllegalArgumentException if there is no such listener
	 */
	public boolean replay(String id, String letter) {
		return this.containers.require(id).replay().replay(letter);
	}

	/**
	 * Move the dead letters of a listener back to the queue they came from, as many as it
	 * has room for. Letters of other listeners in the same dead-letter queue stay, as do
	 * those that have no item.
	 * @param id the id of the listener
	 * @return how many were moved
	 * @throws QueueClosedException if the queue is closed; the letters stay
	 * @throws SyncUnavailableException if the store of one of the two queues does not
	 * answer; some letters may have been moved
	 * @throws IllegalArgumentException if there is no such listener
	 */
	public int replayAll(String id) {
		return this.containers.require(id).replay().replayAll();
	}

	/**
	 * Look at the dead letters of a listener, those that {@link #replayAll} would move.
	 * Nobody is blocked by it; letters that come or go meanwhile may be seen or not. They
	 * are read as the stream wants them: if the store of the queue does not answer, that
	 * throws a {@link SyncUnavailableException}.
	 * @param id the id of the listener
	 * @return the letters, the oldest first
	 * @throws IllegalArgumentException if there is no such listener
	 */
	public Stream<DeadLetter<?>> deadLetters(String id) {
		return this.containers.require(id).replay().letters();
	}

	Stream<DefaultSyncListenerContainer> containers() {
		return this.containers.stream();
	}

	@Override
	public List<HeldItems> held() {
		return containers().map((container) -> container.figures().held()).toList();
	}

	@Override
	public boolean isProcessing(String queue) {
		return containers()
			.anyMatch((container) -> container.getQueue().equals(queue) && container.figures().inProcess() > 0);
	}

	@Override
	public boolean isAtWork() {
		long nanos = this.drainTimeout.toNanos();
		return containers().anyMatch((container) -> container.figures().isAtWork(nanos));
	}

	@Override
	public void start() {
		this.containers.start();
	}

	@Override
	public void stop() {
		end(ListenerDrain::pause);
	}

	@Override
	public void stop(Runnable callback) {
		boolean closing = this.context != null && this.context.isClosed();
		Thread thread = new Thread(() -> {
			try {
				end(closing ? ListenerDrain::close : ListenerDrain::pause);
			}
			finally {
				callback.run();
			}
		}, "sync-listener-stop");
		thread.setDaemon(true);
		thread.start();
	}

	private void end(Consumer<ListenerDrain> how) {
		how.accept(new ListenerDrain(this.containers.end(), this.drainTimeout));
	}

	@Override
	public boolean isRunning() {
		return this.containers.isStarted();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * End what is left of workers, if the context closes without a stop before, or after
	 * one that was a pause.
	 */
	@Override
	public void destroy() {
		containers().forEach(SyncListenerContainer::stop);
		containers().forEach(DefaultSyncListenerContainer::abandon);
	}

}
