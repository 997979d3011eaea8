/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.List;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import io.github.runtimesync.SyncAtomic;
import io.github.runtimesync.SyncException;
import io.github.runtimesync.SyncQueue;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.sample.web.BadRequestException;

/**
 * Takes jobs and shows what became of them. It puts each job on the queue {@code jobs}
 * and does not wait: a full queue is answered with 503.
 */
@RestController
@RequestMapping("/jobs")
class JobController {

	private static final int MAX_LISTED = 500;

	private final SyncQueue<Job> jobs;

	private final SyncAtomic numbers;

	private final JobStore store;

	JobController(SyncRegistry registry, JobStore store) {
		this.jobs = registry.queue("jobs", Job.class);
		this.numbers = registry.atomic("jobs.submitted");
		this.store = store;
	}

	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	ResponseEntity<JobStatus> submitFile(@RequestParam("file") List<MultipartFile> files,
			@RequestParam(required = false) @Nullable String name, @RequestParam(defaultValue = "0") String failures,
			HttpServletRequest request) throws IOException {
		if (files.size() != 1) {
			throw new BadRequestException("One request takes one file, not " + files.size() + ".");
		}
		MultipartFile file = files.get(0);
		return submit((name != null) ? name : file.getOriginalFilename(), file.getBytes(), file.getContentType(),
				failures, request);
	}

	@PostMapping(consumes = { "text/*", MediaType.APPLICATION_OCTET_STREAM_VALUE })
	ResponseEntity<JobStatus> submitText(@RequestBody byte[] text,
			@RequestParam(required = false) @Nullable String name, @RequestParam(defaultValue = "0") String failures,
			HttpServletRequest request) {
		return submit(name, text, request.getContentType(), failures, request);
	}

	@GetMapping
	List<JobStatus> list(@RequestParam(defaultValue = "100") int limit) {
		if (limit < 1 || limit > MAX_LISTED) {
			throw new BadRequestException("'limit' must be from 1 to " + MAX_LISTED + ", not " + limit + ".");
		}
		return this.store.newest(limit);
	}

	@GetMapping("/{id}")
	JobStatus get(@PathVariable String id) {
		return this.store.find(id).orElseThrow(JobController::notFound);
	}

	private ResponseEntity<JobStatus> submit(@Nullable String name, byte[] content, @Nullable String contentType,
			String failures, HttpServletRequest request) {
		if (content.length == 0) {
			throw new BadRequestException("The content is empty.");
		}
		Job job = new Job(UUID.randomUUID().toString(), this.numbers.add(), JobName.of(name), content,
				charset(contentType), failures(failures));
		JobStatus status = enqueue(job);
		URI location = URI.create(request.getContextPath() + "/jobs/" + job.id());
		return ResponseEntity.accepted().location(location).body(status);
	}

	private JobStatus enqueue(Job job) {
		// Known to the store first, since a worker may take the job at once
		JobStatus status = this.store.add(job);
		try {
			this.jobs.add(job);
		}
		catch (SyncException ex) {
			this.store.remove(job);
			throw ex;
		}
		return status;
	}

	private static int failures(String wished) {
		if (wished.equals("always")) {
			return Job.ALWAYS_FAILS;
		}
		if (!wished.matches("\\d{1,3}")) {
			throw new BadRequestException("'failures' must be from 0 to 999, or 'always'.");
		}
		return Integer.parseInt(wished);
	}

	private static @Nullable String charset(@Nullable String contentType) {
		if (contentType == null) {
			return null;
		}
		try {
			Charset charset = MimeTypeUtils.parseMimeType(contentType).getCharset();
			return (charset != null) ? charset.name() : null;
		}
		catch (InvalidMimeTypeException ex) {
			return null;
		}
	}

	private static ErrorResponseException notFound() {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND,
				"There is no job of this id, or it finished so long ago that it was forgotten.");
		return new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
	}

}
