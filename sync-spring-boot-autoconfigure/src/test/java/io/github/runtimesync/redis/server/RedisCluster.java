/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * Three masters that share the slots of a cluster, at first without replicas.
 */
public final class RedisCluster implements AutoCloseable {

	private static final int NODES = 3;

	private static final int SLOTS = 16_384;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** No node counts as dead because it was not given a processor. */
	private static final String PATIENT = "5000";

	private static final String IMPATIENT = "1000";

	private final List<RedisServer> nodes;

	private final String[] options;

	private RedisCluster(List<RedisServer> nodes, String... options) {
		this.nodes = nodes;
		this.options = options;
	}

	/**
	 * Start a cluster.
	 * @param options more options for each node
	 * @return the cluster, each of whose nodes knows all slots
	 */
	public static RedisCluster start(String... options) {
		RedisCluster cluster = new RedisCluster(new ArrayList<>(), options);
		try {
			for (int i = 0; i < NODES; i++) {
				cluster.nodes.add(cluster.startNode());
			}
			cluster.join();
			return cluster;
		}
		catch (RuntimeException | Error ex) {
			cluster.close();
			throw ex;
		}
	}

	private RedisServer startNode() {
		return RedisServer.start(Stream
			.concat(Stream.of("--cluster-enabled", "yes", "--cluster-node-timeout", PATIENT), Stream.of(this.options))
			.toArray(String[]::new));
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
		await(() -> this.nodes.stream().allMatch(this::isComplete));
	}

	private boolean isComplete(RedisServer node) {
		String info = (String) node.run("CLUSTER", "INFO");
		return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + this.nodes.size());
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().pollInSameThread().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(condition);
	}

	/**
	 * Start one more node, which follows another and takes over when that dies.
	 * @param master the node to follow
	 * @return the node, which has what the other one has
	 */
	public RedisServer addReplica(RedisServer master) {
		RedisServer replica = startNode();
		this.nodes.add(replica);
		replica.run("CLUSTER", "MEET", "127.0.0.1", "" + master.port());
		await(() -> this.nodes.stream().allMatch(this::isComplete));
		replica.run("CLUSTER", "REPLICATE", (String) master.run("CLUSTER", "MYID"));
		await(() -> isInfo(replica, "master_link_status:up"));
		return replica;
	}

	/**
	 * Have the nodes find out soon that one is dead.
	 * @param dead the node that was killed
	 * @param waiting waits for what they do about it
	 */
	public void lookForDeadNodes(RedisServer dead, Runnable waiting) {
		setNodeTimeout(dead, IMPATIENT);
		waiting.run();
		setNodeTimeout(dead, PATIENT);
	}

	private void setNodeTimeout(RedisServer dead, String millis) {
		this.nodes.stream()
			.filter((node) -> node != dead)
			.forEach((node) -> node.run("CONFIG", "SET", "cluster-node-timeout", millis));
	}

	/**
	 * Wait until a replica has taken over.
	 * @param replica the node
	 */
	public void awaitMaster(RedisServer replica) {
		await(() -> isInfo(replica, "role:master") && isComplete(replica));
	}

	private static boolean isInfo(RedisServer node, String line) {
		return ((String) node.run("INFO", "replication")).contains(line);
	}

	/**
	 * Wait until a node says that the cluster is not complete.
	 * @param node the node to ask
	 */
	public void awaitDown(RedisServer node) {
		await(() -> ((String) node.run("CLUSTER", "INFO")).contains("cluster_state:fail"));
	}

	/**
	 * Return which of the first three nodes has a key.
	 * @param key the key
	 * @return its number
	 */
	public int nodeOf(String key) {
		long slot = (Long) this.nodes.get(0).run("CLUSTER", "KEYSLOT", key);
		return (int) IntStream.rangeClosed(1, NODES).filter((i) -> slot >= (long) SLOTS * i / NODES).count();
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
