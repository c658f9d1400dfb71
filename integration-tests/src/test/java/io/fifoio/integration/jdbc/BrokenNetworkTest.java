package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.BulkLoad;
import io.fifoio.adapters.jdbc.Rows;
import io.fifoio.integration.jdbc.BreakingProxy.Direction;
import io.fifoio.integration.jdbc.BreakingProxy.Fault;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The network between driver and server breaks: what was in progress fails with the reason, the connection is reported
 * as lost, nothing is stored, nobody waits for ever, and no thread is left.
 */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
final class BrokenNetworkTest {

    private static final byte[] VALUE = Bytes.text(700_000);

    /** More than all the buffers between driver and server hold. */
    private static final byte[] LONG_VALUE = Bytes.text(32 << 20);

    /** Connecting must not take as long either. */
    private static final int TIMEOUT_SECONDS = 3;

    private static final int LOOKS = 20_000;
    private static final boolean ALL = Boolean.getBoolean("fifoio.network.all");

    private static final List<Database> SERVERS = List.of(
            Database.POSTGRESQL,
            Database.LARGE_OBJECT,
            Database.MARIADB,
            Database.MYSQL_DRIVER,
            Database.MYSQL_SERVER_SIDE);

    /** What is on its way when the network breaks. */
    enum Traffic {
        BLOB_IN,
        CLOB_IN,
        CHUNKS_IN,
        BULK_IN,
        BLOB_OUT,
        CLOB_OUT,
        CHUNKS_OUT,
        ROWS_OUT,
        COPY_OUT;

        boolean isWriting() {
            return compareTo(BULK_IN) <= 0;
        }

        boolean isOf(Database database) {
            return switch (this) {
                case COPY_OUT -> database == Database.POSTGRESQL;
                case BULK_IN, ROWS_OUT -> database != Database.LARGE_OBJECT;
                default -> true;
            };
        }

        Operation operation() {
            return switch (this) {
                case BLOB_IN, BLOB_OUT -> Operation.BLOB;
                case CLOB_IN, CLOB_OUT -> Operation.CLOB;
                case CHUNKS_IN, CHUNKS_OUT, ROWS_OUT, COPY_OUT -> Operation.CHUNKS;
                case BULK_IN -> Operation.BULK;
            };
        }
    }

    /** Where it breaks. */
    record Point(Direction direction, int bytes) {}

    @BeforeAll
    @Timeout(300)
    static void startServers() {
        Servers.postgresql();
        Servers.mariadb();
    }

    static Stream<Arguments> breaks() {
        return Stream.of(Fault.CLOSED, Fault.RESET).flatMap(BrokenNetworkTest::cases);
    }

    static Stream<Arguments> stalls() {
        return cases(Fault.STALLED).filter(arguments -> ALL || isTypical(arguments));
    }

    /** One for each driver, because each waits for the time-out. */
    private static boolean isTypical(Arguments arguments) {
        Object traffic = arguments.get()[1];
        return switch ((Database) arguments.get()[0]) {
            case POSTGRESQL, MYSQL_SERVER_SIDE -> traffic == Traffic.BLOB_IN;
            case MARIADB -> traffic == Traffic.CHUNKS_OUT;
            default -> false;
        };
    }

    private static Stream<Arguments> cases(Fault fault) {
        return SERVERS.stream()
                .flatMap(database -> Stream.of(Traffic.values())
                        .filter(traffic -> traffic.isOf(database))
                        .flatMap(traffic ->
                                points(traffic).map(point -> Arguments.of(database, traffic, fault, point))));
    }

