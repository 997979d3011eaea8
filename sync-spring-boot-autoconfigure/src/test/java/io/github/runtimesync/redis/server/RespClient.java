/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis.server;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Says one command at a time to a Redis server, each on a connection of its own, so that
 * a test can look at the server without the client that it tests.
 */
final class RespClient {

	private static final int TIMEOUT_MILLIS = 20_000;

	private final int port;

	RespClient(int port) {
		this.port = port;
	}

	/**
	 * Run a command.
	 * @param command the command and its arguments
	 * @return a string, a {@code Long}, a list of such, or {@code null}
	 * @throws IOException if the server is not there, or answers with an error
	 */
	Object run(String... command) throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), TIMEOUT_MILLIS);
			socket.setSoTimeout(TIMEOUT_MILLIS);
			OutputStream out = socket.getOutputStream();
			out.write(encode(command));
			out.flush();
			return read(new BufferedInputStream(socket.getInputStream()));
		}
	}

	private static byte[] encode(String... command) {
		StringBuilder text = new StringBuilder("*" + command.length + "\r\n");
		for (String part : command) {
			text.append('$').append(part.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
			text.append(part).append("\r\n");
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static Object read(InputStream in) throws IOException {
		String line = readLine(in);
		String rest = line.substring(1);
		return switch (line.charAt(0)) {
			case '+' -> rest;
			case ':' -> Long.valueOf(rest);
			case '$' -> readString(in, Integer.parseInt(rest));
			case '*' -> readList(in, Integer.parseInt(rest));
			default -> throw new IOException(rest);
		};
	}

	private static String readString(InputStream in, int length) throws IOException {
		if (length < 0) {
			return null;
		}
		byte[] bytes = in.readNBytes(length);
		readLine(in);
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private static List<Object> readList(InputStream in, int length) throws IOException {
		List<Object> list = new ArrayList<>();
		for (int i = 0; i < length; i++) {
			list.add(read(in));
		}
		return list;
	}

	private static String readLine(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = in.read(); next != '\n'; next = in.read()) {
			if (next < 0) {
				throw new EOFException("The server closed the connection");
			}
			if (next != '\r') {
				line.append((char) next);
			}
		}
		return line.toString();
	}

}
