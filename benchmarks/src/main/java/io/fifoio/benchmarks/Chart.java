package io.fifoio.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;

/** Draws the results of a run, and writes them down as tables of ratios: {@code Chart results/jdk-17}. */
public final class Chart {

    private Chart() {}

    /** @param arguments how the files of results begin, for one run or more */
    public static void main(String[] arguments) throws IOException, XMLStreamException {
        for (String name : arguments) {
            draw(Path.of(name));
        }
    }

    static void draw(Path name) throws IOException, XMLStreamException {
        Results results = Results.read(name);
        for (ThreadKind threads : ThreadKind.values()) {
            List<Panel> panels = panels(results, threads);
            if (!panels.isEmpty()) {
                Path file = results.file("-" + threads + ".svg");
                new Drawing(title(threads), results.machine().line(), panels).write(file);
                System.out.println(file);
            }
        }
        Path table = results.file(".md");
        Files.writeString(table, new Tables(results).markdown());
        System.out.println(table);
    }

    private static String title(ThreadKind threads) {
        return "From a " + threads + " thread that writes to one that reads";
    }

    private static List<Panel> panels(Results results, ThreadKind threads) {
        List<Panel> panels = new ArrayList<>();
        List<Entry> throughput = results.throughput(threads);
        for (String shape : Results.shapes(throughput)) {
            List<Bar> bars = throughput.stream()
                    .filter(entry -> entry.parameter("shape").equals(shape))
                    .map(entry -> new Bar(
                            entry.pipe(),
                            entry.figure(Results.MEGABYTES),
                            Figures.number(entry.median(Results.MEGABYTES)),
                            timesPiped(entry, throughput)))
                    .sorted(Comparator.comparingDouble(bar -> -bar.length().median()))
                    .toList();
            panels.add(new Panel(Figures.describe(Shape.parse(shape)), "MB/s", bars));
        }
        List<Bar> roundTrips = results.roundTrips(threads).stream()
                .map(entry -> new Bar(
                        entry.pipe(),
                        entry.figure("p50.0"),
                        Figures.number(entry.median("p50.0")),
                        "p99 " + Figures.number(entry.median("p99.0"))))
                .sorted(Comparator.comparingDouble(bar -> bar.length().median()))
                .toList();
        return roundTrips.isEmpty()
                ? panels
                : Stream.concat(
                                panels.stream(),
                                Stream.of(new Panel(
                                        "one byte there and back, median: shorter is better", "µs", roundTrips)))
                        .toList();
    }

    /** Returns how many times as fast it is as the pair that every JDK has. */
    private static String timesPiped(Entry entry, List<Entry> all) {
        return all.stream()
                .filter(other -> other.pipe().equals(Contender.PIPED.toString()))
                .filter(other -> other.parameter("shape").equals(entry.parameter("shape")))
                .filter(other -> other != entry)
                .findFirst()
                .map(piped -> Figures.ratio(entry.median(Results.MEGABYTES) / piped.median(Results.MEGABYTES)))
                .orElse("");
    }
}
