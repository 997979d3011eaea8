/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.Subscription;

/**
 * Subscribes with a connection of the client that the application's factory has made, so
 * with its address, credentials and options. The client is looked up every time, since
 * the factory may have been stopped and started meanwhile.
 */
final class LettuceChannelClient implements ChannelClient {

	private final LettuceConnectionFactory factory;

	private final Executor executor;

	/**
	 * Create a client.
	 * @param factory a started connection factory
	 * @param executor connects, which may block until Lettuce's own time limits are over:
	 * an asynchronous connection would need the address, which the client keeps to itself
	 */
	LettuceChannelClient(LettuceConnectionFactory factory, Executor executor) {
		this.factory = factory;
		this.executor = executor;
	}

	@Override
	public Subscription subscribe(String channel, ChannelListener listener) {
		LettuceSubscription subscription = new LettuceSubscription(channel, listener);
		this.executor.execute(subscription::open);
		return subscription;
	}

	@Override
	public boolean countsReceivers() {
		return !this.factory.isClusterAware();
	}

	private StatefulRedisPubSubConnection<String, String> connect() {
		AbstractRedisClient client = this.factory.getRequiredNativeClient();
		if (client instanceof RedisClusterClient cluster) {
			return cluster.connectPubSub(StringCodec.UTF8);
		}
		return ((RedisClient) client).connectPubSub(StringCodec.UTF8);
	}

	/**
	 * A subscription from the attempt to connect until it is closed. {@code closed} is
	 * read after {@code connection} is written, and written before that is read, so a
	 * connection that is made too late is closed.
	 */
	private final class LettuceSubscription extends RedisPubSubAdapter<String, String> implements Subscription {

		private final String channel;

		private final ChannelListener listener;

		private final AtomicReference<@Nullable StatefulRedisPubSubConnection<String, String>> connection = new AtomicReference<>();

		private volatile boolean closed;

		LettuceSubscription(String channel, ChannelListener listener) {
			this.channel = channel;
			this.listener = listener;
		}

		void open() {
			if (this.closed) {
				return;
			}
			try {
				StatefulRedisPubSubConnection<String, String> made = connect();
				this.connection.set(made);
				if (this.closed) {
					close();
					return;
				}
				made.addListener(this);
				made.async().subscribe(this.channel).whenComplete((result, failure) -> {
					if (failure != null) {
						fail(failure);
					}
				});
			}
			catch (RuntimeException | Error ex) {
				fail(ex);
			}
		}

		private void fail(Throwable failure) {
			if (!this.closed) {
				close();
				this.listener.failed(failure);
			}
		}

		@Override
		public void subscribed(String channel, long count) {
			this.listener.subscribed();
		}

		@Override
		public void message(String channel, String message) {
			this.listener.received(message);
		}

		@Override
		public void close() {
			this.closed = true;
			StatefulRedisPubSubConnection<String, String> open = this.connection.getAndSet(null);
			if (open != null) {
				open.closeAsync();
			}
		}

	}

}
