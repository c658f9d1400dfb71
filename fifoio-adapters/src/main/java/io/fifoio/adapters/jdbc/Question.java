package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.Closing;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A question that the library asks a server of MariaDB or MySQL. */
final class Question {

    private Question() {}

    /**
     * Makes a statement that is sent as text. If the connection has a default fetch size and {@code useCursorFetch},
     * MySQL's driver would have the server prepare the question first. MySQL's own server can't prepare the question
     * that counts its warnings; it warns of that, and has only this warning from then on.
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
