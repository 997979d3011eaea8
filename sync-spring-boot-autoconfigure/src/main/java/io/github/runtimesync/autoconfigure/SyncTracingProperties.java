/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@link ConfigurationProperties @ConfigurationProperties} for the observation of puts
 * and of listeners' calls.
 */
@ConfigurationProperties("sync.tracing")
public class SyncTracingProperties {

	/**
	 * Whether puts and the calls of listeners are observed, if there is an observation
	 * registry. By default, if there is a tracer.
	 */
	private @Nullable Boolean enabled;

	/**
	 * How the call of a listener relates to the put of its item.
	 */
	private Relation relation = Relation.CHILD;

	/**
	 * Keys of the MDC entries that go with an item to the worker, "*" for all.
	 */
	private List<String> mdc = List.of("*");

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public Relation getRelation() {
		return this.relation;
	}

	public void setRelation(Relation relation) {
		this.relation = relation;
	}

	public List<String> getMdc() {
		return this.mdc;
	}

	public void setMdc(List<String> mdc) {
		this.mdc = mdc;
	}

	/**
	 * How the call of a listener relates to the put of its item.
	 */
	public enum Relation {

		/**
		 * It goes on with the trace of the put.
		 */
		CHILD,

		/**
		 * It has a trace of its own, linked to the put.
		 */
		LINK

	}

}
