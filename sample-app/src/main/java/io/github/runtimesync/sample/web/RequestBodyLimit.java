/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

import io.github.runtimesync.sample.SampleProperties;

/**
 * Refuses a request body that is too large, before it is parsed. The servlet container
 * limits uploaded files only.
 */
@RestControllerAdvice
class RequestBodyLimit extends RequestBodyAdviceAdapter {

	private final int maxBytes;

	RequestBodyLimit(SampleProperties properties) {
		this.maxBytes = Math.toIntExact(properties.maxContent().toBytes());
	}

	@Override
	public boolean supports(MethodParameter parameter, Type targetType,
			Class<? extends HttpMessageConverter<?>> converterType) {
		return true;
	}

	@Override
	public HttpInputMessage beforeBodyRead(HttpInputMessage message, MethodParameter parameter, Type targetType,
			Class<? extends HttpMessageConverter<?>> converterType) throws IOException {
		if (message.getHeaders().getContentLength() > this.maxBytes) {
			throw new MaxUploadSizeExceededException(this.maxBytes);
		}
		byte[] body = message.getBody().readNBytes(this.maxBytes + 1);
		if (body.length > this.maxBytes) {
			throw new MaxUploadSizeExceededException(this.maxBytes);
		}
		return new BufferedMessage(message.getHeaders(), body);
	}

	private record BufferedMessage(HttpHeaders headers, byte[] body) implements HttpInputMessage {

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public InputStream getBody() {
			return new ByteArrayInputStream(this.body);
		}

	}

}
