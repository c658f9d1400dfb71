package io.fifoio.adapters.jdbc;

import io.fifoio.FifoTimeoutException;
import io.fifoio.adapters.SourceInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Reads a source for a driver, which holds the lock of its connection meanwhile. A source that uses the same connection waits
 * for that lock, and the driver for the source, for ever: so while nothing comes, this looks from time to time whether the
 * source waits for a lock within the driver. If it does so at several looks, at the same place, it will for ever.
 */
@SuppressWarnings("StringSplitter") // a package name has no empty parts
final class DeadlockWatch extends InputStream {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    /** Looks that must find the same. Another thread may hold the lock for a while, if the source uses another connection. */
    private static final int LOOKS = 3;

    /** What stands above a method that waits for a lock. */
    private static final List<String> WAITING = List.of(
            "jdk.internal.misc.Unsafe",
            "java.util.concurrent.locks.",
            "java.util.concurrent.ForkJoinPool",
            "java.lang.Object", // where PostgreSQL's driver before 42.6 waits for the end of a COPY
            "java.lang.VirtualThread",
            "java.lang.System");

    private final SourceInputStream source;
    private final String driverPackage;
    private StackTraceElement[] place = {};
    private int looks;

    /** @param ofDriver an object whose class tells the driver's packages */
    DeadlockWatch(SourceInputStream source, Object ofDriver) {
        this.source = source;
        this.driverPackage = root(ofDriver.getClass().getPackageName());
        source.setTimeout(BETWEEN_LOOKS);
    }

    /** {@code org.apache.derby} of {@code org.apache.derby.impl.jdbc}, {@code org.h2} of {@code org.h2.jdbc}. */
    private static String root(String packageName) {
        int names = packageName.startsWith("org.apache.") ? 3 : 2;
        String[] parts = packageName.split("\\.");
        return String.join(".", Arrays.copyOf(parts, Math.min(names, parts.length))) + ".";
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        Objects.checkFromIndexSize(off, len, b.length);
        looks = 0;
        while (true) {
            try {
                return source.read(b, off, len);
            } catch (FifoTimeoutException nothingYet) {
                look();
            }
        }
    }

    private void look() throws IOException {
        Throwable now = source.whereItStands();
        StackTraceElement[] trace = now.getStackTrace();
        looks = waitsInDriver(trace) && (looks == 0 || Arrays.equals(trace, place)) ? looks + 1 : 0;
        place = trace;
        if (looks == LOOKS) {
            throw new IOException(
                    "the source waits for the connection that waits for the source: a source that uses the same"
                            + " connection goes another way (Way.SPOOL, Chunks), or uses a connection of its own",
                    now);
        }
    }

    private boolean waitsInDriver(StackTraceElement[] trace) {
        for (StackTraceElement frame : trace) {
            String type = frame.getClassName();
            if (type.startsWith(driverPackage)) {
                return !frame.isNativeMethod();
            }
            if (WAITING.stream().noneMatch(type::startsWith)) {
                return false;
            }
        }
        return false;
    }

    @Override
    public int available() throws IOException {
        return source.available();
    }
}
