/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.cfg.MapperBuilder;

import io.github.runtimesync.engine.RegistrySettings;
import io.github.runtimesync.engine.SyncEngine;
import io.github.runtimesync.engine.SyncEngineException;
import io.github.runtimesync.engine.SyncEngineFactory;
import io.github.runtimesync.redis.RedisSettings;
import io.github.runtimesync.redis.RedisSyncRegistry;

/**
 * Creates the Redis engine with one of the application's connection factories, and says
 * what to do if it cannot.
 */
class RedisEngineFactory implements SyncEngineFactory {

	static final String NAME = "redis";

	private static final String LETTUCE = "io.lettuce.core.RedisClient";

	private static final String JACKSON = "tools.jackson.databind.JacksonModule";

	private final SyncRedisProperties properties;

	private final ApplicationContext context;

	private final ObjectProvider<RedisConnectionFactory> qualified;

	private final ObjectProvider<RedisConnectionFactory> connectionFactories;

	RedisEngineFactory(SyncRedisProperties properties, ApplicationContext context,
			ObjectProvider<RedisConnectionFactory> qualified,
			ObjectProvider<RedisConnectionFactory> connectionFactories) {
		this.properties = properties;
		this.context = context;
		this.qualified = qualified;
		this.connectionFactories = connectionFactories;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public SyncEngine create(RegistrySettings settings) {
		RedisConnectionFactory factory = lettuce(connectionFactory());
		if (!isPresent(JACKSON)) {
			throw new SyncEngineException("The Redis engine writes values with Jackson, which is not on the class path",
					"Add 'org.springframework.boot:spring-boot-starter-jackson' to the dependencies", null);
		}
		return RedisSyncRegistry.engine(factory, settings(), settings, modules());
	}

	/**
	 * Return the modules of Jackson that Spring Boot gives the application's own mapper.
	 */
	private List<JacksonModule> modules() {
		List<JacksonModule> modules = new ArrayList<>(MapperBuilder.findModules(this.context.getClassLoader()));
		this.context.getBeanProvider(JacksonModule.class).orderedStream().forEach(modules::add);
		return modules;
	}

	private boolean isPresent(String className) {
		return ClassUtils.isPresent(className, this.context.getClassLoader());
	}

	private RedisSettings settings() {
		try {
			return new RedisSettings(namespace(), this.properties.getTimeout(), this.properties.getMaxValueSize(),
					this.properties.getLease(), this.properties.isFailFast());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException("sync.redis", null, String.valueOf(ex.getMessage()));
		}
	}

	private String namespace() {
		String own = this.properties.getNamespace();
		String namespace = StringUtils.hasText(own) ? own
				: this.context.getEnvironment().getProperty("spring.application.name");
		if (!StringUtils.hasText(namespace)) {
			throw new SyncEngineException(
					"The Redis engine has no namespace to tell this application's primitives from those of others",
					"Set 'spring.application.name', or 'sync.redis.namespace' to a name that all JVMs of this application share and no other application uses",
					null);
		}
		return namespace;
	}

	private RedisConnectionFactory connectionFactory() {
		try {
			RedisConnectionFactory factory = this.qualified.getIfAvailable();
			factory = (factory != null) ? factory : this.connectionFactories.getIfAvailable();
			if (factory != null) {
				return factory;
			}
		}
		catch (NoUniqueBeanDefinitionException ex) {
			throw new SyncEngineException(
					"The Redis engine cannot tell which connection factory is meant for it: " + ex.getBeanNamesFound(),
					"Mark one of them with @SyncRedisConnectionFactory or @Primary", ex);
		}
		throw new SyncEngineException("The Redis engine has no RedisConnectionFactory bean",
				"Add 'spring-boot-starter-data-redis' to the class path, do not exclude DataRedisAutoConfiguration, or define a LettuceConnectionFactory bean",
				null);
	}

	private RedisConnectionFactory lettuce(RedisConnectionFactory factory) {
		if (!isPresent(LETTUCE) || !(factory instanceof LettuceConnectionFactory)) {
			throw new SyncEngineException(
					"The Redis engine works with Lettuce only, and the connection factory is a "
							+ factory.getClass().getName(),
					"Set 'spring.data.redis.client-type' to 'lettuce' with 'io.lettuce:lettuce-core' on the class path, or define a LettuceConnectionFactory bean with @SyncRedisConnectionFactory",
					null);
		}
		return factory;
	}

}
