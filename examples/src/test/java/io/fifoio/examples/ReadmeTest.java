package io.fifoio.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows is what is compiled here. */
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("fifoio.root"));
    private static final Pattern REGION = Pattern.compile("(?s)// README: \\w+\\n(.*?)\\s*// README: end");

    @Test
    void everyJavaExampleOfTheReadmeStandsInAProgram() throws IOException {
        List<String> shown = blocks("java");
        assertThat(shown).hasSize(9);
        assertThat(regions()).containsExactlyInAnyOrderElementsOf(shown);
    }

    @Test
    void theFirstTwoCommandsRunTheMainJobAndTheTests() throws IOException {
        List<String> commands = blocks("sh");
        assertThat(commands.get(0)).contains("package").contains("-Xmx64m -jar examples/target/fifoio-examples.jar");
        assertThat(commands.get(1)).isEqualTo("mvn -B verify");
    }

    private static List<String> blocks(String language) throws IOException {
        Matcher matcher = Pattern.compile("(?s)```" + language + "\\n(.*?)\\n```")
                .matcher(Files.readString(ROOT.resolve("README.md")));
        return matcher.results().map(block -> block.group(1)).toList();
    }

    private static List<String> regions() throws IOException {
        List<String> regions = new ArrayList<>();
        try (Stream<Path> sources = Files.list(ROOT.resolve("examples/src/main/java/io/fifoio/examples"))
                .filter(Files::isRegularFile)) {
            for (Path source : sources.toList()) {
                REGION.matcher(Files.readString(source))
                        .results()
                        .forEach(region -> regions.add(region.group(1).stripIndent()));
            }
        }
        return regions;
    }
}
