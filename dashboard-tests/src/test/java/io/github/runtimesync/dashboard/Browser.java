/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.dashboard;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Gives tests a {@link DashboardPage}. All share one headless Chromium, whose start takes
 * longer than most tests. Nothing is ever downloaded: without Debian's packages chromium
 * and chromium-driver the tests are skipped, or fail with
 * {@code -Dsync.test.browser=required}.
 */
class Browser implements ParameterResolver {

	private static final File CHROMIUM = new File("/usr/bin/chromium");

	private static final File DRIVER = new File("/usr/bin/chromedriver");

	private static final List<String> ARGUMENTS = List.of("--headless=new", "--no-sandbox", "--disable-dev-shm-usage",
			"--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync", "--window-size=1440,1000");

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == DashboardPage.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		if (!CHROMIUM.canExecute() || !DRIVER.canExecute()) {
			refuse("no " + CHROMIUM + " or no " + DRIVER);
		}
		Chromium chromium = context.getRoot()
			.getStore(Namespace.create(Browser.class))
			.computeIfAbsent(Chromium.class, (key) -> new Chromium(start()), Chromium.class);
		return new DashboardPage(chromium.driver());
	}

	private static void refuse(String reason) {
		if (System.getProperty("sync.test.browser", "optional").equals("required")) {
			throw new IllegalStateException("Browser tests are required, but there is " + reason);
		}
		String line = "#".repeat(80);
		System.err.printf("%n%s%n# DASHBOARD TESTS SKIPPED: there is %s.%n# On Debian: apt-get install %s%n%s%n%n",
				line, reason, "chromium chromium-driver", line);
		Assumptions.abort("There is " + reason);
	}

	private static ChromeDriver start() {
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		logs.enable(LogType.PERFORMANCE, Level.ALL);
		ChromeOptions options = new ChromeOptions().addArguments(ARGUMENTS);
		options.setBinary(CHROMIUM);
		options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
		options.setExperimentalOption("perfLoggingPrefs", Map.of("enableNetwork", true, "enablePage", false));
		return new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).usingAnyFreePort().build(), options);
	}

	/**
	 * The browser, which ends with the tests.
	 *
	 * @param driver drives it
	 */
	record Chromium(ChromeDriver driver) implements AutoCloseable {

		@Override
		public void close() {
			this.driver.quit();
		}

	}

}
