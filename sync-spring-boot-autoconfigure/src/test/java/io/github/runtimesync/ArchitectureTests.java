/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Who may import whom.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.runtimesync";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	@Test
	@DisplayName("The API knows the JDK, JSpecify and Spring's type references only")
	void api() {
		check(classes().that()
			.resideInAPackage(ROOT)
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(ROOT, "java..", "org.jspecify..", "org.springframework.core"));
	}

	@Test
	@DisplayName("The registry knows the API only, and no engine")
	void engine() {
		check(noClasses().that()
			.resideInAPackage(ROOT + ".engine")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(sibling("local"), sibling("redis"), sibling("listener"), sibling("metrics"),
					sibling("actuate"), sibling("lifecycle"), sibling("autoconfigure"), "org.springframework.context..",
					"org.springframework.beans..", "org.springframework.boot.."));
	}

	@Test
	@DisplayName("An engine knows the registry and the API only")
	void local() {
		check(classes().that()
			.resideInAPackage(sibling("local"))
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(ROOT, ROOT + ".engine", ROOT + ".local", "java..", "org.jspecify..",
					"org.apache.commons.logging"));
	}

	@Test
	@DisplayName("The Redis engine knows the registry and the API, Spring Data Redis, Lettuce and Jackson, and not Spring Boot")
	void redis() {
		check(classes().that()
			.resideInAPackage(sibling("redis"))
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(ROOT, ROOT + ".engine", sibling("redis"), "java..", "org.jspecify..",
					"org.apache.commons.logging", "org.springframework.core..", "org.springframework.util..",
					"org.springframework.scheduling..", "org.springframework.data.redis..", "io.lettuce..",
					"tools.jackson.."));
	}

	@Test
	@DisplayName("Of the Redis engine only what creates it and its settings are public")
	void redisSurface() {
		check(classes().that()
			.resideInAPackage(sibling("redis"))
			.and()
			.arePublic()
			.should()
			.haveSimpleNameStartingWith("RedisS")
			.andShould()
			.haveModifier(JavaModifier.FINAL));
	}

	@Test
	@DisplayName("Only the client and the resend policy know Lettuce")
	void lettuce() {
		check(noClasses().that()
			.resideInAPackage(sibling("redis"))
			.and()
			.haveSimpleNameNotStartingWith("Lettuce")
			.and()
			.doNotHaveSimpleName("ResendPolicy")
			.and()
			.doNotHaveSimpleName("Run")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.lettuce.."));
	}

	@Test
	@DisplayName("Features know the registry and the API, no engine and not each other, but endpoint and tests know listeners")
	void features() {
		for (String feature : new String[] { "listener", "metrics", "actuate", "lifecycle", "web", "test" }) {
			check(noClasses().that()
				.resideInAPackage(sibling(feature))
				.should()
				.dependOnClassesThat()
				.resideInAnyPackage(others(feature)));
		}
	}

	@Test
	@DisplayName("Nothing knows the auto-configuration")
	void autoconfigure() {
		check(noClasses().that()
			.resideOutsideOfPackage(sibling("autoconfigure"))
			.should()
			.dependOnClassesThat()
			.resideInAPackage(sibling("autoconfigure")));
	}

	@Test
	@DisplayName("Optional libraries are used where they belong only")
	void optionalLibraries() {
		check(noClasses().that()
			.resideOutsideOfPackages(sibling("metrics"), sibling("listener"), sibling("autoconfigure"))
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.micrometer.."));
		check(noClasses().that()
			.resideOutsideOfPackages(sibling("actuate"), sibling("autoconfigure"))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot.actuate..", "org.springframework.boot.health.."));
		check(noClasses().that()
			.resideOutsideOfPackages(sibling("web"), sibling("actuate"), sibling("autoconfigure"))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "reactor..",
					"jakarta.servlet.."));
		check(noClasses().that()
			.resideOutsideOfPackages(sibling("redis"), sibling("autoconfigure"))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.data..", "io.lettuce.."));
	}

	@Test
	@DisplayName("A running application knows nothing of the testing support")
	void testingSupport() {
		check(noClasses().that()
			.resideOutsideOfPackage(sibling("test"))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(sibling("test"), "org.junit..", "org.assertj..", "org.springframework.test.."));
	}

	@Test
	@DisplayName("Back-pressure on the web needs the exceptions of the API only")
	void web() {
		check(noClasses().that()
			.resideInAPackage(sibling("web"))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(ROOT + ".engine..", "org.springframework.boot.."));
	}

	@Test
	@DisplayName("Packages are free of cycles")
	void cycles() {
		check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
	}

	@Test
	@DisplayName("Every package is null-marked")
	void nullMarked() {
		check(classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class));
	}

	private static String[] others(String feature) {
		return java.util.stream.Stream
			.of("local", "redis", "listener", "metrics", "actuate", "lifecycle", "web", "test")
			.filter((other) -> !other.equals(feature)
					&& !(other.equals("listener") && List.of("actuate", "test").contains(feature)))
			.map(ArchitectureTests::sibling)
			.toArray(String[]::new);
	}

	private static String sibling(String name) {
		return ROOT + "." + name + "..";
	}

	private static void check(ArchRule rule) {
		rule.check(CLASSES);
	}

}
