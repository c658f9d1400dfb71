package io.fifoio.examples.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.json.Json;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.UUID;

/**
 * The rows of one run, over a connection of their own. They are valid once the archive of that run is committed; until
 * then they are what a failed run may leave.
 */
final class Manifest {

    private static final int BATCH = 500;

    private final Connection connection;
    private final UUID run;

    Manifest(Connection connection, UUID run) {
        this.connection = connection;
        this.run = run;
    }

    /** Adds rows in batches, each of them committed, so that neither heap nor transaction grows with the folder. */
    final class Writer implements AutoCloseable {

        private final PreparedStatement insert;
        private long position;
        private int pending;

        Writer() throws SQLException {
            insert = connection.prepareStatement(
                    "insert into manifest(run, position, path, size, modified, sha256) values (?, ?, ?, ?, ?, ?)");
        }

        void add(ManifestRow row) throws SQLException {
            insert.setObject(1, run);
            insert.setLong(2, position++);
            insert.setString(3, row.path());
            insert.setLong(4, row.size());
            insert.setObject(5, OffsetDateTime.ofInstant(row.modified(), ZoneOffset.UTC));
            insert.setBytes(6, row.sha256());
            insert.addBatch();
            if (++pending == BATCH) {
                flush();
            }
        }

        void flush() throws SQLException {
            insert.executeBatch();
            connection.commit();
            pending = 0;
        }

        @Override
        public void close() throws SQLException {
            insert.close();
        }
    }

    /** The rows in the order of the archive, fetched a page at a time. */
    final class Reader implements Iterator<ManifestRow>, AutoCloseable {

        private final PreparedStatement select;
        private final Queue<ManifestRow> page = new ArrayDeque<>(BATCH);
        private long position;

        Reader() throws SQLException {
            // Ordered like the primary key; otherwise H2 would sort all the rows that follow for every page.
            select = connection.prepareStatement("select path, size, modified, sha256 from manifest"
                    + " where run = ? and position >= ? order by run, position fetch first ? rows only");
        }

        @Override
        public boolean hasNext() {
            if (page.isEmpty()) {
                try {
                    fetch();
                } catch (SQLException e) {
                    throw new IllegalStateException("reading the manifest failed", e);
                }
            }
            return !page.isEmpty();
        }

        @Override
        public ManifestRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.remove();
        }

        private void fetch() throws SQLException {
            select.setObject(1, run);
            select.setLong(2, position);
            select.setInt(3, BATCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    page.add(new ManifestRow(
                            rows.getString(1),
                            rows.getLong(2),
                            rows.getObject(3, OffsetDateTime.class).toInstant(),
                            rows.getBytes(4)));
                }
            }
            position += page.size();
        }

        @Override
        public void close() throws SQLException {
            select.close();
        }
    }

    /** How many rows there are. */
    long count() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from manifest where run = ?")) {
            select.setObject(1, run);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** An array with an object for each row. */
    PushSource asJson(Runnable afterEachRow) {
        return out -> {
            try (Reader rows = new Reader()) {
                Json.array(() -> rows, (JsonGenerator generator, ManifestRow row) -> {
                            write(generator, row);
                            afterEachRow.run();
                        })
                        .writeTo(out);
            }
        };
    }

    private static void write(JsonGenerator generator, ManifestRow row) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("path", row.path());
        generator.writeNumberField("size", row.size());
        generator.writeStringField("modified", row.modified().toString());
        generator.writeStringField("sha256", HexFormat.of().formatHex(row.sha256()));
        generator.writeEndObject();
    }
}
