/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * Three masters without replicas that share the slots of a cluster.
 */
public final class RedisCluster implements AutoCloseable {

	private static final int NODES = 3;

	private static final int SLOTS = 16_384;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final List<RedisServer> nodes;

	private RedisCluster(List<RedisServer> nodes) {
		this.nodes = nodes;
	}

	/**
	 * Start a cluster.
	 * @return the cluster, each of whose nodes knows all slots
	 */
	public static RedisCluster start() {
		RedisCluster cluster = new RedisCluster(new ArrayList<>());
		try {
			for (int i = 0; i < NODES; i++) {
				cluster.nodes.add(RedisServer.start("--cluster-enabled", "yes", "--cluster-node-timeout", "5000"));
			}
			cluster.join();
			return cluster;
		}
		catch (RuntimeException | Error ex) {
			cluster.close();
			throw ex;
		}
	}

	private void join() {
		for (int i = 0; i < NODES; i++) {
			RedisServer node = this.nodes.get(i);
			node.run("CLUSTER", "SET-CONFIG-EPOCH", "" + (i + 1));
			node.run(Stream
				.concat(Stream.of("CLUSTER", "ADDSLOTS"),
						IntStream.range(SLOTS * i / NODES, SLOTS * (i + 1) / NODES).mapToObj(Integer::toString))
				.toArray(String[]::new));
			node.run("CLUSTER", "MEET", "127.0.0.1", "" + this.nodes.get(0).port());
		}
		Awaitility.await()
			.pollInSameThread()
			.pollInterval(Duration.ofMillis(20))
			.atMost(PATIENCE)
			.until(() -> this.nodes.stream().allMatch(RedisCluster::isComplete));
	}

	private static boolean isComplete(RedisServer node) {
		String info = (String) node.run("CLUSTER", "INFO");
		return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + NODES);
	}

	/**
	 * Return the nodes.
	 * @return the nodes
	 */
	public List<RedisServer> nodes() {
		return List.copyOf(this.nodes);
	}

	@Override
	public void close() {
		this.nodes.forEach(RedisServer::close);
	}

}