    private static Stream<Point> points(Traffic traffic) {
        boolean writing = traffic.isWriting();
        Point halfWay = new Point(writing ? Direction.TO_SERVER : Direction.TO_DRIVER, VALUE.length / 2);
        return ALL
                ? Stream.of(
                        halfWay,
                        new Point(halfWay.direction(), 1),
                        new Point(writing ? Direction.TO_DRIVER : Direction.TO_SERVER, 0))
                : Stream.of(halfWay);
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void endsWhatIsOnItsWay(Database database, Traffic traffic, Fault fault, Point point) throws Exception {
        run(database, traffic, fault, point, "");
    }

    @ParameterizedTest
    @MethodSource("stalls")
    void endsByTheTimeoutOfTheDriver(Database database, Traffic traffic, Fault fault, Point point) throws Exception {
        run(
                database,
                traffic,
                fault,
                point,
                "&socketTimeout=" + (database.isPostgresql() ? TIMEOUT_SECONDS : TIMEOUT_SECONDS * 1000));
    }

    private static void run(Database database, Traffic traffic, Fault fault, Point point, String options)
            throws Exception {
        database.createTables();
        if (!traffic.isWriting()) {
            try (Connection connection = database.begin()) {
                traffic.operation().write(database, connection, 1, out -> out.write(VALUE));
                connection.commit();
            }
        }
        try (BreakingProxy proxy = BreakingProxy.to(port(database))) {
            Connection connection = database.connect(through(proxy, database, options));
            try {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(database.snapshot());
                if (traffic.isWriting()) {
                    write(database, traffic, proxy, connection, point, fault);
                } else {
                    read(database, traffic, proxy, connection, point, fault);
                }
            } finally {
                closeLost(connection);
            }
        }
    }

    private static void write(
            Database database, Traffic traffic, BreakingProxy proxy, Connection connection, Point point, Fault fault)
            throws Exception {
        // From its first byte on: what comes before, like savepoints, is little.
        Failing source = new Failing(VALUE, 0, () -> proxy.breakAfter(point.direction(), point.bytes(), fault));

        Throwable failure = catchThrowable(() -> traffic.operation().write(database, connection, 1, source));

        System.out.println("BROKEN " + database + " | " + traffic + " | " + fault + " | " + point + " | " + failure);
        assertThat(proxy.isBroken()).isTrue();
        assertThat(source.isOver()).as("the source has ended").isTrue();
        assertThat(failure)
                .isInstanceOf(SQLNonTransientConnectionException.class)
                .hasMessageContaining("the connection is lost");
        assertThat(reasonOfTheNetwork(failure)).as("%s", failure).isNotNull();
        assertThat(traffic.operation().rows(database, 1))
                .as("rows that another sees")
                .isZero();
    }

    private static void read(
            Database database, Traffic traffic, BreakingProxy proxy, Connection connection, Point point, Fault fault)
            throws Exception {
        ByteArrayOutputStream got = new ByteArrayOutputStream();

        proxy.breakAfter(point.direction(), point.bytes(), fault);
        Throwable failure = catchThrowable(() -> {
            try (InputStream in = open(database, traffic, connection)) {
                in.transferTo(got);
            }
        });

        System.out.println("BROKEN " + database + " | " + traffic + " | " + fault + " | " + point + " | " + got.size()
                + " | " + failure);
        assertThat(proxy.isBroken()).isTrue();
        assertThat(failure).isInstanceOfAny(IOException.class, SQLException.class);
        assertThat(reasonOfTheNetwork(failure)).as("%s", failure).isNotNull();
        if (traffic.operation() == Operation.CHUNKS || got.size() > 0) {
            assertThat(got.size()).isLessThan(VALUE.length);
        }
        if (traffic != Traffic.ROWS_OUT && traffic != Traffic.COPY_OUT) {
            assertThat(got.toByteArray()).isEqualTo(Arrays.copyOf(VALUE, got.size()));
        }
        assertThat(connection.isClosed() || !connection.isValid(5))
                .as("the connection is told to be lost")
                .isTrue();
    }

    private static InputStream open(Database database, Traffic traffic, Connection connection) throws Exception {
        String table = database.table("chunk");
        return switch (traffic) {
            case ROWS_OUT ->
                Rows.query(connection, one -> one.prepareStatement("select * from " + table + " order by number"))
                        .as(Csv.rows())
                        .open();
            case COPY_OUT ->
                BulkLoad.out(connection, "copy " + table + " to stdout (format csv)")
                        .open();
            default -> traffic.operation().open(database, connection, 1);
        };
    }

    private static int port(Database database) {
        String url = database.url();
        return URI.create(url.substring(url.indexOf("//"))).getPort();
    }

    private static String through(BreakingProxy proxy, Database database, String options) {
        return database.url().replaceFirst("localhost:\\d+", "localhost:" + proxy.port()) + options;
    }

    private static void closeLost(Connection connection) {
        try {
            connection.close();
        } catch (SQLException toldAgain) {
            // Some drivers do.
        }
    }

    /** Returns what the driver got from its socket. */
    private static @Nullable Throwable reasonOfTheNetwork(@Nullable Throwable failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof IOException
                    && !link.getClass().getName().startsWith("io.fifoio")
                    && link.getClass() != IOException.class) {
                return link;
            }
        }
        return null;
    }

    /**
     * MariaDB's driver can't be aborted while it waits for an answer, which it does after each chunk: its page says so.
     */
    static Stream<Arguments> stuck() {
        return SERVERS.stream()
                .filter(database -> database != Database.MYSQL_DRIVER)
                .flatMap(database -> Stream.of(Operation.BLOB, Operation.CHUNKS)
                        .filter(operation -> operation == Operation.BLOB || (ALL && database != Database.MARIADB))
                        .filter(operation -> ALL || database != Database.MARIADB)
                        .map(operation -> Arguments.of(database, operation)));
    }

    /**
     * MariaDB's driver first asks the server to end the session, over a connection that waits as long as connecting
     * may.
     */
    @ParameterizedTest
    @MethodSource("stuck")
    void aWriteThatIsStuckEndsWhenAnotherThreadAbortsTheConnection(Database database, Operation operation)
            throws Exception {
        database.createTables();
        try (BreakingProxy proxy = BreakingProxy.to(port(database))) {
            Connection connection = database.connect(through(proxy, database, forAborting(database)));
            connection.setAutoCommit(false);
            Failing source = new Failing(
                    LONG_VALUE, 0, () -> proxy.breakAfter(Direction.TO_SERVER, VALUE.length, Fault.STALLED));
            CountDownLatch ended = new CountDownLatch(1);
            Throwable[] failure = {null};
            Thread writer = new Thread(
                    () -> {
                        failure[0] = catchThrowable(
                                () -> operation.write(database, connection, 1, source.ofLength(LONG_VALUE.length)));
                        ended.countDown();
                    },
                    "writer");
            writer.start();
            assertThat(proxy.isBroken()).isTrue();
            untilItIsStuck(writer);

            connection.abort(Runnable::run);

            ended.await();
            writer.join();
            System.out.println("ABORTED " + database + " | " + operation + " | " + failure[0]);
            assertThat(failure[0])
                    .isInstanceOf(SQLNonTransientConnectionException.class)
                    .hasMessageContaining("the connection is lost");
            assertThat(source.isOver()).as("the source has ended").isTrue();
            assertThat(operation.rows(database, 1)).as("rows that another sees").isZero();
        }
    }

    /**
     * Closing an encrypted socket waits for the thread that writes to it, so MySQL's driver uses a plain one here: its
     * page says so.
     */
    private static String forAborting(Database database) {
        return switch (database) {
            case MARIADB -> "&connectTimeout=5000";
            case MYSQL_SERVER_SIDE -> "&sslMode=DISABLED";
            default -> "";
        };
    }

    /** Waits until the writer is in a socket, and at the same place at many looks. */
    private static void untilItIsStuck(Thread writer) {
        StackTraceElement[] place = {};
        for (int same = 0; same < LOOKS; ) {
            StackTraceElement[] now = writer.getStackTrace();
            boolean inSocket = Stream.of(now).anyMatch(frame -> frame.toString().contains("NioSocketImpl.impl"));
            same = inSocket && Arrays.equals(now, place) ? same + 1 : 0;
            place = now;
        }
    }

    static Stream<Database> silent() {
        return ALL ? SERVERS.stream() : Stream.of(Database.POSTGRESQL, Database.MARIADB);
    }

    /**
     * What was done can't be undone, and trying it would wait for ever. The source is written in steps, so that it
     * fails while no statement is in progress: a statement in progress is ended by the time limit of the driver.
     */
    @ParameterizedTest
    @MethodSource("silent")
    void aSourceThatFailsOverASilentNetworkEndsTheCall(Database database) throws Exception {
        database.createTables();
        try (BreakingProxy proxy = BreakingProxy.to(port(database))) {
            Connection connection = database.connect(through(proxy, database, ""));
            connection.setAutoCommit(false);
            IOException failing = Failing.checked();
            StepwiseSource source = out -> {
                Iterator<byte[]> halves =
                        List.of(Arrays.copyOf(VALUE, VALUE.length / 2)).iterator();
                return () -> {
                    if (!halves.hasNext()) {
                        proxy.breakAfter(Direction.TO_SERVER, 0, Fault.STALLED);
                        throw failing;
                    }
                    out.write(halves.next());
                    return true;
                };
            };

            Throwable failure = catchThrowable(() -> Operation.CHUNKS.write(database, connection, 1, source));

            assertThat(failure)
                    .isInstanceOf(SQLNonTransientConnectionException.class)
                    .hasStackTraceContaining(failing.getMessage());
            assertThat(Operation.CHUNKS.rows(database, 1)).isZero();
        }
    }
}
