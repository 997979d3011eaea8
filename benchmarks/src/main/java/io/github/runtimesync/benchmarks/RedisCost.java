/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.management.OperatingSystemMXBean;

/**
 * What the clients in this JVM have cost a Redis server, by its own count, and this JVM.
 *
 * @param commands how many commands it has run, those within scripts included
 * @param scripts how many of them were scripts
 * @param serverMicros the processor time of all that it has done, reading and writing
 * included
 * @param clientMicros the processor time of this JVM
 */
record RedisCost(double commands, double scripts, double serverMicros, double clientMicros) {

	private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private static final Set<String> LOOKING = Set.of("info", "client", "client|list");

	private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

	private static final Pattern CPU = Pattern.compile("used_cpu_(?:sys|user):([\\d.]+)");

	/**
	 * Read the answers to {@code INFO commandstats} and {@code INFO cpu}. Looking is left
	 * out of the commands.
	 */
	static RedisCost parse(String info) {
		double commands = 0;
		double scripts = 0;
		Matcher calls = CALLS.matcher(info);
		while (calls.find()) {
			double count = Double.parseDouble(calls.group(2));
			commands += LOOKING.contains(calls.group(1)) ? 0 : count;
			scripts += calls.group(1).startsWith("eval") ? count : 0;
		}
		double seconds = 0;
		Matcher cpu = CPU.matcher(info);
		while (cpu.find()) {
			seconds += Double.parseDouble(cpu.group(1));
		}
		return new RedisCost(commands, scripts, seconds * 1e6, PROCESS.getProcessCpuTime() / 1e3);
	}

	RedisCost since(RedisCost before) {
		return new RedisCost(this.commands - before.commands, this.scripts - before.scripts,
				this.serverMicros - before.serverMicros, this.clientMicros - before.clientMicros);
	}

	/**
	 * Return the cost of one of some operations.
	 */
	RedisCost per(double operations) {
		return new RedisCost(this.commands / operations, this.scripts / operations, this.serverMicros / operations,
				this.clientMicros / operations);
	}

}
