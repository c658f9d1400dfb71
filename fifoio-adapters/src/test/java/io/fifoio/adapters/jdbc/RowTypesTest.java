package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.json.Json;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the types of each database become. */
@ExtendWith(NoLeakedThreads.class)
final class RowTypesTest {

    /** Its timer lives as long as the JVM. */
    @BeforeAll
    static void bootDerby() throws SQLException {
        DriverManager.getConnection("jdbc:derby:memory:boot;create=true").close();
    }

    @Test
    void h2() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            assertThat(lines(
                            connection,
                            "select true as a, cast(-128 as tinyint) as b, cast(-9223372036854775808 as bigint) as c,"
                                    + " cast('1234567890123456789012345678901234.567890' as numeric(40,6)) as d,"
                                    + " cast(0.1 as real) as e, cast(1e-300 as double precision) as f,"
                                    + " cast(8.5 as decfloat) as g, cast('ab' as char(4)) as h, 'Zürich' as i,"
                                    + " cast('clob' as clob) as j, x'0102ff' as k, cast(x'03' as blob) as l,"
                                    + " date '2024-02-29' as m, cast('10:11:12.123456789' as time(9)) as n,"
                                    + " timestamp '2024-03-31 02:30:00.123456789' as o,"
                                    + " timestamp with time zone '2024-02-29 10:11:12+02:00' as p,"
                                    + " time with time zone '10:11:00-03:30' as q,"
                                    + " uuid 'cb5e3466-58e7-43c6-a125-563b49884566' as r, json '{\"a\":1}' as s,"
                                    + " array[1,2] as t, interval '1' day as u"))
                    .containsExactly("{\"A\":true,\"B\":-128,\"C\":-9223372036854775808,"
                            + "\"D\":1234567890123456789012345678901234.567890,\"E\":0.1,\"F\":1.0E-300,\"G\":8.5,"
                            + "\"H\":\"ab  \",\"I\":\"Zürich\",\"J\":\"clob\",\"K\":\"AQL/\",\"L\":\"Aw==\","
                            + "\"M\":\"2024-02-29\",\"N\":\"10:11:12.123456789\",\"O\":\"2024-03-31T02:30:00.123456789\","
                            + "\"P\":\"2024-02-29T10:11:12+02:00\",\"Q\":\"10:11:00-03:30\","
                            + "\"R\":\"cb5e3466-58e7-43c6-a125-563b49884566\",\"S\":\"{\\\"a\\\":1}\",\"T\":\"[1, 2]\","
                            + "\"U\":\"INTERVAL '1' DAY\"}");
            assertThat(lines(
                            connection,
                            "select cast(null as boolean) as a, cast(null as bigint) as b, cast(null as numeric) as c,"
                                    + " cast(null as real) as d, cast(null as double precision) as e,"
                                    + " cast(null as varchar) as f, cast(null as clob) as g, cast(null as varbinary) as h,"
                                    + " cast(null as blob) as i, cast(null as date) as j, cast(null as time) as k,"
                                    + " cast(null as timestamp) as l, cast(null as timestamp with time zone) as m,"
                                    + " cast(null as time with time zone) as n, cast(null as uuid) as o"))
                    .containsExactly(
                            "{\"A\":null,\"B\":null,\"C\":null,\"D\":null,\"E\":null,\"F\":null,\"G\":null,"
                                    + "\"H\":null,\"I\":null,\"J\":null,\"K\":null,\"L\":null,\"M\":null,\"N\":null,\"O\":null}");
            assertThat(lines(
                            connection,
                            "select cast('NaN' as double precision) as a, cast('-Infinity' as real) as b,"
                                    + " cast('-0.0' as double precision) as c, date '-0044-03-15' as d,"
                                    + " date '12024-01-01' as e, '' as f"))
                    .containsExactly("{\"A\":\"NaN\",\"B\":\"-Infinity\",\"C\":0.0,\"D\":\"-0044-03-15\","
                            + "\"E\":\"+12024-01-01\",\"F\":\"\"}");
        }
    }

    @Test
    void hsqldb() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:hsqldb:mem:rows")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table v(a boolean, b tinyint, c bigint, d numeric(40,6), e double, f char(4),"
                        + " g varchar(20), h clob, i binary(3), j varbinary(10), k blob, l date, m time(9),"
                        + " n timestamp(9), o timestamp with time zone, p time with time zone, q uuid, r int array,"
                        + " s interval day, t bit(4))");
                statement.execute("insert into v values(true, -128, -9223372036854775808,"
                        + " 1234567890123456789012345678901234.567890, 1e-300, 'ab', 'Zürich', 'clob', x'0102ff',"
                        + " x'0102', x'03', date '2024-02-29', time '10:11:12.123456789',"
                        + " timestamp '2024-03-31 02:30:00.123456789', timestamp '2024-02-29 10:11:12+02:00',"
                        + " time '10:11:00-3:30', uuid('cb5e3466-58e7-43c6-a125-563b49884566'), array[1,2],"
                        + " interval '1' day, b'1010')");
                statement.execute("insert into v(a) values(null)");
            }
            List<String> lines = lines(connection, "select * from v");
            assertThat(lines.get(0))
                    .isEqualTo("{\"A\":true,\"B\":-128,\"C\":-9223372036854775808,"
                            + "\"D\":1234567890123456789012345678901234.567890,\"E\":1.0E-300,\"F\":\"ab  \","
                            + "\"G\":\"Zürich\",\"H\":\"clob\",\"I\":\"AQL/\",\"J\":\"AQI=\",\"K\":\"Aw==\","
                            + "\"L\":\"2024-02-29\",\"M\":\"10:11:12.123456789\",\"N\":\"2024-03-31T02:30:00.123456789\","
                            + "\"O\":\"2024-02-29T10:11:12+02:00\",\"P\":\"10:11:00-03:30\","
                            + "\"Q\":\"cb5e3466-58e7-43c6-a125-563b49884566\",\"R\":\"ARRAY[1,2]\",\"S\":\"1\","
                            + "\"T\":\"1010\"}");
            assertThat(lines.get(1).replaceAll("\"[A-Z]\":null", "")).matches("\\{,+}");
        }
    }

    @Test
    void derby() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:derby:memory:rows;create=true")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table v(a boolean, b smallint, c bigint, d numeric(31,6), e real, f double,"
                        + " g char(4), h varchar(20), i long varchar, j clob, k char(3) for bit data,"
                        + " l varchar(10) for bit data, m long varchar for bit data, n blob, o date, p time,"
                        + " q timestamp)");
                statement.execute("insert into v values(true, -128, -9223372036854775808,"
                        + " 1234567890123456789012345.567890, 0.1, 1e-300, 'ab', 'Zürich', 'long',"
                        + " cast('clob' as clob), x'0102ff', x'0102', x'0103', cast(x'03' as blob),"
                        + " date('2024-02-29'), time('10:11:00'), timestamp('2024-02-29 10:11:00.123456789'))");
                statement.execute("insert into v(a) values(null)");
            }
            List<String> lines = lines(connection, "select * from v");
            assertThat(lines.get(0))
                    .isEqualTo("{\"A\":true,\"B\":-128,\"C\":-9223372036854775808,"
                            + "\"D\":1234567890123456789012345.567890,\"E\":0.1,\"F\":1.0E-300,\"G\":\"ab  \","
                            + "\"H\":\"Zürich\",\"I\":\"long\",\"J\":\"clob\",\"K\":\"AQL/\",\"L\":\"AQI=\","
                            + "\"M\":\"AQM=\",\"N\":\"Aw==\",\"O\":\"2024-02-29\",\"P\":\"10:11:00\","
                            + "\"Q\":\"2024-02-29T10:11:00.123456789\"}");
            assertThat(lines.get(1).replaceAll("\"[A-Z]\":null", "")).matches("\\{,+}");
        } finally {
            drop("jdbc:derby:memory:rows;drop=true");
        }
    }

    /** Derby says by an exception that it has dropped a database. */
    private static void drop(String url) {
        try (Connection connection = DriverManager.getConnection(url)) {
            throw new AssertionError("still there: " + connection);
        } catch (SQLException dropped) {
            assertThat(dropped.getSQLState()).isEqualTo("08006");
        }
    }

    @Test
    void sqlite() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table v(i integer, b boolean, t timestamp)");
                statement.execute("insert into v values(9223372036854775807, 1, '2024-02-29 10:11:12'),"
                        + " (0.5, 'yes', 1709201472), ('not a number', null, x'0102ff')");
            }
            assertThat(lines(connection, "select * from v"))
                    .containsExactly(
                            "{\"i\":9223372036854775807,\"b\":1,\"t\":\"2024-02-29 10:11:12\"}",
                            "{\"i\":0.5,\"b\":\"yes\",\"t\":1709201472}",
                            "{\"i\":\"not a number\",\"b\":null,\"t\":\"AQL/\"}");
        }
    }

    @Test
    void duckDb() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            assertThat(lines(
                            connection,
                            "select true as a, (-128)::tinyint as b, (-9223372036854775808)::bigint as c,"
                                    + " 18446744073709551615::ubigint as d,"
                                    + " 170141183460469231731687303715884105727::hugeint as e,"
                                    + " '12345678901234567890123456789012.567890'::decimal(38,6) as f, 0.1::float as g,"
                                    + " 1e-300::double as h, 'Zürich' as i, '\\x01\\x02\\xff'::blob as j,"
                                    + " date '2024-02-29' as k, time '10:11:00' as l,"
                                    + " timestamp '2024-03-31 02:30:00.123456' as m,"
                                    + " '2024-03-31 02:30:00.123456789'::timestamp_ns as n,"
                                    + " '10:11:00+02'::timetz as o, '1 day'::interval as p,"
                                    + " 'cb5e3466-58e7-43c6-a125-563b49884566'::uuid as q, [1, 2] as r,"
                                    + " '{\"a\":1}'::json as s, '101'::bit as t, null as u, null::blob as v,"
                                    + " null::hugeint as w"))
                    .containsExactly("{\"a\":true,\"b\":-128,\"c\":-9223372036854775808,\"d\":18446744073709551615,"
                            + "\"e\":170141183460469231731687303715884105727,"
                            + "\"f\":12345678901234567890123456789012.567890,\"g\":0.1,\"h\":1.0E-300,\"i\":\"Zürich\","
                            + "\"j\":\"AQL/\",\"k\":\"2024-02-29\",\"l\":\"10:11:00\",\"m\":\"2024-03-31T02:30:00.123456\","
                            + "\"n\":\"2024-03-31T02:30:00.123456789\",\"o\":\"10:11:00+02:00\",\"p\":\"1 day\","
                            + "\"q\":\"cb5e3466-58e7-43c6-a125-563b49884566\",\"r\":\"[1, 2]\",\"s\":\"{\\\"a\\\":1}\","
                            + "\"t\":\"101\",\"u\":null,\"v\":null,\"w\":null}");
        }
    }

    @Test
    void asCsv() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            assertThat(new String(
                            Payload.writtenBy(Rows.query(
                                            connection,
                                            c -> c.prepareStatement("select 1 as id, 'a,b' as \"the name\", null as n,"
                                                    + " '' as e, x'0102' as b, timestamp '2024-02-29 10:11:12' as t,"
                                                    + " cast('say \"no\"' as clob) as c, 2 as id"))
                                    .as(Csv.rows())),
                            StandardCharsets.UTF_8))
                    .isEqualTo("ID,the name,N,E,B,T,C,ID\r\n"
                            + "1,\"a,b\",,\"\",AQI=,2024-02-29T10:11:12,\"say \"\"no\"\"\",2\r\n");
        }
    }

    private static List<String> lines(Connection connection, String sql) throws Exception {
        byte[] written = Payload.writtenBy(
                Rows.query(connection, c -> c.prepareStatement(sql)).as(Json.rowLines()));
        return new String(written, StandardCharsets.UTF_8).lines().toList();
    }
}
