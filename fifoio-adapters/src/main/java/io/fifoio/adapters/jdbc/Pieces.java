package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.sql.SQLException;

/** A value that the database gives piece by piece, each in an array of its own. */
interface Pieces extends AutoCloseable {

    /** The next piece; an empty one is the end of the value. */
    byte[] next() throws SQLException, IOException;

    @Override
    default void close() throws SQLException {}
}
