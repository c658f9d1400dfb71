package io.fifoio.examples;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.jdbc.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A report that is compressed while it goes into a BLOB. */
public final class GzipIntoBlob {

    private GzipIntoBlob() {}

    static void store(Connection connection, PushSource report) throws SQLException, IOException {
        // README: blob
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("insert into export(data) values (?)")) {
            Blobs.executeUpdate(insert, 1, report.through(GZIPOutputStream::new));
        }
        connection.commit(); // reached only if the database received all of it
        // README: end
    }

    /** Stores a report of a million lines in an H2 database in memory, and reads it back. */
    public static void main(String[] arguments) throws SQLException, IOException {
        PushSource report = out -> {
            PrintStream lines = new PrintStream(out, false, StandardCharsets.UTF_8);
            for (int line = 0; line < 1_000_000; line++) {
                lines.println("line " + line);
            }
            lines.flush();
        };
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table export(data blob)");
            store(connection, report);
            try (ResultSet row = statement.executeQuery("select data, octet_length(data) from export")) {
                row.next();
                try (InputStream data = new GZIPInputStream(row.getBinaryStream(1))) {
                    long plain = data.transferTo(OutputStream.nullOutputStream());
                    System.out.println(plain + " bytes, stored in " + row.getLong(2));
                }
            }
        }
    }
}
