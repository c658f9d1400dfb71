package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packages for Jackson 2 and 3 have the same code, except for what the two call differently. This test fails if
 * only one of them is changed.
 */
final class JsonTwinsTest {

    private static final Path SOURCES = Path.of(System.getProperty("fifoio.root"), "fifoio-adapters", "src");

    /** The names in Jackson 3 for names in Jackson 2. */
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("\\bgetOutputContext\\b", "streamWriteContext"),
            Map.entry("\\bJsonStreamContext\\b", "TokenStreamContext"),
            Map.entry("\\bwriteFieldName\\b", "writeName"),
            Map.entry("\\bwrite(\\w+)Field\\b", "write$1Property"),
            Map.entry("\\bgetHighestEscapedChar\\b", "getHighestNonEscapedChar"),
            Map.entry("\\bquoteAsString\\b", "quoteAsCharArray"),
            Map.entry("\\bJsonGeneratorImpl\\b", "JsonGeneratorBase"),
            Map.entry("\\bnew JsonFactoryBuilder\\b", "JsonFactory.builder"),
            Map.entry("\\bcreateGenerator\\((?=\\w)", "createGenerator(ObjectWriteContext.empty(), "),
            Map.entry("\\bpublic void (write(Raw|Number))", "public JsonGenerator $1"),
            Map.entry("([;{}]) super\\.", "$1 return super."),
            Map.entry("\\bJackson 2\\b", "Jackson 3"),
            Map.entry("\\bcom\\.fasterxml\\.jackson\\b", "tools.jackson"));

    /** Words of the members that may differ, or may exist in only one of them. */
    private static final Map<String, List<String>> MAY_DIFFER = Map.of(
            "Json.java",
            List.of(
                    "public final class Json {", // what flushes, and what failures are
                    "JsonFormat with(JsonFactory factory)",
                    "JsonFormat with(TokenStreamFactory factory)",
                    "with what the generator puts between root values",
                    "with the separator of root values that the generator has",
                    "NoClassDefFoundError named"),
            "JsonFormat.java",
            List.of(
                    "SerializedString NOTHING",
                    "JsonFormat by(TokenStreamFactory factory)",
                    "class NothingBetweenRootValues",
                    "AUTO_CLOSE_TARGET",
                    "CAN_WRITE_BINARY_NATIVELY",
                    "JsonGenerator lineGenerator("),
            "LineGenerator.java",
            List.of(
                    "class LineGenerator",
                    "setPrettyPrinter(",
                    "useDefaultPrettyPrinter(",
                    "setRootValueSeparator(",
                    "void check("),
            "JsonElementsTest.java",
            List.of(
                    "List<Order> ORDERS",
                    "aMapperThatIndentsKeepsAValueOnItsLine",
                    "rawJsonWithALineBreakIsNoLine",
                    "aFilterLeavesTheEndsOfLines",
                    "aDelegatePutsNothingBetweenLines",
                    "csvIsWrittenByJacksonTooWithASchema",
                    "uncheckedFailuresOfJacksonAreTheCauseOfACheckedOne",
                    "aFailureOfTheOutputComesAsJacksonTellsIt",
                    "settingsOfAMapperAreKept"),
            "JsonRowsTest.java",
            List.of("new OwnEscapes()"),
            "OtherFormat.java",
            List.of("TokenBuffer within"),
            "package-info.java",
            List.of("for Jackson")); // each names the other

    /** Files that need no twin: they test what exists only once. */
    private static final Set<String> ALONE = Set.of("JsonTest.java", "JsonTokens.java", "ManyElementsTest.java");

    private static Path folder(String kind, String name) {
        return SOURCES.resolve(Path.of(kind, "java", "io", "fifoio", "adapters", name));
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    static List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        for (String kind : List.of("main", "test")) {
            names(folder(kind, "json3")).forEach(name -> files.add(kind + "/" + name));
        }
        return files;
    }

    @Test
    void haveTheSameFiles() throws IOException {
        for (String kind : List.of("main", "test")) {
            Set<String> names = names(folder(kind, "json"));
            names.removeAll(ALONE);

            assertThat(names(folder(kind, "json3"))).as(kind).isEqualTo(names);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void areTheSameButForWhatIsListed(String file) throws IOException {
        String kind = file.substring(0, file.indexOf('/'));
        String name = file.substring(file.indexOf('/') + 1);
        List<String> mayDiffer = MAY_DIFFER.getOrDefault(name, List.of());
        List<String> ofJackson2 = members(folder(kind, "json").resolve(name)).stream()
                .map(JsonTwinsTest::renamed)
                .toList();
        List<String> ofJackson3 = members(folder(kind, "json3").resolve(name));

        assertThat(without(mayDiffer, ofJackson2, ofJackson3))
                .as("in json alone")
                .isEmpty();
        assertThat(without(mayDiffer, ofJackson3, ofJackson2))
                .as("in json3 alone")
                .isEmpty();
        for (String words : mayDiffer) {
            assertThat(with(words, ofJackson3)).as("\"%s\" is listed", words).isNotEqualTo(with(words, ofJackson2));
        }
    }

    /**
     * Returns what is between blank lines within the class itself: a method, or some fields. Each is on one line,
     * whatever its length.
     */
    private static List<String> members(Path file) throws IOException {
        String code = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
                .collect(Collectors.joining("\n"));
        return Pattern.compile("\n\n(?= {0,4}\\S)")
                .splitAsStream(code.strip())
                // Jackson 3 throws nothing that is checked.
                .map(member -> member.replace(" throws IOException", "")
                        .replaceAll("\\s*\n\\s*\\* ", " ")
                        .replaceAll("(?<=[(.])\\s+|\\s+(?=[.)])", "")
                        .replaceAll("\\s+", " "))
                .toList();
    }

    private static String renamed(String member) {
        String renamed = member;
        for (Map.Entry<String, String> one : RENAMED.entrySet()) {
            renamed = renamed.replaceAll(one.getKey(), one.getValue());
        }
        return renamed;
    }

    /** Returns what the twin does not have and is not listed. */
    private static List<String> without(List<String> listed, List<String> members, List<String> twin) {
        return members.stream()
                .filter(member -> !twin.contains(member) && listed.stream().noneMatch(member::contains))
                .toList();
    }

    private static List<String> with(String words, List<String> members) {
        return members.stream().filter(member -> member.contains(words)).toList();
    }
}
