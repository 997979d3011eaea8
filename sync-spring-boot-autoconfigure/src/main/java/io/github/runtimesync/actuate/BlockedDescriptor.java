/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.runtimesync.engine.CallSite;
import io.github.runtimesync.engine.SiteCount;
import io.github.runtimesync.engine.WaitingCaller;

/**
 * Who waits on a primitive.
 *
 * @param total how many wait, also those that are not shown
 * @param shown those that have waited longest
 */
public record BlockedDescriptor(int total, List<CallerDescriptor> shown) {

	static final int MAX_SHOWN = 100;

	static BlockedDescriptor of(int total, List<WaitingCaller> callers) {
		return new BlockedDescriptor(Math.max(total, callers.size()),
				callers.stream().map(CallerDescriptor::of).toList());
	}

	private static @Nullable List<String> frames(@Nullable CallSite callSite) {
		return (callSite != null) ? callSite.frames().stream().map(StackTraceElement::toString).toList() : null;
	}

	/**
	 * A caller that waits.
	 *
	 * @param thread the name of the blocked thread, {@code null} for a future
	 * @param call the call it came with
	 * @param since when it began to wait
	 * @param waited how long it has been waiting
	 * @param callSite where it came from, the nearest frame first, if that is captured
	 */
	public record CallerDescriptor(@Nullable String thread, String call, Instant since, Duration waited,
			@Nullable List<String> callSite) {

		static CallerDescriptor of(WaitingCaller caller) {
			Thread thread = caller.thread();
			Duration waited = caller.waited();
			return new CallerDescriptor((thread != null) ? thread.getName() : null, caller.call(),
					Instant.now().minus(waited), waited, frames(caller.callSite()));
		}

	}

	/**
	 * A place in the code that counted a wait group up or down in its present round.
	 *
	 * @param call {@code add}, {@code done} or {@code go}, or {@code other} for all that
	 * are too many
	 * @param added how much was added there
	 * @param done how much was counted down there
	 * @param callSite the place, the nearest frame first
	 */
	public record SiteDescriptor(String call, long added, long done, @Nullable List<String> callSite) {

		static SiteDescriptor of(SiteCount site) {
			return new SiteDescriptor(site.call(), site.added(), site.done(), frames(site.callSite()));
		}

	}

}
