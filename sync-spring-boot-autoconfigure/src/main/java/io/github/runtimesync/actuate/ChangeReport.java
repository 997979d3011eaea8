/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;

import io.github.runtimesync.SyncKind;

/**
 * Records each change: a line in the log, and an {@link AuditApplicationEvent} that goes
 * to the application's audit repository if it has one. Values may be secrets and are in
 * neither.
 */
class ChangeReport {

	private static final Log logger = LogFactory.getLog(SyncEndpoint.class);

	private final ApplicationEventPublisher events;

	ChangeReport(ApplicationEventPublisher events) {
		this.events = events;
	}

	void changed(SyncKind kind, ChangeDescriptor change, Caller caller) {
		logger.info("%s: %s by %s%s".formatted(kind.describe(change.name()), done(change), caller,
				dropped(change.dropped())));
		this.events.publishEvent(new AuditApplicationEvent(caller.name(), type(change), data(change, caller)));
	}

	private static String dropped(@Nullable Integer count) {
		return (count != null) ? ", %d %s dropped".formatted(count, (count != 1) ? "items" : "item") : "";
	}

	private static String done(ChangeDescriptor change) {
		return switch (change.action()) {
			case "set" -> "set";
			case "clear" -> "cleared";
			default -> change.action() + "d";
		};
	}

	private static String type(ChangeDescriptor change) {
		return "SYNC_" + change.action().toUpperCase(Locale.ROOT);
	}

	private static Map<String, Object> data(ChangeDescriptor change, Caller caller) {
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("kind", change.kind());
		data.put("name", change.name());
		data.put("action", change.action());
		data.put("source", caller.source());
		if (change.dropped() != null) {
			data.put("dropped", change.dropped());
		}
		return data;
	}

}
