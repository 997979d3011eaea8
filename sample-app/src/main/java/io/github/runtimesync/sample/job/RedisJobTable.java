/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import io.github.runtimesync.sample.SampleProperties;

/**
 * Keeps the statuses in Redis, since the JVM that is asked for one need not be the one
 * that has worked on the job. A status is replaced only if nobody has changed it
 * meanwhile, which a script sees to.
 */
@Component
@ConditionalOnProperty(name = "sync.engine", havingValue = "redis")
class RedisJobTable implements JobTable {

	private static final String JOBS = "{sync-sample}:jobs";

	/** Identifiers of finished jobs by the time they finished. */
	private static final String FINISHED = "{sync-sample}:jobs:finished";

	private static final RedisScript<Boolean> REPLACE = RedisScript.of(new ClassPathResource("replace-job.lua"),
			Boolean.class);

	private final StringRedisTemplate redis;

	private final JsonMapper json;

	private final int keptJobs;

	RedisJobTable(StringRedisTemplate redis, JsonMapper json, SampleProperties properties) {
		this.redis = redis;
		this.json = json;
		this.keptJobs = properties.keptJobs();
	}

	@Override
	public @Nullable JobStatus change(String id, UnaryOperator<@Nullable JobStatus> change) {
		while (true) {
			String before = statuses().get(JOBS, id);
			JobStatus status = change.apply((before != null) ? read(before) : null);
			String after = (status != null) ? this.json.writeValueAsString(status) : null;
			if (Objects.equals(before, after) || replace(id, before, after, finishedAt(status))) {
				return status;
			}
		}
	}

	private static String finishedAt(@Nullable JobStatus status) {
		return (status != null && status.isFinished() && status.finished() != null)
				? String.valueOf(status.finished().toEpochMilli()) : "";
	}

	private boolean replace(String id, @Nullable String before, @Nullable String after, String finishedAt) {
		return Boolean.TRUE
			.equals(this.redis.execute(REPLACE, List.of(JOBS, FINISHED), id, Objects.requireNonNullElse(before, ""),
					Objects.requireNonNullElse(after, ""), finishedAt, String.valueOf(this.keptJobs)));
	}

	@Override
	public Optional<JobStatus> find(String id) {
		return Optional.ofNullable(statuses().get(JOBS, id)).map(this::read);
	}

	@Override
	public List<JobStatus> all() {
		return statuses().values(JOBS).stream().map(this::read).toList();
	}

	private HashOperations<String, String, String> statuses() {
		return this.redis.opsForHash();
	}

	private JobStatus read(String status) {
		return this.json.readValue(status, JobStatus.class);
	}

}
