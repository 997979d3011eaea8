/*
 * Copyright 2026 the Runtime Sync authors.
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.runtimesync.local;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock for a few instructions: nobody blocks or runs a caller's code while holding it.
 * Not reentrant and not fair. Compared with {@code ReentrantLock} it saves the fence on
 * release and never puts a thread to sleep until another one wakes it.
 * <p>
 * A contender spins, then lets other threads run, and then naps, so that it costs little
 * even if the holder has lost its processor. It looks less and less often: whoever looks
 * at every moment gets the lock in between two uses by the same thread, and then all that
 * the lock guards has to move from one processor to the other, which takes longer than
 * ten uses. It holds no monitor, so that a virtual thread is not pinned by contending.
 */
abstract class SpinLock extends Padding {

	/**
	 * How many looks are made while spinning, each after twice the time of the one
	 * before.
	 */
	private static final int SPINNING_LOOKS = 7;

	private static final int YIELDS = 32;

	private static final long NAP_NANOS = 20_000;

	private static final VarHandle HELD;

	static {
		try {
			HELD = MethodHandles.lookup().findVarHandle(SpinLock.class, "held", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	@SuppressWarnings("unused") // through HELD
	private int held;

	final void lock() {
		if (!HELD.compareAndSet(this, 0, 1)) {
			contend();
		}
	}

	final void unlock() {
		HELD.setRelease(this, 0);
	}

	private void contend() {
		int attempts = 0;
		do {
			if (attempts < SPINNING_LOOKS) {
				for (int i = 0; i < 1 << attempts; i++) {
					Thread.onSpinWait();
				}
			}
			else {
				Thread.yield();
				if (attempts > SPINNING_LOOKS + YIELDS) {
					LockSupport.parkNanos(NAP_NANOS);
				}
			}
			attempts++;
		}
		while ((int) HELD.getOpaque(this) != 0 || !HELD.compareAndSet(this, 0, 1));
	}

}
