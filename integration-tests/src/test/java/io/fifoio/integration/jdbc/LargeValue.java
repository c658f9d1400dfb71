package io.fifoio.integration.jdbc;

import io.fifoio.adapters.PushSource;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * A value written into a database and read back, in a JVM whose heap is smaller, with what it took: a program.
 * Arguments: database, operation, bytes; more of the same.
 */
final class LargeValue {

    private LargeValue() {}

    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < arguments.length; i += 3) {
            Database database = Database.valueOf(arguments[i]);
            Operation operation = Operation.valueOf(arguments[i + 1]);
            run(database, operation, Long.parseLong(arguments[i + 2]));
        }
        System.exit(0); // drivers' threads
    }

    private static void run(Database database, Operation operation, long bytes) throws Exception {
        database.createTables();
        store(database, operation, 1, 1000);
        read(database, operation, 1, 1000);
        long idle = Footprint.peakRssKib();
        Footprint footprint = Footprint.start();
        long began = System.nanoTime();
        store(database, operation, 2, bytes);
        long stored = System.nanoTime();
        read(database, operation, 2, bytes);
        long ended = System.nanoTime();
        System.out.printf(
                "| %s | %s | %d | %d | %d | %d | %d | %d |%n",
                database,
                operation,
                bytes >> 20,
                Runtime.getRuntime().maxMemory() >> 20,
                (stored - began) / 1_000_000,
                (ended - stored) / 1_000_000,
                (Footprint.peakRssKib() - idle) >> 10,
                footprint.end() >> 20);
    }

    private static void store(Database database, Operation operation, int id, long bytes) throws Exception {
        try (Connection connection = begin(database)) {
            operation.write(database, connection, id, source(bytes));
            connection.commit();
        }
    }

    /** Begins as the page of the database says for a small heap. */
    private static Connection begin(Database database) throws SQLException {
        Connection connection = database.connect(database.url() + (database == Database.H2 ? ";WRITE_DELAY=0" : ""));
        connection.setAutoCommit(false);
        return connection;
    }

    private static PushSource source(long bytes) {
        return out -> {
            Blocks blocks = new Blocks();
            for (long left = bytes; left > 0; ) {
                byte[] block = blocks.next();
                int count = (int) Math.min(left, block.length);
                out.write(block, 0, count);
                left -= count;
            }
        };
    }

    private static void read(Database database, Operation operation, int id, long bytes) throws Exception {
        try (Connection connection = begin(database)) {
            connection.setTransactionIsolation(database.snapshot());
            CRC32 expected = new CRC32();
            source(bytes).writeTo(new OutputStream() {
                @Override
                public void write(int b) {
                    expected.update(b);
                }

                @Override
                public void write(byte[] b, int off, int len) {
                    expected.update(b, off, len);
                }
            });
            CRC32 actual = new CRC32();
            long total = 0;
            try (InputStream in = operation.openLarge(database, connection, id)) {
                byte[] buffer = new byte[64 * 1024];
                for (int count; (count = in.read(buffer)) >= 0; total += count) {
                    actual.update(buffer, 0, count);
                }
            }
            connection.rollback();
            if (total != bytes || actual.getValue() != expected.getValue()) {
                throw new AssertionError(database + ", " + operation + ": " + total + " of " + bytes
                        + " bytes, checksums " + actual.getValue() + " and " + expected.getValue());
            }
        }
    }

    /** Lines that do not repeat soon. */
    private static final class Blocks {

        private final byte[] base = Bytes.text(1 << 16);
        private final Random random = new Random(Bytes.SEED);

        byte[] next() {
            for (int i = 0; i < 64; i++) {
                int line = random.nextInt(base.length / Bytes.LINE) * Bytes.LINE;
                base[line + random.nextInt(Bytes.LINE - 1)] = (byte) ('0' + random.nextInt(64));
            }
            return base;
        }
    }
}
