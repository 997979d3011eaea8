/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate.dashboard;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link DashboardPaths}.
 */
class DashboardPathsTests {

	@Test
	@DisplayName("Both endpoints at their usual places are neighbours")
	void usual() {
		DashboardPaths paths = paths(Map.of("syncdashboard", "syncdashboard", "sync", "sync"));
		assertThat(List.of(paths.fromPage(), String.valueOf(paths.to(DashboardPaths.SYNC))))
			.containsExactly("./syncdashboard/", "../sync");
	}

	@Test
	@DisplayName("Paths of several segments lead to each other")
	void segments() {
		DashboardPaths paths = paths(Map.of("syncdashboard", "/ui/live view/", "sync", "data/of/sync"));
		assertThat(List.of(paths.fromPage(), String.valueOf(paths.to(DashboardPaths.SYNC))))
			.containsExactly("./live%20view/", "../../data/of/sync");
	}

	@Test
	@DisplayName("There is no path to an endpoint that is not exposed")
	void notExposed() {
		assertThat(paths(Map.of("syncdashboard", "syncdashboard")).to(DashboardPaths.SYNC)).isNull();
		assertThat(new DashboardPaths(() -> null).to(DashboardPaths.SYNC)).isNull();
	}

	private static DashboardPaths paths(Map<String, String> rootPaths) {
		PathMappedEndpoints endpoints = mock(PathMappedEndpoints.class);
		rootPaths.forEach((id, path) -> given(endpoints.getRootPath(EndpointId.of(id))).willReturn(path));
		return new DashboardPaths(() -> endpoints);
	}

}
