package io.fifoio.examples;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.jdbc.Capabilities;
import io.fifoio.adapters.jdbc.LobQuery;
import io.fifoio.adapters.jdbc.LobUpdate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A value that goes into a database compressed and comes out plain; and what the database can do. */
public final class BlobRoundTrip {

    private BlobRoundTrip() {}

    static InputStream open(Connection connection, long id) throws SQLException, IOException {
        // README: read
        PreparedStatement select = connection.prepareStatement("select data from export where id = ?");
        select.setLong(1, id);
        return LobQuery.of(select)
                .decoded(GZIPInputStream::new)
                .closing(select, connection)
                .open();
        // README: end
    }

    /** Stores a text in an H2 database in memory, reads it back, and prints what is streamed there. */
    public static void main(String[] arguments) throws SQLException, IOException {
        PushSource report = out -> out.write("written plain, stored compressed\n".getBytes(StandardCharsets.UTF_8));
        Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table export(id bigint, data blob)");
        }
        System.out.println(Capabilities.of(connection));
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("insert into export values (?, ?)")) {
            insert.setLong(1, 7);
            LobUpdate.of(insert).blob(2, report.through(GZIPOutputStream::new)).executeUpdate();
        }
        connection.commit();
        try (InputStream data = open(connection, 7)) {
            data.transferTo(System.out);
        }
    }
}
