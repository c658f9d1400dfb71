package io.fifoio.integration.jdbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code docs/jdbc-types.md}.
 *
 * @param type of a column
 * @param value of the column, in SQL
 * @param json what it becomes
 */
record DocumentedType(String type, String value, String json) {

    private static final Pattern LINE = Pattern.compile("\\| `([^`]+)`[^|]*\\| `([^`]+)` \\| `([^`]+)` \\|");

    /** All of one section, in order. */
    static List<DocumentedType> of(String section) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("fifoio.root"), "docs/jdbc-types.md"));
        int begin = text.indexOf("# " + section + "\n");
        if (begin < 0) {
            throw new AssertionError("docs/jdbc-types.md has no section " + section);
        }
        int end = text.indexOf("\n##", begin);
        List<String> lines = text.substring(begin, end < 0 ? text.length() : end)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
        return lines.stream().map(DocumentedType::parse).toList();
    }

    private static DocumentedType parse(String line) {
        Matcher cells = LINE.matcher(line);
        if (!cells.matches()) {
            throw new AssertionError("not a line of three cells: " + line);
        }
        return new DocumentedType(cells.group(1), cells.group(2), cells.group(3));
    }

    /** Whether the driver itself can't read it. */
    boolean fails() {
        return json.equals("fails");
    }

    /** Whether the given lines of JSON, for the value and NULL, match this. */
    boolean isMetBy(String lines) {
        return fails()
                ? lines.contains("row 1, column v ") && lines.contains("can't be read")
                : lines.equals("{\"v\":" + json + "}\n{\"v\":null}\n");
    }

    /** Returns the text without the syntax of JSON. */
    String text() {
        if (!json.startsWith("\"")) {
            return json;
        }
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }
}
