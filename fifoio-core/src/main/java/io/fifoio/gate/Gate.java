package io.fifoio.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where one end waits for the other. All parking, waking, time limits and interrupts of the pair are here; what is
 * waited for comes in as a condition.
 *
 * <h2>Why no wake-up is lost</h2>
 *
 * The waiter stores itself (volatile), then looks at the condition again, then parks. The signaller makes the condition
 * true, passes a full fence, then looks for a waiter. Whichever of the two comes second in the order of those fences
 * sees what the other did: the waiter a true condition, or the signaller the waiter. A signaller takes the waiter out
 * before it wakes it, so that a run of signals costs one wake-up; the waiter puts itself in again before it looks.
 */
public final class Gate {

    /** How a wait ended. */
    public enum Wait {
        /** The condition holds. */
        READY,
        /** The thread was interrupted; its flag is still set. */
        INTERRUPTED,
        /** The time limit passed. */
        TIMED_OUT,
        /** Another thread waits here already: two threads use one end. */
        OCCUPIED
    }

    private static final long UNLIMITED = Long.MAX_VALUE;
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    /** With one processor the other end can't run while this one spins. */
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 64 : 0;

    /** Between two looks: an end that polls at full speed steals the cache line that the other one writes. */
    private static final int PAUSES_PER_SPIN = 8;

    private static final int YIELDS = 4;

    private static final VarHandle WAITER;

    static {
        try {
            WAITER = MethodHandles.lookup().findVarHandle(Gate.class, "waiter", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The thread that waits right now, and no other: nobody is kept alive or identified beyond the wait. */
    private volatile @Nullable Thread waiter;

    private volatile long limitNanos = UNLIMITED;

    /** Written by the waiting thread alone. */
    private volatile long blockedNanos;

    /**
     * Waits until the condition holds. An interrupt or a time limit counts only where it does not hold.
     *
     * @param condition quick, without side effects, called by the waiting thread only
     * @param since the {@code System.nanoTime()} from which the time limit runs: a call that waits several times gives
     *     the start of its first wait
     */
    public Wait await(BooleanSupplier condition, long since) {
        for (int spin = 0; spin < SPINS; spin++) {
            for (int pause = 0; pause < PAUSES_PER_SPIN; pause++) {
                Thread.onSpinWait();
            }
            if (condition.getAsBoolean()) {
                return Wait.READY;
            }
        }
        for (int yield = 0; yield < YIELDS; yield++) {
            Thread.yield();
            if (condition.getAsBoolean()) {
                return Wait.READY;
            }
        }
        return park(condition, since);
    }

    private Wait park(BooleanSupplier condition, long since) {
        Thread self = Thread.currentThread();
        long began = System.nanoTime();
        try {
            while (register(self)) {
                if (condition.getAsBoolean()) {
                    return Wait.READY;
                }
                if (self.isInterrupted()) {
                    return Wait.INTERRUPTED;
                }
                long limit = limitNanos;
                if (limit == UNLIMITED) {
                    LockSupport.park(this);
                } else {
                    long left = limit - (System.nanoTime() - since);
                    if (left <= 0) {
                        return Wait.TIMED_OUT;
                    }
                    LockSupport.parkNanos(this, left);
                }
            }
            return Wait.OCCUPIED;
        } finally {
            WAITER.compareAndSet(this, self, null);
            blockedNanos = blockedNanos + (System.nanoTime() - began);
        }
    }

    /** Every time round: the signaller that woke this thread has taken it out. */
    private boolean register(Thread self) {
        Object seen = WAITER.compareAndExchange(this, null, self);
        return seen == null || seen == self;
    }

    /** Wakes the waiter, if there is one, to look at its condition again. Call it after what makes the condition true. */
    public void signal() {
        VarHandle.fullFence();
        Thread thread = waiter;
        if (thread != null && WAITER.compareAndSet(this, thread, null)) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Sets the limit for waits, also for one under way, which is woken to notice.
     *
     * @param limit zero means none, as does one too long to count in nanoseconds (292 years)
     * @throws IllegalArgumentException if {@code limit} is negative
     */
    public void limit(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("timeout is " + limit + ", must not be negative");
        }
        limitNanos = limit.isZero() || limit.compareTo(LONGEST) > 0 ? UNLIMITED : limit.toNanos();
        signal();
    }

    /** The limit for waits; zero where there is none. */
    public Duration limit() {
        long nanos = limitNanos;
        return nanos == UNLIMITED ? Duration.ZERO : Duration.ofNanos(nanos);
    }

    /** The time spent parked here so far, in nanoseconds, without a wait that is under way. */
    public long blockedNanos() {
        return blockedNanos;
    }
}
