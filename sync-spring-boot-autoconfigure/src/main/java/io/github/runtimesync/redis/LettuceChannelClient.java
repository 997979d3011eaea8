/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.runtimesync.Subscription;

/**
 * Subscribes with a connection of the client that the application's factory has made, so
 * with its address, credentials and options. The client is looked up every time, since
 * the factory may have been stopped and started meanwhile.
 */
final class LettuceChannelClient implements ChannelClient {

	private final LettuceConnectionFactory factory;

	LettuceChannelClient(LettuceConnectionFactory factory) {
		this.factory = factory;
	}

	@Override
	public Subscription subscribe(String channel, ChannelListener listener) {
		StatefulRedisPubSubConnection<String, String> connection = connect(this.factory.getRequiredNativeClient());
		try {
			connection.addListener(new LettuceListener(listener));
			connection.sync().subscribe(channel);
			return connection::closeAsync;
		}
		catch (RuntimeException ex) {
			connection.closeAsync();
			throw ex;
		}
	}

	@Override
	public boolean countsReceivers() {
		return !this.factory.isClusterAware();
	}

	private static StatefulRedisPubSubConnection<String, String> connect(AbstractRedisClient client) {
		if (client instanceof RedisClusterClient cluster) {
			return cluster.connectPubSub(StringCodec.UTF8);
		}
		return ((RedisClient) client).connectPubSub(StringCodec.UTF8);
	}

	/**
	 * Passes on what happens.
	 */
	private static final class LettuceListener extends RedisPubSubAdapter<String, String> {

		private final ChannelListener listener;

		LettuceListener(ChannelListener listener) {
			this.listener = listener;
		}

		@Override
		public void subscribed(String channel, long count) {
			this.listener.subscribed();
		}

		@Override
		public void message(String channel, String message) {
			this.listener.received(message);
		}

	}

}
