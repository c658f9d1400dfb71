package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.Closing;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What the library asks a server of MariaDB or MySQL. */
final class Question {

    private Question() {}

    /**
     * Makes a statement to ask by, which is sent as text. Where the connection has a default fetch size and {@code useCursorFetch},
     * MySQL's driver would have the server prepare the question first. MySQL's own server can't prepare the one that counts its
     * warnings, says so, and has that warning alone from then on.
     */
    static Statement statement(Connection connection) throws SQLException {
        Statement asking = connection.createStatement();
        try {
            asking.setFetchSize(0);
            return asking;
        } catch (Throwable failure) {
            Closing.closeAfter(failure, asking);
            throw failure;
        }
    }
}
