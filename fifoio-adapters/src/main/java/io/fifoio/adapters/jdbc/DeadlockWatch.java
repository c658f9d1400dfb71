package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.SourceWatch;
import io.fifoio.adapters.StandingSource;
import io.fifoio.adapters.inner.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Detects a source that waits for the connection it is being written to: the driver holds the lock of its connection
 * while it reads, so the source would wait for the lock, and the driver for the source, for ever. Made by the thread
 * that calls the driver.
 *
 * <p>The JVM tells which thread holds the lock that a platform thread waits for, so such a source is detected at the
 * second look. For a virtual thread, or if the module {@code java.management} is missing, the stack shows only that the
 * thread waits for a lock within the driver, which could be that of another connection; such a source is given more
 * time.
 *
 * <p>A thread that waits for a {@code Future} or a latch waits for nobody in particular. If such a source stands still,
 * another thread that waits within the driver for a lock of this thread may be the one that the source waits for; after
 * a longer time it is assumed to be.
 */
@SuppressWarnings("StringSplitter") // a package name has no empty parts
final class DeadlockWatch implements SourceWatch {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    /**
     * After how long a wait counts that only the stack shows. The lock could be that of another connection, which will
     * have been released by then.
     */
    private static final Duration LONG = Duration.ofSeconds(6);

    /**
     * After how long a thread that waits for the connection is assumed to be the one that the source waits for. It
     * might be another one, whose turn comes when the source goes on.
     */
    private static final Duration LONG_FOR_A_HELPER = Duration.ofSeconds(30);

    private static final String THE_WAY_ROUND =
            "a source that uses the same connection goes another way (Way.SPOOL, Chunks), or uses"
                    + " a connection of its own";

    /** The classes whose methods are above a method that waits for a lock in the stack of its thread. */
    private static final List<String> WAITING = List.of(
            "jdk.internal.misc.Unsafe",
            "java.util.concurrent.locks.",
            "java.util.concurrent.ForkJoinPool",
            "java.lang.Object",
            "java.lang.VirtualThread",
            "java.lang.System");

    private final Thread holder = Thread.currentThread();
    private final String driverPackage;
    private final boolean notifies;
    private volatile @Nullable StandingSource found;
    private volatile @Nullable Sight helper;

    /**
     * A thread that waits for the connection, and how long the source had been standing still when it was first seen.
     */
    private record Sight(Thread source, long helper, Duration at) {

        boolean isFollowedBy(StandingSource now) {
            return now.thread() == source && now.time().compareTo(at) >= 0;
        }
    }

    /** @param ofDriver an object whose class shows the driver's packages */
    DeadlockWatch(Driver driver, Object ofDriver) {
        this.driverPackage = root(ofDriver.getClass().getPackageName());
        this.notifies = driver.has(Trait.WAITS_FOR_NOTIFICATION);
    }

    /**
     * Returns the prefix that a driver's packages share: {@code org.apache.derby} for
     * {@code org.apache.derby.impl.jdbc}, {@code org.h2} for {@code org.h2.jdbc}.
     */
    private static String root(String packageName) {
        int names = packageName.startsWith("org.apache.") ? 3 : 2;
        String[] parts = packageName.split("\\.");
        return String.join(".", Arrays.copyOf(parts, Math.min(names, parts.length))) + ".";
    }

    @Override
    public void standsStill(StandingSource source) throws IOException {
        Thread thread = source.thread();
        if (waitsInVain(thread, source.time().compareTo(LONG) >= 0)) {
            found = source;
            throw new IOException(
                    "the source waits for the connection that waits for the source: " + THE_WAY_ROUND,
                    Place.of("source", thread));
        }
        LockOwner.Waiter behind = findHelper(source);
        if (behind != null) {
            found = source;
            Throwable place = new Throwable("the thread \"" + behind.name() + "\" stands here");
            place.setStackTrace(behind.stack().toArray(StackTraceElement[]::new));
            place.addSuppressed(Place.of("source", thread));
            throw new IOException(
                    "the source waits, and the thread \"" + behind.name()
                            + "\" waits for the connection that waits for the"
                            + " source, for " + LONG_FOR_A_HELPER.toSeconds()
                            + " s: if the source waits for that thread, "
                            + THE_WAY_ROUND + ", also by another thread; if not, that thread uses another connection",
                    place);
        }
    }

    /**
     * Finds the thread that has been waiting for the connection for as long as the source has been waiting without a
     * limit and for nobody's lock.
     */
    private LockOwner.@Nullable Waiter findHelper(StandingSource source) {
        Sight before = helper;
        helper = null;
        if (source.thread().getState() != Thread.State.WAITING) {
            return null; // it computes, or reads, or will wait no longer than it says
        }
        List<LockOwner.Waiter> waiters = LockOwner.waitersFor(holder).stream()
                .filter(one -> waitsInDriver(one.state(), one.stack(), Wait.FOR_A_LOCK))
                .toList();
        if (before != null && before.isFollowedBy(source)) {
            for (LockOwner.Waiter waiter : waiters) {
                if (waiter.id() == before.helper()) {
                    helper = before;
                    return source.time().minus(before.at()).compareTo(LONG_FOR_A_HELPER) >= 0 ? waiter : null;
                }
            }
        }
        if (!waiters.isEmpty()) {
            helper = new Sight(source.thread(), waiters.get(0).id(), source.time());
        }
        return null;
    }

    private boolean waitsInVain(Thread source, boolean isLong) {
        return switch (LockOwner.isOf(holder, source)) {
            case YES -> true;
            case NO -> isLong && notifies && waitsInDriver(source, Wait.FOR_A_NOTIFICATION);
            case UNKNOWN ->
                isLong
                        && (waitsInDriver(source, Wait.FOR_A_LOCK)
                                || (notifies && waitsInDriver(source, Wait.FOR_A_NOTIFICATION)));
        };
    }

    private enum Wait {
        FOR_A_LOCK,
        /**
         * As PostgreSQL's driver waits for the end of a {@code COPY}; with other drivers a thread may wait like this
         * for a row that another transaction has locked.
         */
        FOR_A_NOTIFICATION
    }

    private boolean waitsInDriver(Thread source, Wait wait) {
        return waitsInDriver(source.getState(), List.of(source.getStackTrace()), wait);
    }

    private boolean waitsInDriver(Thread.State state, List<StackTraceElement> stack, Wait wait) {
        boolean notified = false;
        boolean locking = state == Thread.State.BLOCKED;
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            if (type.startsWith(driverPackage)) {
                return !frame.isNativeMethod() && (wait == Wait.FOR_A_LOCK ? locking && !notified : notified);
            }
            if (WAITING.stream().noneMatch(type::startsWith)) {
                return false;
            }
            notified |= type.equals("java.lang.Object") || type.endsWith("$ConditionObject");
            locking |= type.startsWith("java.util.concurrent.locks.Reentrant");
        }
        return false;
    }

    /**
     * Called after the driver has released the connection: the source that was detected gets it then, and this waits
     * for that source, even if the thread is interrupted, because this thread would use the connection next. If the
     * source was being read by another source, nobody else waits for it.
     */
    void awaitSource() {
        StandingSource source = found;
        if (source != null) {
            source.awaitEnd(LONGEST_STOP);
        }
    }
}
