package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Where rows come from, and what is owned before they are asked for. */
sealed interface Origin {

    /** Executes the query. If that fails, nothing that is owned is left open. */
    Cursor open() throws SQLException;

    /** Closes what is owned, in place of opening. */
    void leave() throws SQLException, IOException;

    /** Returns the same origin, but owning the connection too. */
    Origin closingConnection();

    /** Rows of a query on a connection of its own, made for each opening. */
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

    /** Rows of a query on the caller's connection. */
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

    /** Rows of a query that the caller has executed. */
    record GivenResult(ResultSet rows, boolean closing) implements Origin {

        @Override
        public Cursor open() throws SQLException {
            return Cursor.of(rows, closing);
        }

        @Override
        public void leave() throws SQLException, IOException {
            // A closed result can't be asked for its statement; this matters only if a connection depends on it.
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
