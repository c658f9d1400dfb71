package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Where rows come from, and what is owned before they are asked for. */
sealed interface Origin {

    /** Where it fails, nothing that is owned is left open. */
    Cursor open() throws SQLException;

    /** In place of opening: closes what is owned. */
    void leave() throws SQLException, IOException;

    /** The same, which owns the connection too. */
    Origin closingConnection();

    /** On a connection of its own for each opening. */
    record OwnQuery(DataSource dataSource, Rows.Query query) implements Origin {

        @Override
        public Cursor open() throws SQLException {
            return Cursor.ofOwn(dataSource.getConnection(), query);
        }

        @Override
        public void leave() {}

        @Override
        public Origin closingConnection() {
            return this;
        }
    }

    /** On the caller's connection. */
    record LentQuery(Connection connection, Rows.Query query, boolean closing) implements Origin {

        @Override
        public Cursor open() throws SQLException {
            return Cursor.of(connection, query, closing);
        }

        @Override
        public void leave() throws IOException {
            if (closing) {
                Cursor.giveBack(connection);
            }
        }

        @Override
        public Origin closingConnection() {
            return new LentQuery(connection, query, true);
        }
    }

    /** Executed by the caller. */
    record GivenResult(ResultSet rows, boolean closing) implements Origin {

        @Override
        public Cursor open() throws SQLException {
            return Cursor.of(rows, closing);
        }

        @Override
        public void leave() throws SQLException, IOException {
            // One that is closed can't be asked for its statement; so that is told where a connection depends on it.
            if (closing || !rows.isClosed()) {
                open().close();
            }
        }

        @Override
        public Origin closingConnection() {
            return new GivenResult(rows, true);
        }
    }
}
