package io.fifoio.adapters.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How a driver is kept from gathering a whole result in the heap. */
enum Fetching {
    /** A cursor in a transaction, so many rows at a time. */
    POSTGRESQL {
        @Override
        boolean needsTransaction() {
            return true;
        }
    },

    /** The one value that means row by row. */
    MYSQL {
        @Override
        void prepare(PreparedStatement statement) throws SQLException {
            statement.setFetchSize(Integer.MIN_VALUE);
        }

        @Override
        void adapt(ResultSet rows, long count, long bytes) {}
    },

    MARIADB,

    /** As its driver does it. */
    OTHER {
        @Override
        void prepare(PreparedStatement statement) {}

        @Override
        void adapt(ResultSet rows, long count, long bytes) {}
    };

    /** Rows fetched at first, when nothing is known of their size. */
    private static final int FIRST = 4;

    private static final int MOST = 5_000;

    /** Bytes that should be fetched at once. */
    private static final int WANTED = 512 * 1024;

    /** What may have been written and still stand in buffers of the format. */
    private static final int BUFFERED = 16 * 1024;

    static Fetching of(Driver driver) {
        return switch (driver) {
            case POSTGRESQL -> POSTGRESQL;
            case MYSQL -> MYSQL;
            case MARIADB -> MARIADB;
            default -> OTHER;
        };
    }

    boolean needsTransaction() {
        return false;
    }

    /** Before the statement is executed. */
    void prepare(PreparedStatement statement) throws SQLException {
        statement.setFetchSize(FIRST);
    }

    /** From time to time, for what is fetched from then on: so many rows were so many bytes. */
    void adapt(ResultSet rows, long count, long bytes) throws SQLException {
        long average = Math.max(1, (bytes + BUFFERED) / count);
        rows.setFetchSize((int) Math.max(1, Math.min(MOST, WANTED / average)));
    }
}
