package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.Rows;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The matrix of rows that are written in a format: whatever went wrong before, the same connection returns all of them.
 */
final class RowsOut {

    private static final int ROWS = 1500;
    private static final byte[] VALUE = Bytes.random(300);
    private static final int HALF = 200_000;

    private final Database database;
    private final Matrix matrix;

    RowsOut(Database database, Matrix matrix) {
        this.database = database;
        this.matrix = matrix;
    }

    void everyCase() throws Exception {
        insert();
        try (Connection connection = database.begin()) {
            assertGivesAll(connection);
            put("success", "whole");
            for (Exception failure : List.of(Failing.checked(), Failing.unchecked())) {
                String kind = failure instanceof IOException ? "checked" : "unchecked";
                formatFails(connection, kind, failure);
                readerFails(connection, kind, failure);
            }
            closedEarly(connection);
            interrupted(connection);
            connection.rollback();
        }
        if (database.isServer()) {
            killed();
        }
    }

    private void insert() throws SQLException {
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + database.table("chunk") + "(id, number, bytes) values (0, ?, ?)")) {
            for (int number = 0; number < ROWS; number++) {
                insert.setInt(1, number);
                insert.setBytes(2, VALUE);
                insert.executeUpdate();
            }
            connection.commit();
        }
    }

    private PushSource rows(Connection connection) {
        String sql = "select number, bytes from " + database.table("chunk") + " where id = 0 order by number";
        return Rows.query(connection, c -> c.prepareStatement(sql)).as(Csv.rowsWithoutHeader());
    }

    private void assertGivesAll(Connection connection) throws Exception {
        String value = "," + Base64.getEncoder().encodeToString(VALUE) + "\r\n";
        StringBuilder all = new StringBuilder();
        for (int number = 0; number < ROWS; number++) {
            all.append(number).append(value);
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        rows(connection).writeTo(written);
        String plain =
                written.toString(StandardCharsets.US_ASCII).replace("\"", ""); // those that a driver streams are quoted
        assertThat(plain.contentEquals(all))
                .as("%s: all rows, seed %d", database, Bytes.SEED)
                .isTrue();
        assertThat(written.size()).as("there is a half to fail in").isGreaterThan(2 * HALF);
    }

    /** It or an encoder, that is: in the midst of writing a row. */
    private void formatFails(Connection connection, String kind, Exception failure) throws Exception {
        PushSource failing = rows(connection).through(out -> new FailingOutputStream(out, failure));
        Throwable thrown = catchThrowable(() -> failing.feed(in -> in.transferTo(OutputStream.nullOutputStream())));
        assertThat(thrown).as("read").isInstanceOf(IOException.class).hasCause(failure);
        assertGivesAll(connection);
        assertThat(catchThrowable(() -> failing.writeTo(OutputStream.nullOutputStream())))
                .as("written straight")
                .isSameAs(failure);
        assertGivesAll(connection);
        put("format fails, " + kind, "error, connection usable");
    }

    private void readerFails(Connection connection, String kind, Exception failure) throws Exception {
        Throwable thrown = catchThrowable(() -> rows(connection).feed(in -> {
            in.readNBytes(HALF);
            throw failure;
        }));
        assertThat(thrown).isSameAs(failure);
        assertGivesAll(connection);
        put("reader fails, " + kind, "error, connection usable");
    }

    private void closedEarly(Connection connection) throws Exception {
        try (SourceInputStream in = rows(connection).open()) {
            in.readNBytes(HALF);
        }
        assertGivesAll(connection);
        put("closed early", "connection usable");
    }

    /**
     * The rows are fetched on the reading thread: it depends on the driver whether it notices, and the stream may be
     * read on.
     */
    private void interrupted(Connection connection) throws Exception {
        @Nullable Throwable failure;
        boolean kept;
        try (SourceInputStream in = rows(connection).open()) {
            in.readNBytes(HALF);
            Thread.currentThread().interrupt();
            failure = catchThrowable(in::readAllBytes);
            kept = Thread.interrupted();
        }
        assertThat(kept).as("the interrupt flag after %s", failure).isTrue();
        if (failure != null) {
            assertThat(failure).isInstanceOf(InterruptedIOException.class);
        }
        assertGivesAll(connection);
        put("interrupted", (failure == null ? "whole" : "error") + ", connection usable");
    }

    private void killed() throws Exception {
        try (Connection connection = database.begin()) {
            String session = database.session(connection);
            Throwable failure = catchThrowable(() -> {
                try (SourceInputStream in = rows(connection).open()) {
                    in.readNBytes(HALF);
                    database.kill(session);
                    in.readAllBytes();
                }
            });
            if (failure != null) {
                assertThat(failure).isInstanceOf(IOException.class);
            }
            put("connection killed", failure == null ? "whole, had been fetched" : "error");
        } catch (SQLException closingWhatIsLost) {
            // Some drivers tell again.
        }
    }

    private void put(String what, String outcome) {
        System.out.println("CELL " + database + " | ROWS out, " + what + " | " + outcome);
        matrix.put(database, "ROWS out, " + what, outcome);
    }

    /** Fails when half of the data has passed. */
    private static final class FailingOutputStream extends FilterOutputStream {

        private final Exception failure;
        private long total;

        FailingOutputStream(OutputStream out, Exception failure) {
            super(out);
            this.failure = failure;
        }

        @Override
        public void write(int b) throws IOException {
            count(1);
            out.write(b);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            count(len);
            out.write(b, off, len);
        }

        private void count(int bytes) throws IOException {
            total += bytes;
            if (total > HALF) {
                if (failure instanceof IOException checked) {
                    throw checked;
                }
                throw (RuntimeException) failure;
            }
        }
    }
}
