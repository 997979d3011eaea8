/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.batch;

import java.time.Duration;
import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import io.github.runtimesync.sample.SampleProperties;
import io.github.runtimesync.sample.web.BadRequestException;

/**
 * Takes a batch of texts and answers when all of them are done.
 * <p>
 * When the time limit is over first, the answer is 504, so that no client takes half a
 * batch for a whole one, and the problem detail carries what was done so far: the same
 * members as the answer, with {@code null} for each text that was not reached. Nothing
 * goes on in the background, so a client that repeats the request doubles no work.
 */
@RestController
class BatchController {

	private final BatchService service;

	private final SampleProperties.Batch limits;

	BatchController(BatchService service, SampleProperties properties) {
		this.service = service;
		this.limits = properties.batch();
	}

	@PostMapping("/batches")
	BatchResult post(@RequestBody BatchRequest request) throws InterruptedException {
		List<String> texts = BadRequestException.unlessValid(() -> request.texts(this.limits));
		Duration timeLimit = BadRequestException.unlessValid(() -> request.timeLimit(this.limits));
		BatchResult result = this.service.run(texts, timeLimit);
		if (!result.complete()) {
			throw timedOut(result, timeLimit);
		}
		return result;
	}

	private static ErrorResponseException timedOut(BatchResult result, Duration timeLimit) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.GATEWAY_TIMEOUT,
				result.done() + " of " + result.total() + " texts were done within " + timeLimit.toMillis() + " ms.");
		problem.setProperty("id", result.id());
		problem.setProperty("total", result.total());
		problem.setProperty("done", result.done());
		problem.setProperty("results", result.results());
		return new ErrorResponseException(HttpStatus.GATEWAY_TIMEOUT, problem, null);
	}

}
