package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values larger than the heap, in JVMs of their own. {@code fifoio.large.mib} is how large, {@code
 * fifoio.large.heap.mib} the heap, and {@code fifoio.large.cells} an expression that chooses among cells like {@code H2
 * CLOB}.
 */
@EnabledOnOs(OS.LINUX)
final class LargeValuesTest {

    private static final int HEAP_MIB = Integer.getInteger("fifoio.large.heap.mib", 64);
    private static final String CHOSEN = System.getProperty("fifoio.large.cells", ".*");
    private static final long LARGEST_FIELD = 1000L << 20;
    private static final int LONGEST_SECONDS = 3600;

    private static final LargeTable TABLE = new LargeTable();

    @TempDir
    Path folder;

    /** The cells that accept a value of any size; the others refuse it, as the matrix shows. */
    private static Stream<Arguments> cells() {
        return Stream.of(Database.values())
                .flatMap(database -> Stream.of(Operation.values())
                        .filter(operation -> operation.isKnownTo(database))
                        .filter(operation -> operation.isOfRows() || streams(database))
                        .filter(operation -> (database.name() + " " + operation).matches(CHOSEN))
                        .map(operation -> Arguments.of(database, operation)));
    }

    private static boolean streams(Database database) {
        return switch (database) {
            case H2, HSQLDB, DERBY, POSTGRESQL, LARGE_OBJECT, MARIADB, MYSQL_SERVER_SIDE -> true;
            case MYSQL_DRIVER, SQLITE, DUCKDB -> false;
        };
    }

    @ParameterizedTest
    @MethodSource("cells")
    @Timeout(LONGEST_SECONDS)
    @EnabledIfSystemProperty(
            named = "fifoio.large.mib",
            matches = "[1-9]\\d*",
            disabledReason = "runs in the profile long")
    void inAJvmOfItsOwn(Database database, Operation operation) throws Exception {
        long bytes = Long.getLong("fifoio.large.mib") << 20;
        String printed = SmallJvm.run(
                folder,
                HEAP_MIB,
                LONGEST_SECONDS,
                Set.of(database),
                LargeValue.class,
                List.of(
                        database.name(),
                        operation.name(),
                        Long.toString(Math.min(bytes, largest(database, operation)))));
        assertThat(printed.lines().filter(LargeTable::isLine)).hasSize(1);
        printed.lines().filter(LargeTable::isLine).forEach(TABLE::put);
        TABLE.write();
    }

    /** Rows of a {@code varbinary} would stay in the heap until they are committed. */
    @Test
    @Timeout(120)
    void chunksOfHsqldbInASmallHeap() throws Exception {
        String printed = SmallJvm.run(
                folder,
                32,
                110,
                Set.of(Database.HSQLDB),
                LargeValue.class,
                List.of("HSQLDB", "CHUNKS", Integer.toString(64 << 20)));

        assertThat(printed.lines().filter(LargeTable::isLine)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"MYSQL_DRIVER, 64", "MYSQL_DRIVER, 48", "SQLITE, 48", "DUCKDB, 48"})
    @Timeout(120)
    void theLargestThatAreHeldInMemory(Database database, int heapMib) throws Exception {
        String printed =
                SmallJvm.run(folder, heapMib, 110, Set.of(database), LargestInMemory.class, List.of(database.name()));

        assertThat(printed).contains("BLOB: stored").contains("CLOB: stored").contains("both: stored");
    }

    /** A field of these servers, or the packet that carries it, is less than 1 GiB. */
    private static long largest(Database database, Operation operation) {
        boolean field = database == Database.POSTGRESQL || database.isMariadb();
        return field && !operation.isOfRows() ? LARGEST_FIELD : Long.MAX_VALUE;
    }
}
