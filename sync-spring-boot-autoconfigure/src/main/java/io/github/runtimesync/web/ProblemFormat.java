/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.web;

import java.util.ArrayList;
import java.util.List;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

/**
 * How a client is told of a problem.
 */
enum ProblemFormat {

	/**
	 * As {@code application/problem+json}.
	 */
	JSON,

	/**
	 * As the page that the application shows browsers for an error.
	 */
	PAGE;

	/**
	 * Choose by what the client accepts. A client that accepts neither gets JSON, as
	 * Spring does for its own problem details.
	 * @param accept the values of the client's header, possibly not well-formed
	 * @return the format
	 */
	static ProblemFormat of(List<String> accept) {
		List<MediaType> accepted;
		try {
			accepted = new ArrayList<>(MediaType.parseMediaTypes(accept));
			MimeTypeUtils.sortBySpecificity(accepted);
		}
		catch (InvalidMediaTypeException | InvalidMimeTypeException ex) {
			return JSON;
		}
		accepted.sort((left, right) -> Double.compare(right.getQualityValue(), left.getQualityValue()));
		for (MediaType type : accepted) {
			if (type.isCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
					|| type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
				return JSON;
			}
			if (type.equalsTypeAndSubtype(MediaType.TEXT_HTML)
					|| type.equalsTypeAndSubtype(MediaType.APPLICATION_XHTML_XML)) {
				return PAGE;
			}
		}
		return JSON;
	}

}
