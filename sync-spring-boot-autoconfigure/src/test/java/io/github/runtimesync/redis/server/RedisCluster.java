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

	/** Until a test wants it, no replica takes over from a node that was only slow. */
	private static final String NO_FAILOVER = "cluster-replica-no-failover";

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
		return knowsAll(node) && clusterInfo(node).contains("cluster_state:ok");
	}

	private boolean knowsAll(RedisServer node) {
		return clusterInfo(node).contains("cluster_known_nodes:" + this.nodes.size());
	}

	private static String clusterInfo(RedisServer node) {
		return (String) node.run("CLUSTER", "INFO");
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().pollInSameThread().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(condition);
	}

	/**
	 * Start one more node, which follows another and takes over when that dies and
	 * {@link #lookForDeadMaster} has been called.
	 * @param master the node to follow
	 * @return the node, which has what the other one has
	 */
	public RedisServer addReplica(RedisServer master) {
		RedisServer replica = startNode();
		replica.run("CONFIG", "SET", NO_FAILOVER, "yes");
		this.nodes.add(replica);
		replica.run("CLUSTER", "MEET", "127.0.0.1", "" + master.port());
		// As a master it would take two seconds until it finds the cluster complete.
		await(() -> this.nodes.stream().allMatch(this::knowsAll));
		replica.run("CLUSTER", "REPLICATE", (String) master.run("CLUSTER", "MYID"));
		await(() -> isInfo(replica, "master_link_status:up"));
		return replica;
	}

	/**
	 * Have the nodes find out soon that a master without a replica is dead, and that it
	 * is back: they believe that only after twice the time after which it counts as dead.
	 * @param dead the node that was killed
	 * @param whileDown what to do when they have found out
	 */
	public void lookForDeadNode(RedisServer dead, Runnable whileDown) {
		setNodeTimeout(dead, IMPATIENT);
		await(() -> clusterInfo(this.nodes.get(0)).contains("cluster_state:fail"));
		whileDown.run();
		dead.restart();
		await(() -> this.nodes.stream().allMatch(this::isComplete));
		setNodeTimeout(dead, PATIENT);
	}

	/**
	 * Have the nodes find out soon that a master is dead, and its replica take over.
	 * @param dead the node that was killed
	 * @param replica the node that followed it
	 */
	public void lookForDeadMaster(RedisServer dead, RedisServer replica) {
		replica.run("CONFIG", "SET", NO_FAILOVER, "no");
		setNodeTimeout(dead, IMPATIENT);
		await(() -> isInfo(replica, "role:master") && isComplete(replica));
		setNodeTimeout(dead, PATIENT);
	}

	private void setNodeTimeout(RedisServer dead, String millis) {
		this.nodes.stream()
			.filter((node) -> node != dead)
			.forEach((node) -> node.run("CONFIG", "SET", "cluster-node-timeout", millis));
	}

	private static boolean isInfo(RedisServer node, String line) {
		return ((String) node.run("INFO", "replication")).contains(line);
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
