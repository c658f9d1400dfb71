package io.fifoio.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The place where one end waits for the other. All parking, waking, time limits and interrupts of the pair are here;
 * what a thread waits for is passed in as a condition.
 *
 * <h2>Why no wake-up is lost</h2>
 *
 * The waiter stores itself, then looks at the condition again, then parks. The signaller makes the condition true, then
 * looks for a waiter. All four accesses are volatile, so they have one total order that every thread agrees on: if the
 * waiter's look comes before the condition was made true, then its storing itself comes before the signaller's look.
 * Hence the waiter sees a true condition or the signaller sees the waiter. A signaller takes the waiter out before it
 * wakes it, so that a run of signals costs one wake-up; the waiter puts itself in again before it looks. A signaller
 * whose stack overflows may take the waiter out without waking it; hence {@link #wakeUp}, which relies on no other
 * signaller. It looks for the thread in a field where that stays for the whole of its wait, and the same holds for the
 * four accesses.
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
        /** The time limit for a peer that never comes passed, and the peer has not come. */
        ALONE,
        /** Another thread is waiting here already: two threads use one end. */
        OCCUPIED
    }

    private static final long UNLIMITED = Long.MAX_VALUE;
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private static final VarHandle WAITER;

    static {
        try {
            WAITER = MethodHandles.lookup().findVarHandle(Gate.class, "waiter", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
        rehearse();
    }

    /**
     * A clock like {@code System.nanoTime()}: it counts nanoseconds from an arbitrary origin, possibly in coarse steps.
     */
    private final LongSupplier clock;

    /** Used by the waiting thread only. */
    private final Backoff backoff;

    /** The thread that is waiting right now; no thread is kept alive or identified beyond its wait. */
    private volatile @Nullable Thread waiter;

    /**
     * The waiting thread for the whole of its wait, even while a signaller has taken it out of {@code waiter}. Written
     * by the waiting thread only.
     */
    private volatile @Nullable Thread parked;

    private volatile long limitNanos = UNLIMITED;
    private volatile long peerLimitNanos = UNLIMITED;

    /** The limit that ended the last wait that ran out of time, in nanoseconds. Used by the waiting thread only. */
    private long passed;

    /** When the wait in progress began; 0 if there is none. Written by the waiting thread only. */
    private volatile long parkedSince;

    /** How long all finished waits have lasted. Written by the waiting thread only. */
    private volatile long blockedNanos;

    /**
     * Odd while a finished wait is being moved from {@code parkedSince} to {@code blockedNanos}, so that no wait is
     * counted twice.
     */
    private volatile int waitsCounted;

    public Gate() {
        this(System::nanoTime, new Backoff());
    }

    /** With a clock and a backoff that a test controls. */
    Gate(LongSupplier clock, Backoff backoff) {
        this.clock = clock;
        this.backoff = backoff;
    }

    /**
     * Waits until the condition holds. An interrupt or a time limit counts only if it does not hold.
     *
     * @param condition quick, without side effects, looks by volatile reads; called by the waiting thread only
     * @param alone whether no other thread has come to the other end so far; asked when the limit for that has passed
     * @param since the {@code System.nanoTime()} from which the time limits run: a call that waits several times gives
     *     the start of its first wait
     * @param pauses how long to pause between two looks before it parks, in units of {@code Thread.onSpinWait()}
     */
    public Wait await(BooleanSupplier condition, BooleanSupplier alone, long since, int pauses) {
        // Checked first: polling may succeed at each of the many waits of one call, and then the limit would never be
        // looked at in park().
        if (!isOverdue(since) && backoff.until(condition, pauses)) {
            return Wait.READY;
        }
        return park(condition, alone, since);
    }

    private boolean isOverdue(long since) {
        long limit = limitNanos;
        return Thread.currentThread().isInterrupted() || (limit != UNLIMITED && clock.getAsLong() - since >= limit);
    }

    /**
     * Makes each of these calls once: the first one allocates when it is linked, and a waiter must be woken even if the
     * heap is full.
     */
    private static void rehearse() {
        Thread self = Thread.currentThread();
        Gate gate = new Gate();
        gate.await(() -> true, () -> false, 0, 1);
        gate.register(self);
        gate.takeOut(self);
    }

    private Wait park(BooleanSupplier condition, BooleanSupplier alone, long since) {
        Thread self = Thread.currentThread();
        if (!register(self)) {
            return Wait.OCCUPIED;
        }
        // Odd, so that it is never the 0 that stands for "none". It may be a nanosecond ahead of the clock.
        long began = clock.getAsLong() | 1;
        parkedSince = began;
        parked = self;
        try {
            do {
                if (condition.getAsBoolean()) {
                    return Wait.READY;
                }
                if (self.isInterrupted()) {
                    return Wait.INTERRUPTED;
                }
                long limit = limitNanos;
                long peerLimit = peerLimitNanos;
                boolean mayBeAlone = peerLimit != UNLIMITED && alone.getAsBoolean();
                if (limit == UNLIMITED && !mayBeAlone) {
                    LockSupport.park(this);
                } else {
                    long waited = clock.getAsLong() - since;
                    if (waited >= limit) {
                        passed = limit;
                        return Wait.TIMED_OUT;
                    }
                    if (mayBeAlone && waited >= peerLimit) {
                        passed = peerLimit;
                        return Wait.ALONE;
                    }
                    LockSupport.parkNanos(this, (mayBeAlone ? Math.min(limit, peerLimit) : limit) - waited);
                }
            } while (register(self));
            return Wait.OCCUPIED;
        } finally {
            parked = null;
            takeOut(self);
            long passed = passedSince(began);
            backoff.parked(passed);
            // Even in the end, even if two threads that use one end leave at once: otherwise a caller of blockedNanos()
            // would look again for ever.
            int version = waitsCounted | 1;
            waitsCounted = version;
            blockedNanos = blockedNanos + passed;
            parkedSince = 0;
            waitsCounted = version + 1;
        }
    }

    /** Registers the waiting thread. Repeated after each wake-up, because the signaller has taken the thread out. */
    private boolean register(Thread self) {
        Object seen = WAITER.compareAndExchange(this, null, self);
        return seen == null || seen == self;
    }

    /**
     * Whether a thread is parked here or about to park. To be called after a volatile write that may have made its
     * condition true.
     */
    public boolean isOccupied() {
        return waiter != null;
    }

    /**
     * Wakes the waiter, if there is one, to look at its condition again. To be called after a volatile write that made
     * the condition true.
     */
    public void signal() {
        Thread thread = waiter;
        if (thread != null) {
            wake(thread);
        }
    }

    /**
     * Wakes the waiter as {@link #signal} does, and also one that another signaller has taken out but, because its
     * stack overflowed, not woken. For rare events that must not get lost.
     */
    public void wakeUp() {
        Thread inside = parked;
        if (inside != null) {
            takeOut(inside);
            LockSupport.unpark(inside);
        }
    }

    private void wake(Thread thread) {
        if (takeOut(thread)) {
            LockSupport.unpark(thread);
        }
    }

    /** Not private, so that a test can stop after this, as a stack overflow would. */
    boolean takeOut(Thread thread) {
        return WAITER.compareAndSet(this, thread, null);
    }

    /**
     * Sets the limit for waits, including one in progress, which is woken so that it notices.
     *
     * @param limit zero means none, as does one too long to count in nanoseconds (292 years)
     * @throws IllegalArgumentException if {@code limit} is negative
     */
    public void limit(Duration limit) {
        limitNanos = nanos("timeout", limit);
        wakeUp();
    }

    /** Sets the limit for a peer that never comes; a wait in progress notices too. */
    public void peerLimit(Duration limit) {
        peerLimitNanos = nanos("limit for the peer", limit);
        wakeUp();
    }

    private static long nanos(String name, Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException(name + " is " + limit + ", must not be negative");
        }
        return limit.isZero() || limit.compareTo(LONGEST) > 0 ? UNLIMITED : limit.toNanos();
    }

    /** Returns the limit that has just ended the calling thread's wait; a different one may have been set since. */
    public Duration passedLimit() {
        return Duration.ofNanos(passed);
    }

    /**
     * Returns the time spent parked here so far, in nanoseconds, including a wait in progress. May be called by any
     * thread.
     */
    public long blockedNanos() {
        while (true) {
            int version = waitsCounted;
            long began = parkedSince;
            long total = blockedNanos;
            if (version % 2 == 0 && version == waitsCounted) {
                return began == 0 ? total : total + passedSince(began);
            }
        }
    }

    /**
     * Returns how long the wait in progress has lasted, in nanoseconds; 0 if there is none. May be called by any
     * thread.
     */
    public long waitingNanos() {
        long began = parkedSince;
        return began == 0 ? 0 : Math.max(1, passedSince(began));
    }

    private long passedSince(long began) {
        return Math.max(0, clock.getAsLong() - began);
    }
}
