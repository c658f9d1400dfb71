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
        void adapt(ResultSet rows, int size) {}
    },

    MARIADB,

    /** As its driver does it. */
    OTHER {
        @Override
        void prepare(PreparedStatement statement) {}

        @Override
        void adapt(ResultSet rows, int size) {}
    };

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
        statement.setFetchSize(FetchSize.FIRST);
    }

    /** For what is fetched from then on. */
    void adapt(ResultSet rows, int size) throws SQLException {
        rows.setFetchSize(size);
    }
}
