package io.fifoio.examples;

import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.Rows;
import io.fifoio.adapters.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A query as a stream of JSON or CSV, fetched while it is read. */
public final class RowsAsLines {

    private RowsAsLines() {}

    static InputStream open(DataSource dataSource) {
        // README: rows
        return Rows.query(dataSource, connection -> connection.prepareStatement("select * from orders"))
                .as(Json.rowLines()) // or Json.rows(), Csv.rows()
                .open();
        // README: end
    }

    /** Prints a small table of an H2 database in memory, first as lines of JSON, then as CSV. */
    public static void main(String[] arguments) throws SQLException, IOException {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setUrl("jdbc:h2:mem:orders");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table orders(id bigint, customer varchar(50), amount decimal(12,2), placed date)");
            statement.execute("insert into orders values (1, 'Ada', 12.50, date '2026-01-31'), (2, null, 7.00, null)");
            try (InputStream lines = open(dataSource);
                    InputStream csv = Rows.query(connection, it -> it.prepareStatement("select * from orders"))
                            .as(Csv.rows())
                            .open()) {
                lines.transferTo(System.out);
                csv.transferTo(System.out);
            }
        }
    }
}
