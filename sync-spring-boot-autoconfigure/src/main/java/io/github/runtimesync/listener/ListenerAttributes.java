/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.listener;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.StringUtils;

/**
 * Reads the attributes of a {@link SyncListener}: resolves placeholders, converts, and
 * names the attribute if that fails.
 */
final class ListenerAttributes {

	private final SyncListener annotation;

	private final Environment environment;

	private final String description;

	ListenerAttributes(SyncListener annotation, Environment environment, String description) {
		this.annotation = annotation;
		this.environment = environment;
		this.description = description;
	}

	SyncListenerEndpoint endpoint(ListenerTarget target) {
		String queue = text("queue", this.annotation.queue());
		if (queue == null) {
			throw new SyncListenerDefinitionException(this.description, "names no queue", "set its queue");
		}
		String id = text("id", this.annotation.id());
		if (!target.isBatch() && StringUtils.hasText(this.annotation.batchSize() + this.annotation.batchTimeout())) {
			throw new SyncListenerDefinitionException(this.description,
					"has a batch size or timeout but takes no batch", "let it take a List, or remove the attribute");
		}
		return new SyncListenerEndpoint((id != null) ? id : queue, queue, options(), target, this.description);
	}

	private SyncListenerOptions options() {
		SyncListenerOptions options = new SyncListenerOptions();
		options.setConcurrency(text("concurrency", this.annotation.concurrency()));
		options.setAutoStartup(value("autoStartup", this.annotation.autoStartup(), ListenerAttributes::toBoolean));
		options.setStuckAfter(duration("stuckAfter", this.annotation.stuckAfter()));
		options.getBatch().setSize(value("batchSize", this.annotation.batchSize(), Integer::valueOf));
		options.getBatch().setTimeout(duration("batchTimeout", this.annotation.batchTimeout()));
		options.getDeadLetters().setQueue(text("deadLetterQueue", this.annotation.deadLetterQueue()));
		read(this.annotation.retry(), options.getRetry());
		return options;
	}

	private void read(SyncRetry source, SyncListenerOptions.Retry target) {
		target.setMaxRetries(value("maxRetries", source.maxRetries(), Long::valueOf));
		target.setDelay(duration("delay", source.delay()));
		target.setMultiplier(value("multiplier", source.multiplier(), Double::valueOf));
		target.setMaxDelay(duration("maxDelay", source.maxDelay()));
		target.setJitter(duration("jitter", source.jitter()));
		if (source.includes().length > 0) {
			target.setIncludes(List.of(source.includes()));
		}
		if (source.excludes().length > 0) {
			target.setExcludes(List.of(source.excludes()));
		}
	}

	private @Nullable Duration duration(String attribute, String text) {
		return value(attribute, text, DurationFormatterUtils::detectAndParse);
	}

	private <T> @Nullable T value(String attribute, String text, Function<String, T> converter) {
		String resolved = text(attribute, text);
		if (resolved == null) {
			return null;
		}
		try {
			return converter.apply(resolved.trim());
		}
		catch (IllegalArgumentException ex) {
			throw new SyncListenerDefinitionException(this.description,
					"has %s = \"%s\", which cannot be read".formatted(attribute, resolved),
					"write numbers as in 3, times as in 500ms or PT5M, and true or false", ex);
		}
	}

	private @Nullable String text(String attribute, String text) {
		if (!StringUtils.hasText(text)) {
			return null;
		}
		try {
			String resolved = this.environment.resolveRequiredPlaceholders(text);
			return StringUtils.hasText(resolved) ? resolved : null;
		}
		catch (IllegalArgumentException ex) {
			throw new SyncListenerDefinitionException(this.description,
					"has %s = \"%s\" with a placeholder that nothing defines".formatted(attribute, text),
					"define the property, or give a default as in ${name:4}", ex);
		}
	}

	private static Boolean toBoolean(String text) {
		return switch (text) {
			case "true" -> true;
			case "false" -> false;
			default -> throw new IllegalArgumentException("Neither true nor false: " + text);
		};
	}

}
