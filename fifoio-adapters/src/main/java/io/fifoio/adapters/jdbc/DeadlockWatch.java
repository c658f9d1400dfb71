package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.SourceWatch;
import io.fifoio.adapters.StandingSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a source that waits for the connection that it is written into: the driver holds the lock of its connection while it reads,
 * so the source would wait for that, and the driver for the source, for ever. Made by the thread that calls the driver.
 *
 * <p>The JVM tells whose lock a platform thread waits for: such a source is found at the second look. Of a virtual thread, and where
 * the module {@code java.management} is not there, the stack tells that it waits for a lock within the driver, which could be that of
 * another connection: such a source is given more time.
 */
@SuppressWarnings("StringSplitter") // a package name has no empty parts
final class DeadlockWatch implements SourceWatch {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    /** Of waits that the stack alone tells of: it could be that of another connection, which is given back by then. */
    private static final Duration LONG = Duration.ofSeconds(6);

    /** What stands above a method that waits for a lock. */
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

    /** @param ofDriver an object whose class tells the driver's packages */
    DeadlockWatch(Driver driver, Object ofDriver) {
        this.driverPackage = root(ofDriver.getClass().getPackageName());
        this.notifies = driver == Driver.POSTGRESQL;
    }

    /** {@code org.apache.derby} of {@code org.apache.derby.impl.jdbc}, {@code org.h2} of {@code org.h2.jdbc}. */
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
            Throwable place = new Throwable("the source's thread \"" + thread.getName() + "\" stands here");
            place.setStackTrace(thread.getStackTrace());
            throw new IOException(
                    "the source waits for the connection that waits for the source: a source that uses the same"
                            + " connection goes another way (Way.SPOOL, Chunks), or uses a connection of its own",
                    place);
        }
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
        /** As PostgreSQL's driver waits for the end of a {@code COPY}; others wait so for a row that another transaction has. */
        FOR_A_NOTIFICATION
    }

    private boolean waitsInDriver(Thread source, Wait wait) {
        boolean notified = false;
        boolean locking = source.getState() == Thread.State.BLOCKED;
        for (StackTraceElement frame : source.getStackTrace()) {
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
     * After the driver has let go of the connection: the source that was found gets it then, and is waited for, also by a thread that
     * is interrupted, which would use the connection next. One that has been read by another source nobody else waits for.
     */
    void awaitSource() {
        StandingSource source = found;
        if (source != null) {
            source.awaitEnd(LONGEST_STOP);
        }
    }
}
