package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Knows how MySQL's driver sends text. It declares a character stream as bytes, which the server stores as they come:
 * as UTF-8 in a column of another character set. It declares a reader that is set as a {@code VARCHAR} as text, which
 * the server converts. A string that it puts into the statement is text too, unless the session has no escapes: then it
 * is sent as hexadecimal digits, which are bytes again. Which strings are sent so, some or all, depends on the driver's
 * version, and whether that matters depends on the column.
 */
final class MysqlText {

    static final String AS_BYTES =
            "this driver would declare a character stream to the server as bytes, which are stored unconverted, whatever the"
                    + " character set of the column: leave the way to the library, which takes Way.MEMORY, or connect with"
                    + " useServerPrepStmts=true, without clobCharacterEncoding, by Connector/J 8.0.33 or newer";

    private static final String NO_ESCAPES =
            "the sql_mode of the session has NO_BACKSLASH_ESCAPES, in which this driver would tell the server that text is bytes,"
                    + " which are stored as they come, whatever the character set of the column: connect with useServerPrepStmts=true, or leave"
                    + " NO_BACKSLASH_ESCAPES out of the sql_mode";

    private static final String NO_UNICODE =
            "this driver would replace characters that its connection can't encode by question marks: connect without"
                    + " characterEncoding, or with UTF-8";

    private MysqlText() {}

    /**
     * Returns why text would not be stored unchanged in this session, or null if it would be.
     *
     * @param prepared whether the server has prepared the statement
     */
    static @Nullable String refusal(Connection connection, boolean prepared) throws SQLException {
        try (Statement asking = Question.statement(connection);
                ResultSet answer = asking.executeQuery("select @@character_set_client, @@sql_mode")) {
            answer.next();
            if (!answer.getString(1).startsWith("utf8")) {
                return NO_UNICODE;
            }
            return !prepared && answer.getString(2).contains("NO_BACKSLASH_ESCAPES") ? NO_ESCAPES : null;
        }
    }

    /**
     * Whether the driver declares the value as text. Earlier versions do not; some of them would even send the name of
     * the reader's class. And if another encoding was asked for, the pieces are in that encoding, and the server takes
     * them for the connection's.
     */
    static boolean isSentAsText(Connection connection) throws SQLException {
        return !DriverMode.isBefore(Driver.own(connection).getMetaData().getDriverVersion(), 8, 0, 33)
                && !asksForAnotherEncoding(connection);
    }

    private static boolean asksForAnotherEncoding(Connection connection) throws SQLException {
        try {
            Object all = Reflected.call(connection, Driver.own(connection), "getPropertySet", new Class<?>[0]);
            Object property = Reflected.call(
                    connection, all, "getStringProperty", new Class<?>[] {String.class}, "clobCharacterEncoding");
            return (boolean) Reflected.call(connection, property, "isExplicitlySet", new Class<?>[0]);
        } catch (SQLFeatureNotSupportedException | IOException notToBeAsked) {
            return true;
        }
    }
}
