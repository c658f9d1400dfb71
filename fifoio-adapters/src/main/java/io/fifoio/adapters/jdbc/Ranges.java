package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A value that is read range by range, with a query that has parameters for the start and the length of a range. */
final class Ranges implements Pieces {

    /**
     * How many bytes a range has: as many as a small heap can bear, because each range may cost the database as much as
     * the whole value.
     */
    static final int LENGTH = 4 << 20;

    private final PreparedStatement select;
    private final Driver driver;
    private final int offsetIndex;
    private final int countIndex;
    private long offset = 1;
    private boolean last;

    Ranges(PreparedStatement select, int offsetIndex, int countIndex) throws SQLException {
        this.select = select;
        this.offsetIndex = offsetIndex;
        this.countIndex = countIndex;
        driver = Driver.of(Driver.connection(select));
        requireSnapshot(Driver.connection(select));
        if (driver.has(Trait.GETS_BYTES_AS_TEXT)) {
            PostgresqlBytes.notAsText(select);
        }
    }

    /**
     * Checks the isolation, because ranges of different commits must not be mixed. A server of MariaDB or MySQL only
     * gives the isolation of the session, which is that of the next transaction; it gives that of the running
     * transaction to privileged users only.
     */
    private static void requireSnapshot(Connection connection) throws SQLException {
        if (connection.getAutoCommit()
                || connection.getTransactionIsolation() < Connection.TRANSACTION_REPEATABLE_READ) {
            throw new IllegalStateException(
                    "ranges are read one after the other, and another transaction could change the"
                            + " value between them: call setAutoCommit(false) and"
                            + " setTransactionIsolation(TRANSACTION_REPEATABLE_READ) on the connection first. If a"
                            + " transaction has begun, commit it or roll it back before: MariaDB and MySQL apply the"
                            + " isolation to the next one alone");
        }
    }

    @Override
    public byte[] next() throws SQLException, IOException {
        if (last) {
            return new byte[0];
        }
        if (offset <= Integer.MAX_VALUE) {
            select.setInt(offsetIndex, (int) offset); // PostgreSQL's substring takes no long
        } else {
            select.setLong(offsetIndex, offset);
        }
        select.setInt(countIndex, LENGTH);
        try (ResultSet rows = RowFetch.execute(select, Driver.connection(select))) {
            byte[] range = driver.bytes(FirstRow.of(rows), 1);
            if (range == null) {
                if (offset == 1 && rows.wasNull()) {
                    throw FirstRow.isNull();
                }
                range = new byte[0]; // an empty value, for which SQLite's driver has no array
            }
            if (range.length > LENGTH) {
                throw new SQLException("asked for " + LENGTH + " bytes from " + offset + " the query gave "
                        + range.length + ": parameter " + countIndex + " does not bound it");
            }
            offset += range.length;
            last = range.length < LENGTH;
            return range;
        }
    }
}
