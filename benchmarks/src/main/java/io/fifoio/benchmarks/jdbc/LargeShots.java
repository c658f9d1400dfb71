package io.fifoio.benchmarks.jdbc;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Times one way into a database and the ways out of what it wrote, at each of the sizes: a program. Each way has a
 * database of its own, so that none affects another. Arguments: the store, a folder, the way in, sizes in MiB.
 */
final class LargeShots {

    /** A value that warms the code up; its times are dropped. */
    private static final int WARM_UP_MIB = 16;

    private static final int WARM_UPS = 2;

    private final Store store;
    private final Path folder;
    private final Way in;
    private final byte[] buffer = new byte[Blocks.PIECE];

    private LargeShots(Store store, Path folder, Way in) {
        this.store = store;
        this.folder = folder;
        this.in = in;
    }

    /** Prints a line for each. */
    public static void main(String[] arguments) throws Exception {
        LargeShots shots =
                new LargeShots(Store.valueOf(arguments[0]), Path.of(arguments[1]), Way.valueOf(arguments[2]));
        int[] sizes =
                Arrays.stream(arguments).skip(3).mapToInt(Integer::parseInt).toArray();
        shots.run(sizes);
        System.exit(0); // drivers' threads
    }

    private void run(int... sizes) throws SQLException, IOException {
        try (Connection connection = store.connect(folder)) {
            store.createTables(connection);
            for (int i = 0; i < WARM_UPS; i++) {
                all(connection, Math.min(WARM_UP_MIB, sizes[0]), false);
            }
            for (int mib : sizes) {
                all(connection, mib, true);
            }
            connection.commit();
        }
    }

    private void all(Connection connection, int mib, boolean told) throws SQLException, IOException {
        write(connection, in, mib, told);
        for (Way out : Way.values()) {
            if (store.has(out, false) && reads(out)) {
                read(connection, out, mib, told);
            }
        }
        store.deleteAll(connection);
    }

    /** Whether the given way out is measured with this way in: ranges are read from a value that the driver wrote. */
    private boolean reads(Way out) {
        return in == Way.PLAIN ? out != Way.CHUNKED && out != Way.FIFO : in == out;
    }

    private void write(Connection connection, Way way, int mib, boolean told) throws SQLException, IOException {
        long began = System.nanoTime();
        store.write(connection, way, (long) mib << 20);
        tell("write", way, mib, began, told);
    }

    private void read(Connection connection, Way way, int mib, boolean told) throws SQLException, IOException {
        long began = System.nanoTime();
        long count = store.read(connection, way, buffer);
        tell("read", way, mib, began, told);
        if (count != (long) mib << 20) {
            throw new AssertionError(store + ", " + way + ": " + count + " bytes of " + mib + " MiB");
        }
    }

    private void tell(String action, Way way, int mib, long began, boolean told) {
        double millis = (System.nanoTime() - began) / 1e6;
        if (told) {
            System.out.println(new Shot(store.toString(), action, way.toString(), mib, millis).line());
        }
    }
}
