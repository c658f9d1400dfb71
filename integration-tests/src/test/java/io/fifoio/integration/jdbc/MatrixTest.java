package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.PushSource;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every database and way against everything that goes wrong: what a second connection finds stored is all or nothing,
 * the first connection is usable or reported as lost, an interrupt is kept, and nothing is left behind: no file, no
 * large object, no thread.
 */
@Timeout(300)
@ExtendWith({AllDatabases.class, NoLeakedThreads.class})
final class MatrixTest {

    /** More than one chunk, and more than a driver buffers. */
    private static final byte[] VALUE = Bytes.text(300 << 10);

    private static final Matrix MATRIX = new Matrix();

    private int id;

    @AfterAll
    static void print() throws IOException {
        MATRIX.print();
    }

    @ParameterizedTest
    @EnumSource
    void everyCase(Database database) throws Exception {
        database.createTables();
        try (Connection keeper = database.connect()) { // else some would open their files for each case
            assertThat(keeper.isClosed()).isFalse();
            for (Operation operation : Operation.values()) {
                try {
                    if (operation.isKnownTo(database)) {
                        writes(database, operation);
                        reads(database, operation);
                    } else {
                        refuses(database, operation);
                    }
                } catch (AssertionError | Exception e) {
                    throw new AssertionError(database + ", " + operation + ", seed " + Bytes.SEED + ": " + e, e);
                }
            }
            new RowsOut(database, MATRIX).everyCase();
            assertNothingIsLeft("rows");
        }
    }

    private static void refuses(Database database, Operation operation) throws SQLException {
        Failing source = new Failing(VALUE, 1, null);
        try (Connection connection = database.begin()) {
            assertThat(catchThrowable(() -> operation.write(database, connection, 0, source)))
                    .isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThat(source.isStarted()).as("the source has been started").isFalse();
            connection.rollback();
        }
        MATRIX.put(database, operation + " in, success", "refused");
    }

    private void writes(Database database, Operation operation) throws Exception {
        write(database, operation, "success", new Failing(VALUE, 1, null), null);
        for (Exception failure : List.of(Failing.checked(), Failing.unchecked())) {
            String kind = failure instanceof IOException ? "checked" : "unchecked";
            write(database, operation, kind + ", at the start", failing(0, failure), failure);
            write(database, operation, kind + ", half-way", failing(0.5, failure), failure);
            write(database, operation, kind + ", at the end", failing(1, failure), failure);
            write(
                    database,
                    operation,
                    kind + ", after the declared length",
                    failing(1, failure),
                    failure,
                    VALUE.length);
        }
        write(database, operation, "right length declared", new Failing(VALUE, 1, null), null, VALUE.length);
        write(database, operation, "shorter than declared", new Failing(VALUE, 1, null), ANY, VALUE.length + 1);
        write(database, operation, "longer than declared", new Failing(VALUE, 1, null), ANY, VALUE.length - 1);
        if (operation != Operation.BULK) { // no line, no row
            write(database, operation, "empty", new Failing(new byte[0], 1, null), null);
        }
        Thread writer = Thread.currentThread();
        write(
                database,
                operation,
                "interrupted",
                new Failing(VALUE, 0.5, () -> {
                    writer.interrupt();
                    Gates.untilInterruptIsSeen();
                }),
                INTERRUPT);
        if (database.isServer()) {
            writeKilled(database, operation);
        }
    }

    /** Stands for any failure. */
    private static final Exception ANY = new Exception();

    /** Stands for an interrupt, if the call has noticed it; otherwise the call succeeds. */
    private static final Exception INTERRUPT = new Exception();

    private static Failing failing(double where, Exception failure) {
        return new Failing(VALUE, where, () -> {
            throw failure;
        });
    }

    private void write(
            Database database, Operation operation, String what, Failing source, @Nullable Exception expected)
            throws Exception {
        write(database, operation, what, source, expected, -1);
    }

    private void write(
            Database database,
            Operation operation,
            String what,
            Failing source,
            @Nullable Exception expected,
            long declared)
            throws Exception {
        int row = ++id;
        long largeObjects = largeObjects(database);
        Connection connection = database.begin();
        try {
            PushSource whole = declared < 0 ? source : source.ofLength(declared);
            Throwable failure = catchThrowable(() -> operation.write(database, connection, row, whole));
            boolean interrupted = Thread.interrupted();
            String outcome = outcome(database, operation, connection, row, failure, source.value());
            System.out.println(
                    "CELL " + database + " | " + operation + " | " + what + " | " + outcome + " | " + failure);
            MATRIX.put(database, operation + " in, " + what, outcome);
            assertThat(source.isOver()).as("%s: the source has ended", what).isTrue();
            assertThat(interrupted)
                    .as("%s: the interrupt flag after %s", what, failure)
                    .isEqualTo(expected == INTERRUPT);
            assertTellsOf(expected, failure, what);
            if (failure != null) {
                assertThat(largeObjects(database)).as("%s: large objects", what).isEqualTo(largeObjects);
            }
            assertNothingIsLeft(what);
        } finally {
            connection.close();
        }
    }

    private static void assertTellsOf(@Nullable Exception expected, @Nullable Throwable failure, String what) {
        if (expected == null) {
            assertThat(failure).as(what).isNull();
        } else if (expected != INTERRUPT || failure != null) {
            assertThat(failure).as(what).isInstanceOfAny(SQLException.class, IOException.class);
            assertThat(expected == ANY || knows(failure, link -> isFor(expected, link)))
                    .as("%s: %s tells why", what, failure)
                    .isTrue();
        }
    }

