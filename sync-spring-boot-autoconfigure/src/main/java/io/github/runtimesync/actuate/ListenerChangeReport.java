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
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Records each change of a listener as {@link ChangeReport} does those of primitives.
 */
class ListenerChangeReport {

	private static final Log logger = LogFactory.getLog(SyncListenersEndpoint.class);

	private final ApplicationEventPublisher events;

	ListenerChangeReport(ApplicationEventPublisher events) {
		this.events = events;
	}

	ListenerChangeDescriptor changed(ListenerChangeDescriptor change, Caller caller) {
		if (change.changed()) {
			logger.info("%s: %s by %s".formatted(ListenerChanges.describe(change.id()), done(change), caller));
			this.events.publishEvent(new AuditApplicationEvent(caller.name(),
					"SYNC_LISTENER_" + change.action().toUpperCase(Locale.ROOT), data(change, caller)));
		}
		return change;
	}

	private static String done(ListenerChangeDescriptor change) {
		return switch (change.action()) {
			case "start" -> "started";
			case "stop" -> "stopped";
			case "scale" -> "concurrency set to " + change.concurrency();
			case "replay" -> "%d dead letters replayed, %d remain".formatted(change.moved(), change.remaining());
			default -> change.action() + "d";
		};
	}

	private static Map<String, Object> data(ListenerChangeDescriptor change, Caller caller) {
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("listener", change.id());
		data.put("action", change.action());
		data.put("source", caller.source());
		if (change.concurrency() != null) {
			data.put("concurrency", change.concurrency());
		}
		if (change.moved() != null) {
			data.put("moved", change.moved());
		}
		return data;
	}

}
