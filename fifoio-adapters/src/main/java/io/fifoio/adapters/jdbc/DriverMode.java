package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a {@link Driver} does only in some of its versions or modes; its connection, or a statement of that, shows
 * which.
 */
final class DriverMode {

    private static final Pattern GATHERING =
            Pattern.compile("[?&](useCompression|transactionReplay)(=(true|1))?(&|$)", Pattern.CASE_INSENSITIVE);

    private DriverMode() {}

    /**
     * Whether MariaDB's driver has an option set that makes it compress a message as a whole, or keep it to send it
     * again. The URL that it returns also has what was set by properties.
     */
    static boolean gathersMessages(Connection connection) throws SQLException {
        return GATHERING.matcher(connection.getMetaData().getURL()).find();
    }

    /** Whether the server has prepared the statement for MariaDB's driver, which then sends each value separately. */
    static boolean isPreparedByMariadb(PreparedStatement statement) {
        return Unwrapped.of(statement, PreparedStatement.class, List.of("org.mariadb.jdbc.BasePreparedStatement"))
                .getClass()
                .getSimpleName()
                .contains("Server");
    }

    /**
     * Whether PostgreSQL's driver is in its simple mode, which the URL or a property has selected: parameters become a
     * part of the statement's text.
     */
    static boolean putsValuesIntoText(Connection connection) throws SQLException {
        if (connection.getMetaData().getURL().contains("preferQueryMode=simple")) {
            return true;
        }
        try {
            Object mode = Reflected.call(connection, Driver.own(connection), "getPreferQueryMode", new Class<?>[0]);
            return mode.toString().equals("SIMPLE");
        } catch (SQLFeatureNotSupportedException | IOException notToBeAsked) {
            return false;
        }
    }

    /**
     * Whether PostgreSQL's driver, which spools text by itself, leaves its file behind if the source fails, as it did
     * before 42.7.13. In that case the text is first spooled by this library, so that the source fails before the
     * driver begins a file.
     */
    static boolean leavesFiles(Connection connection) throws SQLException {
        return isBefore(Driver.own(connection).getMetaData().getDriverVersion(), 42, 7, 13);
    }

    /**
     * Whether MySQL's driver has had the server prepare the statement; otherwise it makes one text of that and its
     * values.
     */
    static boolean isPreparedByMysql(PreparedStatement statement) {
        return Unwrapped.of(statement, PreparedStatement.class, List.of("com.mysql.cj.jdbc.JdbcPreparedStatement"))
                .getClass()
                .getSimpleName()
                .contains("ServerPrepared");
    }

    /** Whether MySQL's driver sends the parameters of a statement piece by piece, and text as text. */
    static boolean sendsInPieces(PreparedStatement statement, boolean binary) throws SQLException {
        return isPreparedByMysql(statement) && (binary || MysqlText.isSentAsText(Driver.connection(statement)));
    }

    /**
     * Whether DuckDB's driver creates the rows of a result while they are read, as it does if the connection was made
     * with that setting. Otherwise, and in versions that do not know the setting, it creates all of them first, in
     * native memory.
     */
    static boolean streamsResults(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery(
                        "select value from duckdb_settings() where name = 'jdbc_stream_results'")) {
            return setting.next() && Boolean.parseBoolean(setting.getString(1));
        } catch (SQLException doesNotTell) {
            return false;
        }
    }

    @SuppressWarnings("StringSplitter") // empty parts are dropped
    static boolean isBefore(String version, int... other) {
        int[] numbers = Stream.of(version.split("\\D+"))
                .filter(number -> !number.isEmpty())
                .limit(other.length)
                .mapToInt(Integer::parseInt)
                .toArray();
        return Arrays.compare(numbers, other) < 0;
    }
}
