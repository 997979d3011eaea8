/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.util.List;
import java.util.stream.Stream;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Everything that is compared, with the goals of the project.
 */
final class Rows {

	private static final String SYNC = "sync";

	private static final List<String> BOUNDED = List.of("ArrayBlockingQueue", "LinkedBlockingQueue",
			"LinkedTransferQueue");

	private static final List<String> UNBOUNDED = List.of("LinkedTransferQueue", "LinkedBlockingQueue");

	private Rows() {
	}

	static List<Row> all() {
		Stream<Row> queues = Stream.of(transfer("bounded transfer 1/1", 1.5, 1024, 1, "platform"),
				transfer("bounded transfer 4/4", 1.5, 1024, 4, "platform"),
				transfer("unbounded transfer 1/1", 1.5, 0, 1, "platform"),
				transfer("unbounded transfer 4/4", 3, 0, 4, "platform"),
				listener("listener, 4 workers", true, 0.9, "4", "stream"),
				listener("listener, one worker, a backlog", true, 0, "1", "backlog"),
				listener("listener, bytes allocated per item", false, 0, "4", "allocation"),
				new Row("put+get, one thread (time)", false, 1, SYNC, List.of("ArrayBlockingQueue"),
						List.of("LinkedBlockingQueue", "LinkedTransferQueue", "MpmcArrayQueue"),
						(subject) -> jmh("PutAndGet.putAndGet", 1, "queue", subject)),
				probe("hand-off to a parked consumer, p50 (time)", 1, "hand-off-p50"),
				probe("hand-off to a parked consumer, p99 (time)", 1, "hand-off-p99"),
				probe("bytes per queued item (unbounded)", 0, "bytes-per-item"),
				probe("CPU of 200 blocked threads, ms in 10 s", 0, "idle-cpu"));
		Stream<Row> virtual = hasVirtualThreads()
				? Stream.of(transfer("1000 virtual producers and consumers", 1.5, 1024, 1000, "virtual"))
				: Stream.empty();
		return Stream.of(queues, virtual, counting()).flatMap((rows) -> rows).toList();
	}

	private static Stream<Row> counting() {
		return Stream.of(counting("atomic.add (time)", 1.1, 1, "atomicAdd", "atomicLongAdd"),
				counting("atomic.add, 4 threads (time)", 1.1, 4, "atomicAdd", "atomicLongAdd"),
				counting("registry.atomic(name).add (time)", 1.3, 1, "registryAdd", "mapAdd"),
				counting("registry.atomic(name) (time)", 0, 1, "registryLookUp", "mapLookUp"),
				counting("wait group add+done (time)", 0, 1, "waitGroupAddDone", "phaserRegisterDeregister"),
				counting("wait group add+done, 4 threads (time)", 0, 4, "waitGroupAddDone", "phaserRegisterDeregister"),
				new Row("10 000 waiters released (time)", false, 0, "waitGroup", List.of("CountDownLatch"),
						List.of("Phaser"), (subject) -> Fork.run("release", subject)),
				new Row("bytes per registered atomic", false, 0, SYNC, List.of("ConcurrentHashMap"), List.of(),
						(subject) -> Fork.run("bytes-per-atomic", subject)));
	}

	private static Row counting(String name, double goal, int threads, String ours, String peer) {
		List<String> others = ours.startsWith("waitGroup") ? List.of("latchCountDown") : List.of();
		return new Row(name, false, goal, ours, List.of(peer), others,
				(subject) -> jmh("Counting." + subject, threads));
	}

	private static Row transfer(String name, double goal, int bound, int pairs, String threads) {
		boolean virtual = threads.equals("virtual");
		List<String> peers = virtual ? List.of("LinkedBlockingQueue") : (bound != 0) ? BOUNDED : UNBOUNDED;
		List<String> others = virtual ? List.of("ArrayBlockingQueue") : (bound != 0)
				? List.of("MpmcArrayQueue", "LinkedTransferQueue uncapped") : List.of("MpmcUnboundedXaddArrayQueue");
		return new Row(name, true, goal, SYNC, peers, others, (subject) -> jmh("Transfer.transfer", 1, "queue", subject,
				"bound", "" + bound, "pairs", "" + pairs, "threads", threads));
	}

	private static Row listener(String name, boolean higherIsBetter, double goal, String... args) {
		return new Row(name, higherIsBetter, goal, "listener", List.of("loop"), List.of(),
				new PairedFork(Listening.class, "listener", "loop", args));
	}

	private static Row probe(String name, double goal, String probe) {
		return new Row(name, false, goal, SYNC, List.of("LinkedBlockingQueue"), List.of("LinkedTransferQueue"),
				(subject) -> Fork.run(probe, subject));
	}

	private static double jmh(String benchmark, int threads, String... parameters) throws RunnerException {
		OptionsBuilder options = new OptionsBuilder();
		options.include(benchmark.replace(".", "\\.") + "$");
		options.forks(1)
			.threads(threads)
			.warmupIterations(2)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(2)
			.measurementTime(TimeValue.seconds(1))
			.shouldFailOnError(true)
			.verbosity(VerboseMode.SILENT);
		for (int i = 0; i < parameters.length; i += 2) {
			options.param(parameters[i], parameters[i + 1]);
		}
		RunResult result = new Runner(options.build()).runSingle();
		return result.getPrimaryResult().getScore();
	}

	private static boolean hasVirtualThreads() {
		return Runtime.version().feature() >= 21;
	}

}
