package io.fifoio.adapters.jdbc;

import io.fifoio.IncompleteStreamException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether several statements belong to one transaction, which another thread may have ended between them. In
 * most databases the savepoint of {@link Undo} is then missing when it is released; H2 does not notice that, and DuckDB
 * has no savepoints.
 */
final class TransactionNumber {

    private final Connection connection;
    private final @Nullable String query;
    private @Nullable String first;

    /** Asks for the number before the first statement is executed. */
    TransactionNumber(Connection connection, Driver driver) {
        this.connection = connection;
        this.query = driver.transactionNumberSql();
        this.first = ask();
    }

    /** Asks again after the first statement, because H2 numbers a transaction only when it has changed something. */
    void begun() {
        if (first == null) {
            first = ask();
        }
    }

    /** @throws IncompleteStreamException if the transaction is not that of the first statement */
    void check() throws IncompleteStreamException {
        if (!Objects.equals(first, ask())) {
            throw new IncompleteStreamException(
                    "the transaction in which the first chunks were written has ended, by a commit or a"
                            + " rollback of another thread or of the source itself, while others were written: roll back, and delete what"
                            + " was committed of the value");
        }
    }

    /**
     * Whether two statements are of one transaction, as far as the database tells. DuckDB's driver begins none any more
     * after a commit that failed, or that was a statement, and takes itself to be within one.
     */
    static boolean staysTheSame(Connection connection, Driver driver) {
        TransactionNumber number = new TransactionNumber(connection, driver);
        return Objects.equals(number.first, number.ask());
    }

    private @Nullable String ask() {
        if (query == null) {
            return null;
        }
        try (Statement statement = connection.createStatement();
                ResultSet number = statement.executeQuery(query)) {
            number.next();
            return number.getString(1);
        } catch (SQLException doesNotTell) {
            return null;
        }
    }
}
