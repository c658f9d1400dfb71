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

/** What docs/uploads.md shows is what is compiled and tested here. */
final class RecipesTest {

    private static final Path ROOT = Path.of(System.getProperty("fifoio.root"));
    private static final Pattern REGION =
            Pattern.compile("(?s) *// docs/uploads.md: [\\w-]+\\n(.*?)\\s*// docs/uploads.md: end");
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\\n(.*?)\\n```");

    @Test
    void everyProgramOfThePageStandsInARecipe() throws IOException {
        List<String> shown = BLOCK.matcher(Files.readString(ROOT.resolve("docs/uploads.md")))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(shown).hasSize(6);
        assertThat(regions()).containsExactlyInAnyOrderElementsOf(shown);
    }

    private static List<String> regions() throws IOException {
        List<String> regions = new ArrayList<>();
        Path folder = ROOT.resolve("integration-tests/src/test/java/io/fifoio/integration/uploads");
        try (Stream<Path> sources = Files.list(folder)) {
            for (Path source : sources.filter(path -> path.toString().endsWith("Recipe.java"))
                    .toList()) {
                REGION.matcher(Files.readString(source))
                        .results()
                        .forEach(region -> regions.add(region.group(1).stripIndent()));
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
