/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.dashboard;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The dashboard as a user sees and handles it.
 */
class DashboardPage {

	static final Duration PATIENCE = Duration.ofSeconds(30);

	private final ChromeDriver driver;

	DashboardPage(ChromeDriver driver) {
		this.driver = driver;
	}

	/**
	 * Open a page with nothing left of those before.
	 */
	DashboardPage open(String url) {
		this.driver.get("about:blank");
		this.driver.manage().deleteAllCookies();
		this.driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
		this.driver.manage().window().setSize(new Dimension(1440, 1000));
		log(LogType.BROWSER);
		log(LogType.PERFORMANCE);
		this.driver.get(url);
		return this;
	}

	/**
	 * Sign in at Spring Security's own page.
	 */
	DashboardPage signIn() {
		await(() -> !all("[name=username]").isEmpty());
		one("[name=username]").sendKeys("ops");
		one("[name=password]").sendKeys("secret", Keys.ENTER);
		return this;
	}

	DashboardPage live() {
		await(() -> text("#connection").equals("Live"));
		return this;
	}

	DashboardPage resize(int width) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
		return this;
	}

	void resetSize() {
		this.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
	}

	void forgetCookies() {
		this.driver.manage().deleteAllCookies();
	}

	DashboardPage tab(String kind) {
		click("#tabs [data-kind=" + kind + "]");
		return this;
	}

	List<String> names() {
		return all("#table tbody .name bdi").stream().map(WebElement::getText).toList();
	}

	DashboardPage awaitNames(String... names) {
		await(() -> names().equals(List.of(names)));
		return this;
	}

	/**
	 * Open the details of a primitive.
	 */
	DashboardPage select(String name) {
		await(() -> names().contains(name));
		all("#table tbody button.name").stream()
			.filter((button) -> button.getText().equals(name))
			.findFirst()
			.orElseThrow()
			.click();
		await(() -> text("#detail-name").equals(name) && !all("#detail .facts div").isEmpty());
		return this;
	}

	/**
	 * Return a value of the details.
	 */
	String fact(String name) {
		return all("#detail .facts div").stream()
			.filter((fact) -> fact.findElement(By.tagName("dt")).getText().equals(name))
			.map((fact) -> fact.findElement(By.tagName("dd")).getText())
			.findFirst()
			.orElse("");
	}

	void click(String selector) {
		await(() -> all(selector).stream().anyMatch((found) -> found.isDisplayed() && found.isEnabled()));
		one(selector).click();
	}

	String text(String selector) {
		return all(selector).stream().map(WebElement::getText).collect(Collectors.joining("\n"));
	}

	void type(String selector, CharSequence... keys) {
		one(selector).sendKeys(keys);
	}

	void press(CharSequence... keys) {
		this.driver.switchTo().activeElement().sendKeys(keys);
	}

	String attribute(String selector, String name) {
		return one(selector).getDomAttribute(name);
	}

	List<WebElement> all(String selector) {
		return this.driver.findElements(By.cssSelector(selector));
	}

	WebElement one(String selector) {
		return this.driver.findElement(By.cssSelector(selector));
	}

	Object script(String script, Object... arguments) {
		return this.driver.executeScript(script, arguments);
	}

	Object asyncScript(String script, Object... arguments) {
		return this.driver.executeAsyncScript(script, arguments);
	}

	/**
	 * Wait until something holds; elements that the page exchanges meanwhile are looked
	 * up again.
	 */
	void await(Supplier<Boolean> condition) {
		new WebDriverWait(this.driver, PATIENCE, Duration.ofMillis(100))
			.ignoring(StaleElementReferenceException.class, java.util.NoSuchElementException.class)
			.withMessage(() -> "The page shows:\n" + text("body"))
			.until((unused) -> condition.get());
	}

	/**
	 * Return what the browser complained about since the page was opened.
	 */
	List<String> complaints() {
		// Of Spring Security's own sign-in page the browser complains, too.
		return log(LogType.BROWSER).stream()
			.map(LogEntry::getMessage)
			.filter((message) -> !message.contains("/login - ") && !message.contains("/favicon.ico - "))
			.toList();
	}

	/**
	 * Return where requests went to since the page was opened.
	 */
	Set<String> origins() {
		return log(LogType.PERFORMANCE).stream()
			.map(LogEntry::getMessage)
			.filter((message) -> JsonPath.<String>read(message, "$.message.method").equals("Network.requestWillBeSent"))
			.map((message) -> URI.create(JsonPath.<String>read(message, "$.message.params.request.url")))
			.map((uri) -> uri.getScheme() + "://" + uri.getAuthority())
			.collect(Collectors.toSet());
	}

	private List<LogEntry> log(String type) {
		return this.driver.manage().logs().get(type).getAll();
	}

}
