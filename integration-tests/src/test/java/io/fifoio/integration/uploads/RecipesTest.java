package io.fifoio.integration.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/uploads.md and docs/downloads.md show is what is compiled and tested here. */
final class RecipesTest {

    private static final Path ROOT = Path.of(System.getProperty("fifoio.root"));
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\\n(.*?)\\n```");

    @ParameterizedTest
    @CsvSource({"uploads, 5", "downloads, 5"})
    void everyProgramOfThePageStandsInARecipe(String page, int count) throws IOException {
        List<String> shown = BLOCK.matcher(Files.readString(ROOT.resolve("docs/" + page + ".md")))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(shown).hasSize(count);
        assertThat(regions(page)).containsExactlyInAnyOrderElementsOf(shown);
    }

    private static List<String> regions(String page) throws IOException {
        Pattern region =
                Pattern.compile("(?s) *// docs/PAGE.md: [\\w-]+\\n(.*?)\\s*// docs/PAGE.md: end".replace("PAGE", page));
        List<String> regions = new ArrayList<>();
        Path folder = ROOT.resolve("integration-tests/src/test/java/io/fifoio/integration/" + page);
        try (Stream<Path> sources = Files.list(folder)) {
            for (Path source : sources.filter(path -> path.toString().endsWith("Recipe.java"))
                    .toList()) {
                region.matcher(Files.readString(source))
                        .results()
                        .forEach(found -> regions.add(found.group(1).stripIndent()));
            }
        }
        return regions;
    }

    @Test
    void theFormArrives() throws Exception {
        try (Receiver receiver = new JdkReceiver()) {
            int status = FormRecipe.send(
                            HttpClient.newHttpClient(), receiver.uri("/take"), out -> out.write("[1,2]".getBytes()))
                    .statusCode();

            assertThat(status).isEqualTo(200);
            assertThat(new String(receiver.whole().get(0).body(), StandardCharsets.UTF_8))
                    .contains("form-data; name=\"title\"\r\n\r\nOrders of May\r\n")
                    .contains("filename=\"orders.json\"\r\nContent-Type: application/json\r\n\r\n[1,2]\r\n--");
        }
    }
}
