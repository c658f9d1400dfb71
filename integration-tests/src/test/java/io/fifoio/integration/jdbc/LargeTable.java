package io.fifoio.integration.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What large values took, as a table in Markdown, one line for each cell. In {@code docs} a line stays until its cell
 * is run again and accepted: all of them take hours, and each line says how large its value was.
 */
final class LargeTable {

    private static final String HEAD = """
            # Values larger than the heap: what was seen

            Made of the lines that `LargeValuesTest` prints in the profile `long`, each of the last run of its cell; a machine that had other
            work too makes the times worth little. Each line is a JVM of its own with that heap (`-Xmx`), that writes
            one value and reads it back; the memory is the peak of what is resident above the same process after a value of 1,000 bytes,
            of this process alone (a server has its own); the files are temporary ones of driver and library, the database's own not counted.
            Where a plain range costs the server the whole value, it is read as the page of the database says for large ones. H2 is
            opened with `WRITE_DELAY=0`.

            | database | way | MiB | heap MiB | written in ms | read in ms | MiB resident, more than idle | MiB in temporary files |
            |---|---|---|---|---|---|---|---|
            """;

    private final Map<String, String> seen = new LinkedHashMap<>();

    /** Whether something that was printed is a line of the table. */
    static boolean isLine(String printed) {
        return printed.startsWith("| ") && !printed.startsWith("| database ");
    }

    /** Adds a line, which replaces the earlier one of its cell. */
    void put(String line) {
        seen.put(cell(line), line);
    }

    /**
     * Writes the table into {@code target}, and also into {@code docs} if the property {@code fifoio.matrix.accept} is
     * set.
     */
    void write() throws IOException {
        Path root = Path.of(System.getProperty("fifoio.root"));
        Files.writeString(root.resolve("integration-tests/target/jdbc-large.md"), table(seen));
        if (Boolean.getBoolean("fifoio.matrix.accept")) {
            Path accepted = root.resolve("docs/jdbc-large.md");
            Map<String, String> all = new LinkedHashMap<>();
            for (Database database : Database.values()) {
                for (Operation operation : Operation.values()) {
                    all.put(cell("| " + database + " | " + operation + " | "), "");
                }
            }
            Files.readAllLines(accepted).stream().filter(LargeTable::isLine).forEach(line -> all.put(cell(line), line));
            all.putAll(seen);
            all.values().removeIf(String::isEmpty);
            Files.writeString(accepted, table(all));
        }
    }

    /** Database and way. */
    private static String cell(String line) {
        String[] parts = line.split("\\|");
        return parts[1].strip() + " | " + parts[2].strip();
    }

    private static String table(Map<String, String> lines) {
        return HEAD + String.join("\n", lines.values()) + "\n";
    }
}
