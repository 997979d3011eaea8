/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.contract;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.runtimesync.SyncDefinitionException;
import io.github.runtimesync.SyncKind;
import io.github.runtimesync.SyncRegistry;
import io.github.runtimesync.engine.Declarations;
import io.github.runtimesync.engine.RegistrySettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a registry promises about primitives that the configuration declares.
 */
public abstract class SyncRegistryDeclarationContract extends SyncContract {

	private static final Declarations DECLARATIONS = new Declarations(Map.of("a", 5L),
			Map.of("s", new Declarations.Shared(String.class, "declared")), Set.of("w"),
			Map.of("q", new Declarations.Queue(Integer.class, 7)));

	/**
	 * Supply a registry like {@link #registry()} with settings of its own.
	 * @param settings the settings
	 * @return a fresh registry
	 */
	protected abstract SyncRegistry registry(RegistrySettings settings);

	@Override
	protected final SyncRegistry registry() {
		return registry(new RegistrySettings(Map.of(), DECLARATIONS, false));
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("Declared primitives exist from the start")
	void declaredPrimitivesExist(SyncKind kind) {
		assertThat(this.registry.count(kind)).isEqualTo(1);
	}

	@Test
	@DisplayName("A declaration settles the definition for every caller, also after a removal")
	void declarationSettlesTheDefinition() {
		assertDeclared();
		for (SyncKind kind : SyncKind.values()) {
			String name = this.registry.snapshots(kind, null, 0, 1).items().get(0).name();
			assertThat(this.registry.remove(kind, name)).isTrue();
		}
		assertDeclared();
	}

	private void assertDeclared() {
		assertThat(this.registry.atomic("a").get()).isEqualTo(5);
		assertThat(this.registry.shared("s", String.class).get()).isEqualTo("declared");
		assertThat(this.registry.waitGroup("w").count()).isZero();
		assertThat(this.registry.queue("q").maxSize()).isEqualTo(7);
		assertThatExceptionOfType(SyncDefinitionException.class).isThrownBy(() -> this.registry.queue("q", 8))
			.withMessageContainingAll("7", "8", "sync.queues.q.max-size");
		assertThatExceptionOfType(SyncDefinitionException.class)
			.isThrownBy(() -> this.registry.queue("q", String.class));
		assertThatExceptionOfType(SyncDefinitionException.class)
			.isThrownBy(() -> this.registry.shared("s", Integer.class));
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("Where only declared names are allowed another name is refused, with the property that declares it")
	void otherNamesAreRefused(SyncKind kind) {
		SyncRegistry strict = registry(new RegistrySettings(Map.of(), DECLARATIONS, true));
		assertThatExceptionOfType(SyncDefinitionException.class).isThrownBy(() -> Primitives.get(strict, kind, "other"))
			.withMessageContainingAll(kind.describe("other"), "sync." + kind.propertyName() + ".other")
			.satisfies((ex) -> assertThat(ex.getProperty()).isEqualTo("sync." + kind.propertyName() + ".other"));
		assertThat(strict.count(kind)).isEqualTo(1);
		assertThat(strict.queue("q").maxSize()).isEqualTo(7);
		closeRegistry(strict);
	}

}
