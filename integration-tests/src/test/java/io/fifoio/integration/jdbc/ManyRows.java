package io.fifoio.integration.jdbc;

import io.fifoio.adapters.RowFormat;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.jdbc.Rows;
import io.fifoio.adapters.json.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows that a database makes, written in a format, in a JVM whose heap they would not fit into, with what it took: a
 * program. Arguments: how many rows; database, format; more of the latter two.
 */
final class ManyRows {

    /** What is written, with the record that a row must become. */
    enum Format {
        JSON(Json.rows()),
        NDJSON(Json.rowLines()),
        CSV(Csv.rowsWithoutHeader());

        private final RowFormat rows;

        Format(RowFormat rows) {
            this.rows = rows;
        }

        String record(long n, String amount) {
            return this == CSV
                    ? n + ",customer " + n + "," + amount + ",\r\n"
                    : "{\"id\":" + n + ",\"name\":\"customer " + n + "\",\"amount\":" + amount + ",\"note\":null}"
                            + (this == NDJSON ? "\n" : "");
        }

        Records records() {
            return this == JSON ? new Records('}', 1) : new Records('\n', 0);
        }
    }

    private ManyRows() {}

    public static void main(String[] arguments) throws Exception {
        long count = Long.parseLong(arguments[0]);
        for (int i = 1; i < arguments.length; i += 2) {
            run(Database.valueOf(arguments[i]), Format.valueOf(arguments[i + 1]), count);
        }
        System.exit(0); // drivers' threads
    }

    private static void run(Database database, Format format, long count) throws Exception {
        try (Connection connection = database.connect(url(database))) {
            prepare(connection, database);
            connection.setAutoCommit(false);
            write(connection, database, format, 1000);
            long idle = Footprint.peakRssKib();
            Footprint footprint = Footprint.start();
            long began = System.nanoTime();
            Records records = write(connection, database, format, count);
            long ended = System.nanoTime();
            connection.rollback();
            System.out.printf(
                    "| %s | %s | %d | %d | %d | %d | %d | %d |%n",
                    database,
                    format,
                    Runtime.getRuntime().maxMemory() >> 20,
                    count,
                    records.bytes() >> 20,
                    (ended - began) / 1_000_000,
                    (Footprint.peakRssKib() - idle) >> 10,
                    footprint.end() >> 20);
        }
    }

    private static Records write(Connection connection, Database database, Format format, long count) throws Exception {
        Records written = format.records();
        Rows.query(connection, c -> c.prepareStatement(select(database, count)))
                .as(format.rows)
                .writeTo(written);
        Records expected = format.records();
        if (format == Format.JSON) {
            expected.write('[');
        }
        for (long n = 1; n <= count; n++) {
            // SQLite has no decimals.
            String amount = database == Database.SQLITE ? Double.toString(n + 0.25) : n + ".25";
            expected.write(format.record(n, amount).getBytes(StandardCharsets.US_ASCII));
            if (format == Format.JSON) {
                expected.write(n == count ? ']' : ',');
            }
        }
        if (!written.equals(expected)) {
            throw new AssertionError(database + ", " + format + ": " + written + ", expected " + expected);
        }
        return written;
    }

    private static String url(Database database) {
        return database.url() + (database == Database.H2 ? ";LAZY_QUERY_EXECUTION=1" : "");
    }

    private static void prepare(Connection connection, Database database) throws SQLException {
        if (database != Database.HSQLDB && database != Database.DERBY) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            if (database == Database.HSQLDB) {
                statement.execute("set session result memory rows 1000");
            }
            try {
                statement.execute("drop table digit");
            } catch (SQLException thereWasNone) {
                // Derby has no "if exists".
            }
            statement.execute("create table digit(d int not null)");
            statement.execute("insert into digit values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
        }
    }

    private static String select(Database database, long count) {
        String name = switch (database) {
            case MARIADB, MYSQL_DRIVER, MYSQL_SERVER_SIDE -> "concat('customer ', n)";
            case HSQLDB -> "'customer ' || cast(n as varchar(20))";
            case DERBY -> "'customer ' || trim(char(n))";
            default -> "'customer ' || n";
        };
        String amount = database == Database.SQLITE ? "n + 0.25" : "cast(n + 0.25 as decimal(12, 2))";
        return "select n as \"id\", " + name + " as \"name\", " + amount
                + " as \"amount\", nullif(1, 1) as \"note\" from " + numbers(database, count);
    }

    private static String numbers(Database database, long count) {
        return switch (database) {
            case POSTGRESQL, LARGE_OBJECT -> "generate_series(1, " + count + ") as numbers(n)";
            case MARIADB, MYSQL_DRIVER, MYSQL_SERVER_SIDE -> "(select seq as n from seq_1_to_" + count + ") as numbers";
            case H2 -> "(select x as n from system_range(1, " + count + ")) as numbers";
            case SQLITE ->
                "(with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < " + count
                        + ") select n from numbers)";
            case DUCKDB -> "(select i as n from range(1, " + (count + 1) + ") as numbers(i))";
            case HSQLDB, DERBY -> digits(count);
        };
    }

    /** Returns a join of as many digits as the count has zeros. */
    private static String digits(long count) {
        int digits = Long.toString(count - 1).length();
        String sum = IntStream.range(0, digits)
                .mapToObj(i -> "d" + i + ".d * " + (long) Math.pow(10, i))
                .collect(Collectors.joining(" + "));
        String tables = IntStream.range(0, digits)
                .mapToObj(i -> "digit d" + (digits - 1 - i))
                .collect(Collectors.joining(", "));
        return "(select 1 + " + sum + " as n from " + tables + ") as numbers where n <= " + count;
    }
}
