package io.fifoio.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The results of one run of the table.
 *
 * @param name the common beginning of its files: {@code name.json}, {@code name-machine.json} and the files that are
 *     made from them
 */
record Results(Path name, Machine machine, List<Entry> entries) {

    /** The figure that {@link Throughput} reports. */
    static final String MEGABYTES = "MB";

    static Results read(Path name) throws IOException {
        JsonNode json = new ObjectMapper().readTree(file(name, ".json").toFile());
        List<Entry> entries =
                StreamSupport.stream(json.spliterator(), false).map(Entry::of).toList();
        return new Results(name, Machine.read(file(name, "-machine.json")), entries);
    }

    static Path file(Path name, String ending) {
        return name.resolveSibling(name.getFileName() + ending);
    }

    Path file(String ending) {
        return file(name, ending);
    }

    List<Entry> of(Class<?> benchmark) {
        return entries.stream()
                .filter(entry -> entry.benchmark().equals(benchmark.getSimpleName()))
                .toList();
    }

    List<Entry> throughput(ThreadKind threads) {
        return of(Throughput.class).stream()
                .filter(entry -> entry.parameter("threads").equals(threads.toString()))
                .toList();
    }

    List<Entry> roundTrips(ThreadKind threads) {
        return of(threads == ThreadKind.VIRTUAL ? VirtualRoundTrip.class : RoundTrip.class);
    }

    /** The shapes in the order in which they were measured. */
    static List<String> shapes(List<Entry> throughput) {
        return throughput.stream()
                .map(entry -> entry.parameter("shape"))
                .distinct()
                .toList();
    }

    /** Returns the names of the pipes, in the order of {@link Contender}, followed by those that are not among them. */
    static List<String> pipes(List<Entry> entries) {
        Stream<String> contenders = Arrays.stream(Contender.values()).map(Contender::toString);
        List<String> present = entries.stream().map(Entry::pipe).distinct().toList();
        return Stream.concat(contenders, present.stream())
                .distinct()
                .filter(present::contains)
                .toList();
    }

    /** Returns the name of a pipe in a table. */
    static String title(String pipe) {
        return switch (pipe) {
            case Throughput.BASELINE -> "memcpy2 (one core)";
            case Idle.NO_PIPE -> "none";
            default -> Contender.named(pipe).title();
        };
    }
}
