package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.outcome.Outcome;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the state table of the design document with real pairs, of bytes and of chars, cell by cell. */
@ExtendWith(NoLeakedThreads.class)
final class StateTableTest {

    private static final String BEFORE = "ab";
    private static final String WRITTEN = "cd";
    private static final IOException OUTPUT_CAUSE = new IOException("the output's cause");
    private static final IOException INPUT_CAUSE = new IOException("the input's cause");
    private static final IOException LATER = new IOException("a later failure");

    record Cell(Units units, String output, String input, String call, String expected) {
        @Override
        public String toString() {
            return units + ", output " + output + ", input " + input + ": " + call + " -> " + expected;
        }
    }

    static Stream<Cell> cells() throws IOException {
        List<List<String>> table = table();
        List<String> calls = table.get(0);
        List<Cell> cells = new ArrayList<>();
        for (Units units : Units.values()) {
            for (List<String> row : table.subList(2, table.size())) {
                for (int column = 2; column < row.size(); column++) {
                    cells.add(new Cell(units, row.get(0), row.get(1), calls.get(column), row.get(column)));
                }
            }
        }
        return cells.stream();
    }

    /** Returns the first table after the heading: its header, the line below it, its rows. */
    private static List<List<String>> table() throws IOException {
        return Files.readAllLines(Path.of(System.getProperty("fifoio.root"), "docs", "DESIGN.md")).stream()
                .dropWhile(line -> !line.equals("## State table"))
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    @Test
    void everyPairOfStatesHasARow() throws IOException {
        List<String> expected = new ArrayList<>();
        for (String output : List.of("open", "promised", "completed", "closed", "failed", "abandoned")) {
            for (String input : List.of("open", "closed", "failed", "abandoned")) {
                expected.add(output + " / " + input);
            }
        }
        List<List<String>> table = table();

        assertThat(table.subList(2, table.size()).stream().map(row -> row.get(0) + " / " + row.get(1)))
                .containsAll(expected)
                .doesNotHaveDuplicates();
        assertThat(table).allMatch(row -> row.size() == table.get(0).size());
    }

    @ParameterizedTest
    @MethodSource("cells")
    void eachCellIsTrue(Cell cell) throws IOException {
        Link link = cell.output.endsWith(", plain") ? Link.plain(cell.units, 8) : Link.strict(cell.units, 8);
        TableEnds ends = TableEnds.over(link);
        ends.write(BEFORE);
        bringOutputTo(cell.output.replace(", plain", ""), ends, link);
        bringInputTo(cell.input, ends, link);
        String before = states(link);

        String seen = outcomeOf(cell.call, ends, link);

        String after = states(link);
        if (!after.equals(before)) {
            String change = changes(before, after);
            seen = seen.equals("nothing") ? change : seen + ", " + change;
        }
        assertThat(seen).as(cell.toString()).isEqualTo(cell.expected);
    }

    private static void bringOutputTo(String state, TableEnds ends, Link link) throws IOException {
        switch (state) {
            case "open" -> {}
            case "promised" -> ends.complete();
            case "completed" -> {
                ends.complete();
                ends.closeOutput();
            }
            case "closed" -> ends.closeOutput();
            case "failed" -> ends.failOutput(OUTPUT_CAUSE);
            case "abandoned" -> link.abandonOutput();
            default -> throw new AssertionError("the table has an unknown state of the output: " + state);
        }
    }

    private static void bringInputTo(String state, TableEnds ends, Link link) {
        switch (state) {
            case "open" -> {}
            case "closed" -> ends.closeInput();
            case "failed" -> ends.failInput(INPUT_CAUSE);
            case "abandoned" -> link.abandonInput();
            default -> throw new AssertionError("the table has an unknown state of the input: " + state);
        }
    }

    private static String outcomeOf(String call, TableEnds ends, Link link) {
        return switch (call) {
            case "read" -> read(ends);
            case "available" ->
                outcomeOf(() -> ends.isAvailable(BEFORE.length()) ? "data" : "something else", INPUT_CAUSE);
            case "write" ->
                outcomeOf(() -> {
                    ends.write(WRITTEN);
                    return link.ring.available() == BEFORE.length() + WRITTEN.length() ? "accepts" : "returns";
                });
            case "empty write" -> nothingOr(() -> ends.write(""));
            case "flush" -> nothingOr(ends::flush);
            case "complete" -> nothingOr(ends::complete);
            case "fail output" -> nothingOr(() -> ends.failOutput(LATER));
            case "close output" -> nothingOr(ends::closeOutput);
            case "fail input" -> nothingOr(() -> ends.failInput(LATER));
            case "close input" -> nothingOr(ends::closeInput);
            default -> throw new AssertionError("the table has an unknown call: " + call);
        };
    }

    private static String read(TableEnds ends) {
        StringBuilder target = new StringBuilder();
        String first = outcomeOf(
                () -> {
                    int count = ends.read(target);
                    return target.toString().equals(BEFORE) ? "data" : count + " others";
                },
                INPUT_CAUSE);
        if (!first.equals("data")) {
            return first;
        }
        // For a read that would block, tryRead is called, so that the test can go on.
        String then = outcomeOf(() -> describe(ends.tryRead()));
        if (!then.equals("blocks")) {
            assertThat(outcomeOf(() -> describe(ends.read())))
                    .as("a further read")
                    .isEqualTo(then);
            assertThat(outcomeOf(() -> describe(ends.read(target))))
                    .as("a further read")
                    .isEqualTo(then);
        }
        return "data, then " + then;
    }

    private static String describe(int count) {
        return switch (count) {
            case -1 -> "end";
            case 0 -> "blocks";
            default -> "more";
        };
    }

    private interface Call {
        String run() throws IOException;
    }

    private interface Action {
        void run() throws IOException;
    }

    private static String nothingOr(Action action) {
        return outcomeOf(() -> {
            action.run();
            return "nothing";
        });
    }

    private static String outcomeOf(Call call) {
        return outcomeOf(call, OUTPUT_CAUSE);
    }

    private static String outcomeOf(Call call, IOException own) {
        try {
            return call.run();
        } catch (IOException e) {
            IOException expected = e instanceof BrokenPipeException
                    ? INPUT_CAUSE
                    : e instanceof IncompleteStreamException ? OUTPUT_CAUSE : own;
            @Nullable Throwable cause = e.getCause();
            if (cause == null) {
                return e.getClass().getSimpleName();
            }
            assertThat(cause).isSameAs(expected);
            return e.getClass().getSimpleName() + "(cause)";
        }
    }

    private static String states(Link link) {
        return "output " + state(link.output) + ", input " + state(link.input);
    }

    private static String state(Outcome outcome) {
        return outcome.state().name().toLowerCase(Locale.ROOT);
    }

    private static String changes(String before, String after) {
        List<String> old = List.of(before.split(", "));
        return String.join(
                ", ",
                Stream.of(after.split(", "))
                        .filter(state -> !old.contains(state))
                        .toList());
    }
}
