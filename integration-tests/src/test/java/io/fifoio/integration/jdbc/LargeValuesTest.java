package io.fifoio.integration.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values larger than the heap, which is 64 MiB, in JVMs of their own. */
@EnabledOnOs(OS.LINUX)
final class LargeValuesTest {

    private static final List<String> LINES = new ArrayList<>();

    @TempDir
    Path folder;

    /** Those that take a value of any size; the others refuse it, which the matrix shows. */
    private static Stream<Arguments> cells() {
        return Stream.of(Database.values())
                .flatMap(database -> Stream.of(Operation.values())
                        .filter(operation -> operation.isKnownTo(database))
                        .filter(operation -> operation.isOfRows() || streams(database))
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
    @Timeout(3600)
    @EnabledIfSystemProperty(
            named = "fifoio.large.mib",
            matches = "[1-9]\\d*",
            disabledReason = "runs in the profile long")
    void inAJvmOfItsOwn(Database database, Operation operation) throws Exception {
        long bytes = Long.getLong("fifoio.large.mib") << 20;
        long limit = database == Database.POSTGRESQL && !operation.isOfRows() ? 1000L << 20 : Long.MAX_VALUE;
        String printed = SmallJvm.run(
                folder,
                64,
                3600,
                Set.of(database),
                LargeValue.class,
                List.of(database.name(), operation.name(), Long.toString(Math.min(bytes, limit))));
        printed.lines().filter(line -> line.startsWith("| ")).forEach(LINES::add);
    }

    @AfterAll
    static void print() throws IOException {
        if (LINES.isEmpty()) {
            return;
        }
        String table = """
                # Values larger than the heap: what was seen

                Made by `LargeValuesTest` in the profile `long`, never by hand. Each line is a JVM of its own with `-Xmx64m`, that writes one
                value and reads it back; the memory is the peak of what is resident above the same process after a value of 1,000 bytes,
                of this process alone (a server has its own); the files are temporary ones of driver and library, the database's own not counted.

                | database | way | MiB | written in ms | read in ms | MiB resident, more than idle | MiB in temporary files |
                |---|---|---|---|---|---|---|
                """ + String.join("\n", LINES) + "\n";
        Path root = Path.of(System.getProperty("fifoio.root"));
        Files.writeString(root.resolve("integration-tests/target/jdbc-large.md"), table);
        if (Boolean.getBoolean("fifoio.matrix.accept")) {
            Files.writeString(root.resolve("docs/jdbc-large.md"), table);
        }
        System.out.println(table);
    }
}
