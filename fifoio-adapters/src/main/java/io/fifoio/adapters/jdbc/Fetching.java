package io.fifoio.adapters.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How a driver fetches rows, and how it is made to fetch them while they are read, instead of all of them first. */
enum Fetching {
    /**
     * As many rows at once as the fetch size says, with a cursor within a transaction; all of them with autocommit on.
     */
    BY_CURSOR,

    /** As many rows at once as the fetch size says; all of them if none is set. */
    BY_SIZE,

    /** Row by row if the fetch size is the one value that means this; all of them otherwise. */
    ROW_BY_ROW,

    /**
     * Several rows at once by the driver's own choice, which is good for rows of the usual size but too many for
     * chunks.
     */
    SEVERAL,

    /** In its own way: nothing would change it, or nothing is to change it. */
    AS_IT_IS;

    /** How many chunks are fetched at once: each is as large as many rows. */
    private static final int CHUNKS = 8;

    /** Whether all rows are fetched first with autocommit on. */
    boolean needsTransaction() {
        return this == BY_CURSOR;
    }

    /**
     * Prepares a statement, before it is executed, for rows about which nothing is known.
     *
     * @return restores its fetch size, to be run after the end of the rows and before that of the statement: a driver
     *     or a pool that caches closed statements gives this one to others
     */
    Runnable prepareForRows(PreparedStatement select) throws SQLException {
        return switch (this) {
            case BY_CURSOR, BY_SIZE -> set(select, FetchSize.FIRST);
            case ROW_BY_ROW -> set(select, Integer.MIN_VALUE);
            case SEVERAL, AS_IT_IS -> () -> {};
        };
    }

    /** Prepares a statement in the same way for the rows of a chunk table. */
    Runnable prepareForChunks(PreparedStatement select) throws SQLException {
        return switch (this) {
            case BY_CURSOR, BY_SIZE, SEVERAL -> set(select, CHUNKS);
            case ROW_BY_ROW -> set(select, Integer.MIN_VALUE);
            case AS_IT_IS -> () -> {};
        };
    }

    private static Runnable set(PreparedStatement select, int size) throws SQLException {
        int before = select.getFetchSize();
        select.setFetchSize(size);
        return () -> putBack(select, before);
    }

    private static void putBack(PreparedStatement select, int size) {
        try {
            select.setFetchSize(size);
        } catch (SQLException closed) {
            // It was closed by its owner, or with its connection: then nobody gets it any more.
        }
    }

    /** Changes how many of the rows that are still to come are fetched at once. */
    void adapt(ResultSet rows, int size) throws SQLException {
        if (this == BY_CURSOR || this == BY_SIZE) {
            rows.setFetchSize(size);
        }
    }
}
