/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Posts jobs over several connections until the server is gone, and keeps the ledger of
 * those that were answered with 202. One of ten fails once, one of fifty always.
 */
class JobLoad {

	private final Queue<String> accepted = new ConcurrentLinkedQueue<>();

	private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();

	private final AtomicInteger posted = new AtomicInteger();

	private volatile boolean ending;

	private final List<Thread> threads = new ArrayList<>();

	private final URI jobs;

	private final String text;

	JobLoad(int port, int connections, String text) {
		this.jobs = URI.create("http://localhost:" + port + "/jobs");
		this.text = text;
		for (int i = 0; i < connections; i++) {
			this.threads.add(new Thread(this::post, "load-" + i));
		}
		this.threads.forEach(Thread::start);
	}

	private void post() {
		// A client of its own is a connection of its own
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		try {
			while (true) {
				HttpResponse<String> response = client.send(request(this.posted.incrementAndGet()),
						BodyHandlers.ofString());
				if (response.statusCode() == 202) {
					String location = response.headers().firstValue("Location").orElseThrow();
					this.accepted.add(location.substring("/jobs/".length()));
				}
				else if (response.statusCode() != 503 && !this.ending) {
					this.unexpected.add(response.statusCode() + " " + response.body());
				}
			}
		}
		catch (IOException ex) {
			// The server is gone
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private HttpRequest request(int number) {
		String failures = (number % 50 == 0) ? "always" : (number % 10 == 0) ? "1" : "0";
		return HttpRequest.newBuilder(URI.create(this.jobs + "?failures=" + failures))
			.header("Content-Type", "text/plain")
			.POST(BodyPublishers.ofString(this.text))
			.build();
	}

	/**
	 * The server is about to end: it may cut off a request and answer that with 400.
	 */
	void ending() {
		this.ending = true;
	}

	int acceptedSoFar() {
		return this.accepted.size();
	}

	/**
	 * Return the ledger, once the server is gone.
	 * @return the identifiers of the jobs that were answered with 202
	 */
	Set<String> ledger() throws InterruptedException {
		for (Thread thread : this.threads) {
			thread.join();
		}
		return new TreeSet<>(this.accepted);
	}

	List<String> unexpected() {
		return List.copyOf(this.unexpected);
	}

}
