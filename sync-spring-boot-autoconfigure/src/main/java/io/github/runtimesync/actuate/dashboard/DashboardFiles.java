/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;

/**
 * The files of the page. No other name is ever looked up.
 */
final class DashboardFiles {

	static final MimeType HTML = new MimeType("text", "html", StandardCharsets.UTF_8);

	private static final MimeType CSS = new MimeType("text", "css", StandardCharsets.UTF_8);

	private static final MimeType JAVASCRIPT = new MimeType("text", "javascript", StandardCharsets.UTF_8);

	private static final MimeType SVG = new MimeType("image", "svg+xml");

	static final Set<String> NAMES = Set.of("dashboard.css", "icon.svg", "actions.js", "api.js", "atomics.js",
			"attention.js", "connection.js", "dead-letters.js", "detail.js", "dom.js", "format.js", "history.js",
			"listeners.js", "main.js", "plot.js", "poller.js", "queues.js", "shareds.js", "table.js", "wait-groups.js");

	private final String page = read("dashboard.html");

	/**
	 * Return the page. Not with a base element: an application may well forbid that with
	 * its own content security policy.
	 * @param base the folder of its files, relative to the address of the page
	 */
	String page(String base) {
		return this.page.replace("=\"./", "=\"" + escaped(base));
	}

	@Nullable Resource file(String name) {
		return NAMES.contains(name) ? resource(name) : null;
	}

	MimeType type(String name) {
		return name.endsWith(".css") ? CSS : name.endsWith(".svg") ? SVG : JAVASCRIPT;
	}

	private static String escaped(String base) {
		return base.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
	}

	private static String read(String name) {
		try {
			return resource(name).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Resource resource(String name) {
		return new ClassPathResource(name, DashboardFiles.class);
	}

}
