package io.fifoio.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The measurements of the adapters, as Markdown: megabytes per second, and the ratio of each way to the plain library.
 */
final class AdapterTables {

    /** A class of each library that is compared. */
    static final List<Class<?>> LIBRARIES = List.of(
            io.fifoio.adapters.PushSource.class,
            com.fasterxml.jackson.core.JsonFactory.class,
            tools.jackson.core.json.JsonFactory.class,
            org.apache.commons.compress.archivers.ArchiveEntry.class,
            net.jpountz.lz4.LZ4Factory.class,
            org.tukaani.xz.XZ.class,
            com.github.luben.zstd.Zstd.class);

    private static final String WAY = "way";
    private static final String RIVAL = "library";
    private static final String PERCENT = "percent";
    private static final String JSON = ".json";
    private static final String MACHINE = "-machine.json";

    private final StringBuilder text = new StringBuilder();

    private AdapterTables() {}

    /** Beside the folder, under its name: what lies in it. */
    static void write(Path folder) throws IOException {
        List<Results> all = new ArrayList<>();
        for (Path name : names(folder)) {
            all.add(Results.read(name));
        }
        AdapterTables tables = new AdapterTables();
        tables.text.append("# ").append(folder.getFileName()).append("\n");
        for (Class<?> benchmark : Adapters.BENCHMARKS) {
            List<Results> parts = all.stream()
                    .filter(results -> !results.of(benchmark).isEmpty())
                    .toList();
            if (!parts.isEmpty()) {
                tables.append(benchmark, parts);
            }
        }
        Path file = folder.resolveSibling(folder.getFileName() + ".md");
        Files.writeString(file, tables.text);
        System.out.println(file);
    }

    private static List<Path> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(JSON) && !file.endsWith(MACHINE))
                    .map(file -> file.substring(0, file.length() - JSON.length()))
                    .sorted()
                    .map(folder::resolve)
                    .toList();
        }
    }

    private void append(Class<?> benchmark, List<Results> parts) {
        text.append("\n## ").append(benchmark.getSimpleName()).append("\n\n");
        for (Results part : parts) {
            text.append("`").append(part.machine().command()).append("`, ");
            text.append(part.machine().line()).append("  \n");
        }
        text.append("with ")
                .append(String.join(", ", parts.get(0).machine().libraries()))
                .append("\n\n");
        Map<String, Map<String, Entry>> rows = new LinkedHashMap<>();
        Set<String> ways = new LinkedHashSet<>();
        for (Results part : parts) {
            for (Entry entry : part.of(benchmark)) {
                ways.add(entry.parameter(WAY));
                rows.computeIfAbsent(row(entry), row -> new LinkedHashMap<>()).put(entry.parameter(WAY), entry);
            }
        }
        boolean sized = rows.values().stream().anyMatch(AdapterTables::isSized);
        row(Stream.concat(
                Stream.concat(Stream.of("", "MB/s of " + RIVAL), ways.stream().filter(way -> !way.equals(RIVAL))),
                sized ? Stream.of("% of plain, " + RIVAL, "ours, parallel") : Stream.of()));
        row(Stream.concat(Stream.of("---"), Stream.generate(() -> "--:").limit(ways.size() + (sized ? 2 : 0))));
        rows.forEach((row, entries) -> row(Stream.concat(
                Stream.concat(
                        Stream.of(row, megabytes(entries.get(RIVAL))),
                        ways.stream()
                                .filter(way -> !way.equals(RIVAL))
                                .map(way -> ratio(entries.get(way), entries.get(RIVAL)))),
                sized ? Stream.of(percent(entries, RIVAL), percent(entries, "parallel2")) : Stream.of())));
    }

    private static boolean isSized(Map<String, Entry> entries) {
        return entries.values().stream().anyMatch(entry -> entry.has(PERCENT));
    }

    /** All parameters except the way. */
    private static String row(Entry entry) {
        return new TreeMap<>(entry.parameters())
                .entrySet().stream()
                        .filter(parameter -> !parameter.getKey().equals(WAY))
                        .map(parameter -> parameter.getKey().equals("format")
                                        || parameter.getKey().equals("data")
                                ? parameter.getValue()
                                : parameter.getKey() + " " + parameter.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String megabytes(@org.jspecify.annotations.Nullable Entry entry) {
        if (entry == null) {
            return "";
        }
        Spread spread = entry.figure(Results.MEGABYTES);
        return Figures.number(spread.median()) + spread(spread, spread.median());
    }

    private static String ratio(
            @org.jspecify.annotations.Nullable Entry entry, @org.jspecify.annotations.Nullable Entry rival) {
        if (entry == null || rival == null) {
            return "";
        }
        double base = rival.median(Results.MEGABYTES);
        Spread spread = entry.figure(Results.MEGABYTES);
        return Figures.ratio(spread.median() / base) + spread(spread, base);
    }

    /** The lowest and the highest value, in percent of what stands before. */
    private static String spread(Spread spread, double base) {
        return base == 0
                ? ""
                : String.format(java.util.Locale.ROOT, " (%.2f–%.2f)", spread.low() / base, spread.high() / base);
    }

    private static String percent(Map<String, Entry> entries, String way) {
        Entry entry = entries.get(way);
        return entry == null ? "" : String.format(java.util.Locale.ROOT, "%.3f", entry.median(PERCENT));
    }

    private void row(Stream<String> cells) {
        text.append(cells.collect(Collectors.joining(" | ", "| ", " |\n")));
    }
}
