package io.fifoio.integration.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was seen, case by case and database by database; prints itself as a table in Markdown. */
final class Matrix {

    private final Map<String, Map<Database, String>> cells = new LinkedHashMap<>();

    void put(Database database, String what, String outcome) {
        cells.computeIfAbsent(what, any -> new EnumMap<>(Database.class)).put(database, outcome);
    }

    /**
     * Writes the table into {@code target}, and also into {@code docs} if the property {@code fifoio.matrix.accept} is
     * set.
     */
    void print() throws IOException {
        Path root = Path.of(System.getProperty("fifoio.root"));
        Files.createDirectories(root.resolve("integration-tests/target"));
        Files.writeString(root.resolve("integration-tests/target/jdbc-matrix.md"), table());
        if (Boolean.getBoolean("fifoio.matrix.accept")) {
            Files.writeString(root.resolve("docs/jdbc-matrix.md"), table());
        }
    }

    private String table() {
        StringBuilder table = new StringBuilder();
        table.append("""
                # Large values on real databases: what was seen

                Made by `MatrixTest`, never by hand: `mvn -B -pl integration-tests -am test -Dtest=MatrixTest -Dsurefire.failIfNoSpecifiedTests=false
                -Djvm.of.tests=-Dfifoio.matrix.accept=true`. Each cell is one case, looked at from a second connection after the first one
                has committed all that it had, even after a failure (DuckDB, which has no savepoints, rolls back instead).

                """);
        table.append("| case |");
        for (Database database : Database.values()) {
            table.append(' ').append(database).append(" |");
        }
        table.append("\n|---|").append("---|".repeat(Database.values().length)).append('\n');
        cells.forEach((what, outcomes) -> {
            table.append("| ").append(what).append(" |");
            for (Database database : Database.values()) {
                table.append(' ').append(outcomes.getOrDefault(database, "")).append(" |");
            }
            table.append('\n');
        });
        return table.toString();
    }
}
