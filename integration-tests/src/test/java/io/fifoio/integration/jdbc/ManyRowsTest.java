package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** More rows than the heap could hold, on every database, in JVMs of their own. */
@EnabledOnOs(OS.LINUX)
final class ManyRowsTest {

    private static final int HEAP_MIB = Integer.getInteger("fifoio.rows.heap.mib", 64);
    private static final List<String> LINES = new ArrayList<>();

    @TempDir
    Path folder;

    private static Set<Database> databases() {
        Set<Database> databases = EnumSet.allOf(Database.class);
        databases.remove(Database.LARGE_OBJECT); // PostgreSQL all the same
        return databases;
    }

    private static Stream<Arguments> cells() {
        return databases().stream()
                .flatMap(database -> Stream.of(ManyRows.Format.values()).map(format -> Arguments.of(database, format)));
    }

    /**
     * Rows of the servers, whose drivers load all rows at once unless they are told otherwise; a smaller heap makes up
     * for fewer rows.
     */
    @Test
    @Timeout(600)
    void ofServersInASmallHeap() throws Exception {
        Set<Database> servers = databases();
        servers.removeIf(database -> !database.isServer());
        List<String> arguments = new ArrayList<>(List.of("500000"));
        servers.forEach(server -> arguments.addAll(List.of(server.name(), ManyRows.Format.NDJSON.name())));

        String printed = SmallJvm.run(folder, 24, 590, servers, ManyRows.class, arguments);

        assertThat(printed.lines().filter(line -> line.contains("| 500000 |"))).hasSameSizeAs(servers);
    }

    @ParameterizedTest
    @MethodSource("cells")
    @Timeout(3600)
    @EnabledIfSystemProperty(named = "fifoio.rows", matches = "[1-9]\\d*", disabledReason = "runs in the profile long")
    void inAJvmOfItsOwn(Database database, ManyRows.Format format) throws Exception {
        String printed = SmallJvm.run(
                folder,
                HEAP_MIB,
                3600,
                Set.of(database),
                ManyRows.class,
                List.of(System.getProperty("fifoio.rows"), database.name(), format.name()));
        printed.lines().filter(line -> line.startsWith("| ")).forEach(LINES::add);
    }

    @AfterAll
    static void print() throws IOException {
        if (LINES.isEmpty()) {
            return;
        }
        String table = """
                # More rows than the heap could hold: what was seen

                Made by `ManyRowsTest` in the profile `long`, never by hand. Each line is a JVM of its own that writes rows of four columns
                (integer, text, decimal, NULL; decimals of SQLite are floating-point numbers), which the database makes, as JSON array, JSON
                on lines or CSV. Each record is compared with what it should be. The memory is the peak of what is resident above the same process
                after 1,000 rows, of this process alone (a server has its own); the files are temporary ones, the database's own not counted. H2 is
                asked with `LAZY_QUERY_EXECUTION=1`, HSQLDB with `set session result memory rows 1000`, DuckDB with `jdbc_stream_results=true`.

                | database | format | heap in MiB | rows | MiB written | ms | MiB resident, more than idle | MiB in temporary files |
                |---|---|---|---|---|---|---|---|
                """ + String.join("\n", LINES) + "\n";
        Path root = Path.of(System.getProperty("fifoio.root"));
        Files.writeString(root.resolve("integration-tests/target/jdbc-rows.md"), table);
        if (Boolean.getBoolean("fifoio.matrix.accept")) {
            Files.writeString(root.resolve("docs/jdbc-rows.md"), table);
        }
        System.out.println(table);
    }
}
