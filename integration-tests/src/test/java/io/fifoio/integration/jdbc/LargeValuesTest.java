package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
                        .filter(operation -> operation == Operation.CHUNKS || streams(database, operation))
                        .map(operation -> Arguments.of(database, operation)));
    }

    private static boolean streams(Database database, Operation operation) {
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
        long limit = database == Database.POSTGRESQL && operation != Operation.CHUNKS ? 1000L << 20 : Long.MAX_VALUE;
        String printed = run(List.of(database.name(), operation.name(), Long.toString(Math.min(bytes, limit))), 3600);
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

    private String run(List<String> arguments, int longestSeconds) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=" + folder,
                "-Dfifoio.postgresql=" + Servers.postgresql(),
                "-Dfifoio.mariadb=" + Servers.mariadb(),
                "-cp",
                classPath(),
                LargeValue.class.getName()));
        command.addAll(arguments);
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(longestSeconds, TimeUnit.SECONDS);
            String printed = Files.readString(output);
            assertThat(ended)
                    .as("ends within %d s; it printed:%n%s", longestSeconds, printed)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("exit of %s, it printed:%n%s", arguments, printed)
                    .isZero();
            return printed;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String classPath() {
        // Surefire puts it into the manifest of a jar, and tells it in a property.
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
