/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate.dashboard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DashboardFiles} and the files themselves.
 */
class DashboardFilesTests {

	static final Iterable<String> names = DashboardFiles.NAMES;

	private final DashboardFiles files = new DashboardFiles();

	@Test
	@DisplayName("Every file of the page is delivered")
	void complete() throws IOException {
		Resource[] found = new PathMatchingResourcePatternResolver()
			.getResources("classpath*:io/github/runtimesync/actuate/dashboard/*.*");
		assertThat(found).extracting(Resource::getFilename)
			.filteredOn((name) -> !name.endsWith(".class") && !name.equals("dashboard.html"))
			.containsExactlyInAnyOrderElementsOf(DashboardFiles.NAMES);
	}

	@ParameterizedTest
	@FieldSource("names")
	@DisplayName("A file parses no markup, evaluates no text, and imports files that are delivered only")
	void safe(String name) throws IOException {
		String text = Objects.requireNonNull(this.files.file(name)).getContentAsString(StandardCharsets.UTF_8);
		assertThat(text).doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
				"new Function", "@import", " url(");
		assertThat(text.replace("http://www.w3.org/", "")).doesNotContain("http://", "https://");
		assertThat(Pattern.compile("from \"\\./([^\"]+)\"").matcher(text).results().map((found) -> found.group(1)))
			.allSatisfy((imported) -> assertThat(DashboardFiles.NAMES).contains(imported));
	}

	@Test
	@DisplayName("The page has a content security policy and nothing inline")
	void page() {
		assertThat(this.files.page("./")).contains("Content-Security-Policy", "default-src 'none'")
			.doesNotContain("unsafe", "style=", "<style", "onclick", "onload")
			.doesNotContainPattern("<script(?![^>]*src=)");
	}

	@Test
	@DisplayName("The folder of the files is escaped")
	void base() {
		assertThat(this.files.page("./a&\"><b>/")).contains("src=\"./a&amp;&quot;>&lt;b>/main.js\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "dashboard.html", "../SyncEndpoint.class", "DashboardFiles.class", "/main.js", "main.js/",
			"%2e%2e/x", "MAIN.JS" })
	@DisplayName("No other file can be had")
	void noOther(String name) {
		assertThat(this.files.file(name)).isNull();
	}

}
