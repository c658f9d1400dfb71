package io.fifoio.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The results as Markdown: medians, the ratios to quote, and how far apart the values were. */
final class Tables {

    private static final String OURS = Contender.FIFO.toString();

    private final Results results;
    private final StringBuilder text = new StringBuilder();

    Tables(Results results) {
        this.results = results;
    }

    String markdown() {
        Machine machine = results.machine();
        text.append("# ").append(results.name().getFileName()).append("\n\n");
        text.append(machine.line()).append(", ").append(machine.memoryGib()).append(" GiB\n\n");
        text.append("`")
                .append(machine.command())
                .append("` with ")
                .append(String.join(", ", machine.libraries()))
                .append("\n");
        for (ThreadKind threads : ThreadKind.values()) {
            throughput(threads);
            roundTrips(threads);
        }
        waiting();
        manyPairs();
        creation();
        spreads();
        return text.toString();
    }

    private void throughput(ThreadKind threads) {
        List<Entry> entries = results.throughput(threads);
        if (entries.isEmpty()) {
            return;
        }
        List<String> pipes = Results.pipes(entries);
        heading("MB/s, " + threads + " threads");
        row(Stream.concat(
                Stream.concat(Stream.of("writes / reads / ring"), pipes.stream().map(Results::title)),
                Stream.of("to best rival", "to PipedInputStream", "to memcpy2")));
        rule(pipes.size() + 4);
        for (String shape : Results.shapes(entries)) {
            List<Entry> cases = entries.stream()
                    .filter(entry -> entry.parameter("shape").equals(shape))
                    .toList();
            row(Stream.concat(
                    Stream.concat(Stream.of(shape), pipes.stream().map(pipe -> median(cases, pipe, Results.MEGABYTES))),
                    ratios(cases)));
        }
    }

    private static Stream<String> ratios(List<Entry> cases) {
        Optional<Entry> ours = find(cases, OURS);
        if (ours.isEmpty()) {
            return Stream.of("", "", "");
        }
        double value = ours.get().median(Results.MEGABYTES);
        String toBest = cases.stream()
                .filter(entry ->
                        !Contender.isOurs(entry.pipe()) && !entry.pipe().equals(Throughput.BASELINE))
                .max(Comparator.comparingDouble(entry -> entry.median(Results.MEGABYTES)))
                .map(best ->
                        Figures.ratio(value / best.median(Results.MEGABYTES)) + " (" + Results.title(best.pipe()) + ")")
                .orElse("");
        return Stream.concat(
                Stream.of(toBest),
                Stream.of(Contender.PIPED.toString(), Throughput.BASELINE)
                        .map(pipe -> find(cases, pipe)
                                .map(other -> Figures.ratio(value / other.median(Results.MEGABYTES)))
                                .orElse("")));
    }

    private void roundTrips(ThreadKind threads) {
        List<Entry> entries = results.roundTrips(threads);
        if (entries.isEmpty()) {
            return;
        }
        heading("One byte there and back, µs, " + threads + " threads");
        row(Stream.of("", "p50", "p90", "p99", "p99.9"));
        rule(5);
        for (Entry entry : entries) {
            row(Stream.concat(
                    Stream.of(Results.title(entry.pipe())),
                    Stream.of("p50.0", "p90.0", "p99.0", "p99.9").map(name -> Figures.number(entry.median(name)))));
        }
    }

    private void waiting() {
        List<Entry> entries = results.of(Idle.class);
        columns(
                "CPU time while a reader and a writer wait, µs in each second",
                entries,
                entry -> entry.parameter("threads") + " threads",
                entry -> entry.median("threadMicros"));
    }

    private void manyPairs() {
        List<Entry> entries = results.of(ManyPairs.class);
        columns(
                "Many pairs at once, 64 KiB each, ms",
                entries,
                entry -> entry.parameter("pairs") + " pairs, " + entry.parameter("threads") + " threads",
                entry -> entry.median(Entry.SCORE));
    }

    private void creation() {
        List<Entry> entries = results.of(Creation.class);
        columns("Opening and closing an unused pair, ns", entries, entry -> "ns", entry -> entry.median(Entry.SCORE));
        columns(
                "Opening and closing an unused pair, bytes allocated",
                entries.stream().filter(entry -> entry.has(Entry.ALLOCATED)).toList(),
                entry -> "bytes",
                entry -> entry.median(Entry.ALLOCATED));
    }

    private void columns(
            String title, List<Entry> entries, Function<Entry, String> column, ToDoubleFunction<Entry> value) {
        if (entries.isEmpty()) {
            return;
        }
        List<String> columns = entries.stream().map(column).distinct().toList();
        heading(title);
        row(Stream.concat(Stream.of(""), columns.stream()));
        rule(columns.size() + 1);
        for (String pipe : Results.pipes(entries)) {
            row(Stream.concat(
                    Stream.of(Results.title(pipe)),
                    columns.stream()
                            .map(wanted -> entries.stream()
                                    .filter(entry -> entry.pipe().equals(pipe)
                                            && column.apply(entry).equals(wanted))
                                    .findFirst()
                                    .map(entry -> Figures.number(value.applyAsDouble(entry)))
                                    .orElse(""))));
        }
    }

    private void spreads() {
        List<Entry> entries = results.of(Throughput.class);
        if (entries.isEmpty()) {
            return;
        }
        heading("How far the values went apart, MB/s, and bytes allocated for each write");
        row(Stream.of("threads", "writes / reads / ring", "", "median", "lowest", "highest", "allocated"));
        rule(7);
        for (Entry entry : entries) {
            Spread spread = entry.figure(Results.MEGABYTES);
            row(Stream.concat(
                    Stream.of(entry.parameter("threads"), entry.parameter("shape"), Results.title(entry.pipe())),
                    Stream.of(
                            Figures.number(spread.median()),
                            Figures.number(spread.low()),
                            Figures.number(spread.high()),
                            allocated(entry))));
        }
    }

    /** From the bytes of one invocation, and the megabytes that one invocation moves. */
    private static String allocated(Entry entry) {
        if (!entry.has(Entry.ALLOCATED)) {
            return "";
        }
        double bytesMoved = entry.median(Results.MEGABYTES) * 1e6 / entry.median(Entry.SCORE);
        int write = Shape.parse(entry.parameter("shape")).write();
        return Figures.number(entry.median(Entry.ALLOCATED) / bytesMoved * write);
    }

    private static Optional<Entry> find(List<Entry> entries, String pipe) {
        return entries.stream().filter(entry -> entry.pipe().equals(pipe)).findFirst();
    }

    private static String median(List<Entry> entries, String pipe, String figure) {
        return find(entries, pipe)
                .map(entry -> Figures.number(entry.median(figure)))
                .orElse("");
    }

    private void heading(String heading) {
        text.append("\n## ").append(heading).append("\n\n");
    }

    private void row(Stream<String> cells) {
        text.append(cells.collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private void rule(int columns) {
        row(IntStream.range(0, columns).mapToObj(column -> column == 0 ? "---" : "--:"));
    }
}
