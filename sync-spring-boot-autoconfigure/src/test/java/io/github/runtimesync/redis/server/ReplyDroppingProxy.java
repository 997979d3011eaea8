/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.redis.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a client and its server and lets replies get lost: the server has done
 * what it was told, and the client cannot know. A lost reply takes its connection with
 * it, as TCP has it. Connections can also be cut without having lost anything, and new
 * ones refused; subscriptions can die without anybody being told.
 */
public final class ReplyDroppingProxy implements AutoCloseable {

	private static final int BUFFER_SIZE = 64 * 1024;

	private final int serverPort;

	private final ServerSocket listener;

	private final Set<Link> links = ConcurrentHashMap.newKeySet();

	private final AtomicInteger toDrop = new AtomicInteger();

	/** The argument of the command whose reply is to be dropped, if there is one. */
	private final AtomicReference<String> toLose = new AtomicReference<>();

	private final AtomicInteger dropped = new AtomicInteger();

	private volatile boolean refusing;

	private volatile boolean mutingClients;

	private volatile boolean mutingSubscribers;

	/**
	 * Open a proxy on a free loopback port.
	 * @param serverPort the port of the server
	 */
	public ReplyDroppingProxy(int serverPort) {
		this.serverPort = serverPort;
		try {
			this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start("proxy-listener", this::accept);
	}

	/**
	 * Return the port for the client.
	 * @return the port
	 */
	public int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * Drop what the server answers next, and cut the connection that it answers on. What
	 * it tells those who are subscribed is no answer.
	 * @param times how often
	 */
	public void dropReplies(int times) {
		this.toDrop.addAndGet(times);
	}

	/**
	 * Drop the reply to the next command that has an argument, and cut its connection
	 * when the server has carried it out. Replies that are under way on that connection
	 * get lost too, and count as one.
	 * @param argument the argument
	 */
	public void dropReplyTo(String argument) {
		this.toLose.set("$%d\r\n%s\r\n".formatted(argument.length(), argument));
	}

	/**
	 * Return how often something was dropped.
	 * @return the number of drops so far
	 */
	public int dropped() {
		return this.dropped.get();
	}

	/**
	 * Return how many clients are connected.
	 * @return the number of connections
	 */
	public int connections() {
		return this.links.size();
	}

	/**
	 * Cut every connection. Clients may connect again.
	 */
	public void cut() {
		this.links.forEach(Link::close);
	}

	/**
	 * Cut every connection and refuse new ones.
	 */
	public void refuse() {
		this.refusing = true;
		cut();
	}

	/**
	 * Accept connections again.
	 */
	public void admit() {
		this.refusing = false;
	}

	/**
	 * Forward nothing to those who are connected now, and leave their connections open.
	 */
	public void mute() {
		this.links.forEach(Link::mute);
	}

	/**
	 * Forward nothing to those who are subscribed now, and leave their connections open.
	 */
	public void muteSubscribers() {
		this.links.forEach(Link::muteSubscriber);
	}

	/**
	 * Forward nothing to those who connect from now on.
	 * @param mute whether to, or to forward again to those who connect later
	 */
	public void muteNewClients(boolean mute) {
		this.mutingClients = mute;
	}

	/**
	 * Forward nothing to those who subscribe from now on, not even that they are
	 * subscribed.
	 * @param mute whether to, or to forward again to those who subscribe later
	 */
	public void muteNewSubscribers(boolean mute) {
		this.mutingSubscribers = mute;
	}

	private void accept() {
		while (true) {
			try {
				connect(this.listener.accept());
			}
			catch (IOException ex) {
				if (this.listener.isClosed()) {
					return;
				}
			}
		}
	}

	private void connect(Socket client) throws IOException {
		if (!this.refusing) {
			try {
				new Link(client, new Socket(InetAddress.getLoopbackAddress(), this.serverPort)).open();
				return;
			}
			catch (IOException ex) {
				// The server is away, so the client must not stay connected.
			}
		}
		client.close();
	}

	private boolean isDropped() {
		if (this.toDrop.getAndUpdate((left) -> Math.max(0, left - 1)) == 0) {
			return false;
		}
		this.dropped.incrementAndGet();
		return true;
	}

	private static void start(String name, Runnable body) {
		Thread thread = new Thread(body, name);
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		try {
			this.listener.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			cut();
		}
	}

	/**
	 * A connection of a client and the one to the server that belongs to it.
	 */
	private final class Link {

		private final Socket client;

		private final Socket server;

		private volatile boolean subscriber;

		private volatile boolean mute;

		/** Of the thread that forwards commands: it forwards no more. */
		private boolean ended;

		Link(Socket client, Socket server) {
			this.client = client;
			this.server = server;
			this.mute = ReplyDroppingProxy.this.mutingClients;
		}

		void open() {
			ReplyDroppingProxy.this.links.add(this);
			start("proxy-commands", () -> forward(this.client, this.server, false));
			start("proxy-replies", () -> forward(this.server, this.client, true));
		}

		private void forward(Socket from, Socket to, boolean replies) {
			byte[] buffer = new byte[BUFFER_SIZE];
			try (from; to) {
				from.setTcpNoDelay(true);
				to.setTcpNoDelay(true);
				InputStream in = from.getInputStream();
				OutputStream out = to.getOutputStream();
				for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
					if (replies ? this.mute : this.ended) {
						continue;
					}
					if (replies && !this.subscriber && isDropped()) {
						return;
					}
					if (!replies) {
						look(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
					}
					out.write(buffer, 0, length);
					if (!replies && this.ended) {
						// The server carries out what it has before it sees that this is
						// the end, and hangs up then.
						to.shutdownOutput();
					}
				}
			}
			catch (IOException ex) {
				// The other direction has closed both sockets.
			}
			finally {
				ReplyDroppingProxy.this.links.remove(this);
			}
		}

		private void look(String commands) {
			if (commands.contains("SUBSCRIBE")) {
				this.subscriber = true;
				this.mute |= ReplyDroppingProxy.this.mutingSubscribers;
			}
			String lost = ReplyDroppingProxy.this.toLose.get();
			if (lost != null && commands.contains(lost) && ReplyDroppingProxy.this.toLose.compareAndSet(lost, null)) {
				this.mute = true;
				this.ended = true;
				ReplyDroppingProxy.this.dropped.incrementAndGet();
			}
		}

		void mute() {
			this.mute = true;
		}

		void muteSubscriber() {
			this.mute |= this.subscriber;
		}

		void close() {
			try (this.client; this.server) {
				ReplyDroppingProxy.this.links.remove(this);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
