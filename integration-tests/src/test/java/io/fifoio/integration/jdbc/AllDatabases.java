package io.fifoio.integration.jdbc;

import java.sql.SQLException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Connects to each database that the platform has before the first test: so servers and engines start, with those of
 * their threads that live as long as the JVM and that {@code NoLeakedThreads} has to see before a test.
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
