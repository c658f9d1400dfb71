package io.fifoio.adapters.jdbc;

import io.fifoio.IncompleteStreamException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Warnings that say that something was stored differently from how it was sent. The servers of MariaDB and MySQL
 * truncate a value that does not fit, or store question marks for characters that the column can't hold, and only warn:
 * in a session without a strict {@code sql_mode}, and for a statement with {@code ignore}, which
 * {@code LOAD DATA LOCAL} always counts as.
 *
 * <p>A note does not count: with notes a server reports blanks that it has removed from the end of a text, and a
 * timestamp in a column of dates. The drivers drop the level, so the server is asked. It keeps only the first
 * {@code max_error_count}, which may be 0, but counts all: what the ones that it has not kept say is not known.
 */
final class Warnings {

    /**
     * The codes that mean a loss, in this order: NULL for a NOT NULL column, which gets a default; the same in a row of
     * several; a value out of range, replaced by the nearest; a value truncated; a value of a wrong type, replaced by
     * NULL or a part of it; an invalid character string; a result larger than a packet; characters that the column
     * can't hold; a value too long; characters that can't be converted.
     */
    private static final Set<Integer> OF_LOSS = Set.of(1048, 1263, 1264, 1265, 1292, 1300, 1301, 1366, 1406, 1977);

    /** How many warnings are quoted in a message. */
    private static final int TOLD = 3;

    private final boolean there;

    /** Whether the server keeps none of them, so that the driver, which asks for those that are kept, finds none. */
    private final boolean dropped;

    private Warnings(boolean there, boolean dropped) {
        this.there = there;
        this.dropped = dropped;
    }

    /** Prepares to check the statements that are executed from now on. */
    static Warnings of(Connection connection, Driver driver) throws SQLException {
        if (!driver.has(Trait.SPEAKS_MYSQL)) {
            return new Warnings(false, false);
        }
        try (Statement asking = Question.statement(connection)) {
            return new Warnings(true, number(asking, "select @@max_error_count") == 0);
        }
    }

    /**
     * To be called after the execution of an insert or update, before anything else is executed. The driver knows from
     * the answer how many warnings there are; if there is none, nothing is asked.
     *
     * @throws IncompleteStreamException if a warning reports a loss, or may do so
     */
    void check(PreparedStatement executed) throws SQLException, IncompleteStreamException {
        if (there && (dropped || executed.getWarnings() != null)) {
            check(
                    Driver.connection(executed),
                    OF_LOSS::contains,
                    "the server has not stored what it was sent, and only warned, because the session has no strict"
                            + " sql_mode or the statement says \"ignore\"");
        }
    }

    /**
     * To be called after {@code LOAD DATA LOCAL}, before anything else is executed. Everything that it warns about
     * would have been an error without {@code LOCAL}, or is a value that the data does not have.
     *
     * @param own the driver's
     * @throws IncompleteStreamException if there is a warning, or may be one
     */
    static void checkLoaded(Connection own) throws SQLException, IncompleteStreamException {
        check(
                own,
                any -> true,
                "the server has not stored all rows as they were sent, and only warned, because LOAD DATA LOCAL makes"
                        + " warnings of errors");
    }

    /** @param ofLoss which codes report a loss; those of notes do not count */
    private static void check(Connection connection, IntPredicate ofLoss, String reason)
            throws SQLException, IncompleteStreamException {
        try (Statement asking = Question.statement(connection)) {
            // The only two queries that leave the warnings unchanged.
            long count = number(asking, "show count(*) warnings");
            if (count == 0) {
                return;
            }
            long kept = 0;
            List<String> losses = new ArrayList<>();
            try (ResultSet warnings = asking.executeQuery("show warnings")) {
                for (; warnings.next(); kept++) {
                    if (!warnings.getString(1).equals("Note") && ofLoss.test(warnings.getInt(2))) {
                        losses.add(warnings.getString(3));
                    }
                }
            }
            if (!losses.isEmpty()) {
                throw new IncompleteStreamException(
                        reason + ": " + told(losses) + " (warnings and notes: " + count + ")");
            }
            if (kept < count) {
                throw new IncompleteStreamException(
                        "the server has counted " + count + " warnings and notes and has kept only "
                                + kept
                                + ": it is not known whether it has stored what it was sent. \"set session max_error_count = 65535\""
                                + " keeps them, \"set session sql_notes = 0\" counts no notes");
            }
        }
    }

    private static String told(List<String> losses) {
        String first = String.join("; ", losses.subList(0, Math.min(TOLD, losses.size())));
        return losses.size() > TOLD ? first + "; and others" : first;
    }

    private static long number(Statement asking, String question) throws SQLException {
        try (ResultSet answer = asking.executeQuery(question)) {
            answer.next();
            return answer.getLong(1);
        }
    }
}
