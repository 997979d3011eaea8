/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import org.springframework.core.io.ByteArrayResource;

/**
 * A small file of a form.
 */
class NamedContent extends ByteArrayResource {

	private final String name;

	NamedContent(String name) {
		this(name, new byte[] { 'x' });
	}

	NamedContent(String name, byte[] content) {
		super(content);
		this.name = name;
	}

	@Override
	public String getFilename() {
		return this.name;
	}

	@Override
	public boolean equals(Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

}
