package io.fifoio.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What users can refer to changes on purpose or not at all. */
final class PublicApiTest {

    private static final Path FILE = Path.of(System.getProperty("fifoio.root"), "docs", "public-api.txt");
    private static final String HOW_TO_ACCEPT = "If this change is meant, run the test once with"
            + " -Dfifoio.api.accept=true, which rewrites " + FILE + ", and commit that file";

    @Test
    void isWhatTheFileSays() throws IOException {
        List<String> actual = new ArrayList<>(ApiText.of(Libraries.CORE));
        actual.add("");
        actual.addAll(ApiText.of(Libraries.ADAPTERS));
        if (Boolean.getBoolean("fifoio.api.accept")) {
            Files.createDirectories(FILE.getParent());
            Files.write(FILE, actual);
        }

        List<String> expected = Files.exists(FILE) ? Files.readAllLines(FILE) : List.of();

        assertThat(difference(expected, actual))
                .as("%s%nChanges to the public API, - gone, + new", HOW_TO_ACCEPT)
                .isEmpty();
        assertThat(actual).as(HOW_TO_ACCEPT).isEqualTo(expected);
    }

    /** Returns the lines that are in one text and not in the other, each member below its type. */
    private static List<String> difference(List<String> expected, List<String> actual) {
        List<String> difference = new ArrayList<>();
        List<String> before = withTypes(expected);
        List<String> now = withTypes(actual);
        before.stream().filter(line -> !now.contains(line)).forEach(line -> difference.add("- " + line));
        now.stream().filter(line -> !before.contains(line)).forEach(line -> difference.add("+ " + line));
        return difference;
    }

    private static List<String> withTypes(List<String> lines) {
        List<String> named = new ArrayList<>();
        String type = "";
        for (String line : lines) {
            if (line.startsWith(" ")) {
                named.add(type + ": " + line.strip());
            } else {
                type = line;
                named.add(line);
            }
        }
        return named;
    }
}
