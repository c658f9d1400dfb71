package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.sql.SQLException;

/** A value that the database delivers piece by piece, each in an array of its own. */
interface Pieces extends AutoCloseable {

    /** Returns the next piece; an empty one is the end of the value. */
    byte[] next() throws SQLException, IOException;

    @Override
    default void close() throws SQLException {}
}
