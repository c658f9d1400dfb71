package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.SourceWatch;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds a source that waits for the connection that it is written into: the driver holds the lock of its connection while it reads,
 * so the source would wait for that, and the driver for the source, for ever. Made by the thread that calls the driver.
 *
 * <p>The JVM tells whose lock a platform thread waits for. Of a virtual one, and where the module {@code java.management} is not
 * there, the stack tells that it waits for a lock within the driver, which could be that of another connection.
 */
@SuppressWarnings("StringSplitter") // a package name has no empty parts
final class DeadlockWatch implements SourceWatch {

    private static final long LONGEST_STOP_SECONDS = 10;

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
    private volatile @Nullable Thread found;

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
    public void standsStill(Thread source) throws IOException {
        if (waitsInVain(source)) {
            found = source;
            Throwable place = new Throwable("the source's thread \"" + source.getName() + "\" stands here");
            place.setStackTrace(source.getStackTrace());
            throw new IOException(
                    "the source waits for the connection that waits for the source: a source that uses the same"
                            + " connection goes another way (Way.SPOOL, Chunks), or uses a connection of its own",
                    place);
        }
    }

    private boolean waitsInVain(Thread source) {
        return switch (LockOwner.isOf(holder, source)) {
            case YES -> true;
            case NO -> notifies && waitsInDriver(source, Wait.FOR_A_NOTIFICATION);
            case UNKNOWN ->
                waitsInDriver(source, Wait.FOR_A_LOCK) || (notifies && waitsInDriver(source, Wait.FOR_A_NOTIFICATION));
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
        Thread source = found;
        if (source == null) {
            return;
        }
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_STOP_SECONDS);
        long left = deadline - System.nanoTime();
        while (left > 0 && source.isAlive()) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(source, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = deadline - System.nanoTime();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