    private static boolean isFor(Exception expected, Throwable link) {
        return expected == INTERRUPT ? link instanceof InterruptedIOException : link == expected;
    }

    private void writeKilled(Database database, Operation operation) throws Exception {
        int row = ++id;
        Connection connection = database.begin();
        try {
            String session = database.session(connection);
            Failing source = new Failing(VALUE, 0.5, () -> database.kill(session));
            Throwable failure = catchThrowable(() -> operation.write(database, connection, row, source));
            String outcome = outcome(database, operation, connection, row, failure, VALUE);
            System.out.println("CELL " + database + " | " + operation + " | killed | " + outcome + " | " + failure);
            MATRIX.put(database, operation + " in, connection killed", outcome);
            assertThat(source.isOver()).isTrue();
            assertThat(outcome).as("%s", failure).isEqualTo("nothing stored, reported as lost");
        } finally {
            connection.close();
        }
        assertNothingIsLeftToCollect("killed");
    }

    /** Commits what there is, even after a failure, and looks over a second connection. */
    private String outcome(
            Database database,
            Operation operation,
            Connection connection,
            int row,
            @Nullable Throwable failure,
            byte[] written)
            throws Exception {
        String state = "";
        if (failure instanceof SQLNonTransientConnectionException) {
            state = ", reported as lost";
        } else if (failure != null) {
            if (!database.hasSavepoints()) {
                connection.rollback();
            }
            connection.commit();
            operation.write(database, connection, -row, new Failing(VALUE, 1, null));
            connection.rollback();
            state = ", connection usable";
        } else {
            connection.commit();
        }
        byte[] stored = operation.stored(database, row);
        if (failure == null) {
            assertThat(stored).as("what is stored").isEqualTo(written);
            return "stored";
        }
        assertThat(stored).as("stored after %s", failure).isNull();
        return "nothing stored" + state;
    }

    private void reads(Database database, Operation operation) throws Exception {
        int row = ++id;
        try (Connection connection = database.begin()) {
            operation.write(database, connection, row, new Failing(VALUE, 1, null));
            connection.commit();
        }
        MATRIX.put(
                database,
                operation + " out, success",
                Arrays.equals(operation.stored(database, row), VALUE) ? "whole" : "differs");
        assertThat(operation.stored(database, row)).isEqualTo(VALUE);
        closedEarly(database, operation, row);
        if (database.isServer()) {
            readKilled(database, operation, row);
        }
    }

    private static void closedEarly(Database database, Operation operation, int row) throws Exception {
        try (Connection connection = database.begin()) {
            connection.setTransactionIsolation(database.snapshot());
            try (InputStream in = operation.open(database, connection, row)) {
                assertThat(in.readNBytes(1000)).isEqualTo(Arrays.copyOf(VALUE, 1000));
            }
            // Usable: it reads again.
            try (InputStream in = operation.open(database, connection, row)) {
                assertThat(in.readAllBytes()).isEqualTo(VALUE);
            }
            connection.rollback();
            MATRIX.put(database, operation + " out, closed early", "connection usable");
        }
    }

    private static void readKilled(Database database, Operation operation, int row) throws Exception {
        try (Connection connection = database.begin()) {
            connection.setTransactionIsolation(database.snapshot());
            String session = database.session(connection);
            Throwable failure = catchThrowable(() -> {
                try (InputStream in = operation.open(database, connection, row)) {
                    in.readNBytes(1000);
                    database.kill(session);
                    assertThat(in.readAllBytes().length + 1000).isEqualTo(VALUE.length);
                }
            });
            if (failure != null) {
                assertThat(failure).isInstanceOfAny(IOException.class, SQLException.class);
            }
            MATRIX.put(
                    database,
                    operation + " out, connection killed",
                    failure == null ? "whole, had been fetched" : "error");
        } catch (SQLException closingWhatIsLost) {
            // Some drivers tell again.
        }
    }

    private static long largeObjects(Database database) throws SQLException {
        if (!database.isPostgresql()) {
            return 0;
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from pg_largeobject_metadata")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void assertNothingIsLeft(String what) throws IOException {
        assertThat(temporaryFiles()).as("%s: temporary files", what).isEmpty();
    }

    /** Before 42.6 PostgreSQL's driver leaves the file of a text whose connection is lost to the garbage collector. */
    private static void assertNothingIsLeftToCollect(String what) throws IOException {
        for (int i = 0; i < 500 && !temporaryFiles().isEmpty(); i++) {
            System.gc();
        }
        assertNothingIsLeft(what);
    }

    private static List<String> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(MatrixTest::isOfAValue)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    /**
     * PostgreSQL's driver from 42.2.27 to 42.2.29 makes a second file beside its own, which is empty and is not
     * deleted.
     */
    private static boolean isOfAValue(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("fifoio-") && name.endsWith(".spool")
                || name.startsWith("postgres-pgjdbc-stream") && file.toFile().length() > 0;
    }

    private static boolean knows(@Nullable Throwable thrown, Predicate<Throwable> reason) {
        for (Throwable link = thrown; link != null; link = link.getCause()) {
            if (reason.test(link) || Stream.of(link.getSuppressed()).anyMatch(other -> knows(other, reason))) {
                return true;
            }
        }
        return false;
    }
}
