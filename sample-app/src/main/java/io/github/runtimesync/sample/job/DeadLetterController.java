/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.job;

import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows and replays what was given up. A replay that finds the queue full is answered
 * with 503.
 */
@RestController
@RequestMapping("/dead-letters")
class DeadLetterController {

	private final DeadLetters letters;

	DeadLetterController(DeadLetters letters) {
		this.letters = letters;
	}

	@GetMapping
	List<DeadLetterView> list() {
		return this.letters.list().stream().map(DeadLetterView::of).toList();
	}

	@PostMapping("/{id}/replay")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void replay(@PathVariable String id) {
		if (!this.letters.replay(id)) {
			ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND,
					"There is no dead letter of this id; it may have been replayed.");
			throw new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
		}
	}

	@PostMapping("/replay")
	Map<String, Integer> replayAll() {
		return Map.of("replayed", this.letters.replayAll());
	}

}
