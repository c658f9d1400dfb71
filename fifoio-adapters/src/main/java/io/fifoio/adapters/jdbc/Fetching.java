package io.fifoio.adapters.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How a driver fetches rows, and how it is made to fetch them while they are read, instead of all of them first. */
enum Fetching {
    /** So many rows at once as it is told, by a cursor within a transaction; all of them with autocommit on. */
    BY_CURSOR,

    /** So many rows at once as it is told; all of them where it is told nothing. */
    BY_SIZE,

    /** Row by row, where it is told the one value that means so; all of them otherwise. */
    ROW_BY_ROW,

    /** Several rows at once by its own choice, which is good for rows of the usual size, and too many for chunks. */
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
     * Prepares a statement for rows of which nothing is known, before it is executed.
     *
     * @return puts its fetch size back, between the end of the rows and that of the statement: a driver or a pool that keeps closed
     *     statements gives this one to others
     */
    Runnable prepareForRows(PreparedStatement select) throws SQLException {
        return switch (this) {
            case BY_CURSOR, BY_SIZE -> set(select, FetchSize.FIRST);
            case ROW_BY_ROW -> set(select, Integer.MIN_VALUE);
            case SEVERAL, AS_IT_IS -> () -> {};
        };
    }

    /** Prepares a statement for the rows of a chunk table, likewise. */
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
            // By its owner, or with its connection: then nobody gets it any more.
        }
    }

    /** Changes how many of the rows that are still to come are fetched at once. */
    void adapt(ResultSet rows, int size) throws SQLException {
        if (this == BY_CURSOR || this == BY_SIZE) {
            rows.setFetchSize(size);
        }
    }
}
