/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.github.runtimesync.SyncKind;
import io.github.runtimesync.autoconfigure.SyncProperties.Creation;
import io.github.runtimesync.engine.Declarations;
import io.github.runtimesync.engine.RegistrySettings;

/**
 * Turns {@link SyncProperties} into {@link RegistrySettings}, and refuses values that
 * make no sense with the name of the property.
 */
class RegistrySettingsFactory {

	private final SyncProperties properties;

	private final Binder binder;

	RegistrySettingsFactory(SyncProperties properties, Binder binder) {
		this.properties = properties;
		this.binder = binder;
	}

	RegistrySettings create() {
		return new RegistrySettings(limits(),
				new Declarations(atomics(), shareds(), this.properties.getWaitGroups().keySet(), queues(), engines()),
				this.properties.getCreation() == Creation.DECLARED_ONLY,
				this.properties.getDiagnostics().isCaptureCallSites());
	}

	private Map<SyncKind, Integer> limits() {
		SyncProperties.Limits limits = this.properties.getLimits();
		Map<SyncKind, Integer> byKind = Map.of(SyncKind.ATOMIC, limits.getAtomics(), SyncKind.SHARED,
				limits.getShareds(), SyncKind.WAIT_GROUP, limits.getWaitGroups(), SyncKind.QUEUE, limits.getQueues());
		byKind.forEach((kind, limit) -> checkNotNegative("sync.limits." + kind.propertyName(), limit));
		return byKind;
	}

	private Map<String, Long> atomics() {
		Map<String, Long> atomics = new LinkedHashMap<>();
		this.properties.getAtomics().forEach((name, atomic) -> atomics.put(name, atomic.getInitial()));
		return atomics;
	}

	private Map<String, Declarations.Shared> shareds() {
		Map<String, Declarations.Shared> shareds = new LinkedHashMap<>();
		this.properties.getShareds()
			.forEach((name, shared) -> shareds.put(name,
					new Declarations.Shared(shared.getType(), initial(name, shared))));
		return shareds;
	}

	/**
	 * Bind the initial value to the declared type, which the properties class cannot
	 * know.
	 */
	private @Nullable Object initial(String name, SyncProperties.Shared shared) {
		Class<?> type = shared.getType();
		if (type == null) {
			return shared.getInitial();
		}
		ConfigurationPropertyName property = ConfigurationPropertyName.of("sync.shareds")
			.append("[" + name + "]")
			.append("initial");
		return this.binder.bind(property, Bindable.of(type)).orElse(null);
	}

	private Map<String, Declarations.Queue> queues() {
		Map<String, Declarations.Queue> queues = new LinkedHashMap<>();
		this.properties.getQueues().forEach((name, queue) -> {
			checkNotNegative(SyncKind.QUEUE.property(name) + ".max-size", queue.getMaxSize());
			queues.put(name, new Declarations.Queue(queue.getType(), queue.getMaxSize()));
		});
		return queues;
	}

	private Map<SyncKind, Map<String, String>> engines() {
		return Map.of(SyncKind.ATOMIC, engines(this.properties.getAtomics()), SyncKind.SHARED,
				engines(this.properties.getShareds()), SyncKind.WAIT_GROUP, engines(this.properties.getWaitGroups()),
				SyncKind.QUEUE, engines(this.properties.getQueues()));
	}

	private static Map<String, String> engines(Map<String, ? extends SyncProperties.Primitive> declared) {
		Map<String, String> engines = new LinkedHashMap<>();
		declared.forEach((name, primitive) -> {
			if (primitive.getEngine() != null) {
				engines.put(name, primitive.getEngine());
			}
		});
		return engines;
	}

	private static void checkNotNegative(String property, int value) {
		if (value < 0) {
			throw new InvalidConfigurationPropertyValueException(property, value, "Must be 0 or greater.");
		}
	}

}
