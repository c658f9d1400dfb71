package io.fifoio.integration.jdbc;

import java.sql.SQLException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Connects to each database before the first test, as far as the platform has it: so servers and engines start, and with them the
 * threads of theirs that live as long as the JVM, which {@code NoLeakedThreads} has to see before a test.
 */
final class AllDatabases implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        for (Database database : Database.values()) {
            try {
                database.createTables();
            } catch (TestAbortedException notOnThisPlatform) {
                // Its own tests are skipped.
            }
        }
    }
}
