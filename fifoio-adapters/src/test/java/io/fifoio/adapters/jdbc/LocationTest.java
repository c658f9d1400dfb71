package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.jdbc.Capability.Memory;
import io.fifoio.adapters.jdbc.Capability.Operation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a database keeps what is written into it, according to the report. */
final class LocationTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:",
                "jdbc:h2:mem:location",
                "jdbc:h2:memFS:location",
                "jdbc:h2:memLZF:location",
                "jdbc:hsqldb:mem:location",
                "jdbc:hsqldb:.",
                "JDBC:hsqldb:mem:location",
                "jdbc:HSQLDB:MEM:location",
                "jdbc:h2:split:memFS:location",
                "jdbc:derby:memory:location;create=true"
            })
    void aValueIsHeldByADatabaseInTheHeap(String url) throws SQLException {
        assertHeld(url, Memory.WHOLE, "; the database itself lies in the heap");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:h2:nioMemFS:location", "jdbc:h2:nioMemLZF:location", "jdbc:h2:split:20:nioMemFS:location"})
    void aValueIsHeldByADatabaseInNativeMemory(String url) throws SQLException {
        assertHeld(url, Memory.NATIVE, "; the database itself lies in native memory");
    }

    private static void assertHeld(String url, Memory memory, String how) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            Capabilities all = Capabilities.of(connection);
            for (Operation operation :
                    new Operation[] {Operation.WRITE_BLOB, Operation.WRITE_CLOB, Operation.WRITE_CHUNKS}) {
                assertThat(all.of(operation).memory()).as("%s", operation).isEqualTo(memory);
                assertThat(all.of(operation).way()).as("%s", operation).endsWith(how);
            }
            assertThat(all.of(Operation.READ_BLOB).memory()).as("nothing more").isEqualTo(Memory.STREAMS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:sqlite::memory:, NATIVE",
        "jdbc:sqlite:file:location?mode=memory&cache=shared, NATIVE",
        "jdbc:sqlite:file::memory:?cache=shared, NATIVE",
        "jdbc:sqlite:, NATIVE",
        "jdbc:sqlite:%s/sqlite.db, STREAMS",
        "jdbc:duckdb:, NATIVE",
        "jdbc:duckdb::memory:location, NATIVE",
        "jdbc:duckdb:%s/duckdb.db, STREAMS"
    })
    void chunksAreHeldByADatabaseInNativeMemory(String url, Memory memory) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url.formatted(folder))) {
            Capabilities all = Capabilities.of(connection);
            assertThat(all.of(Operation.WRITE_CHUNKS).memory()).isEqualTo(memory);
            assertThat(all.of(Operation.WRITE_BLOB).memory())
                    .as("refused beyond 4 MiB")
                    .isEqualTo(Memory.WHOLE);
        }
    }

    @Test
    void aFileHoldsItAll() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("mem"))) {
            assertThat(Capabilities.of(connection).of(Operation.WRITE_BLOB).memory())
                    .isEqualTo(Memory.STREAMS);
        }
    }
}
