package io.fifoio.benchmarks.jdbc;

import io.fifoio.benchmarks.Machine;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The shots of a run as tables in Markdown: medians over the rounds, and ratios to the driver's own call. */
final class ShotTables {

    private final Machine machine;
    private final List<Shot> shots;
    private final StringBuilder text = new StringBuilder();

    ShotTables(Machine machine, List<Shot> shots) {
        this.machine = machine;
        this.shots = shots;
    }

    String markdown() {
        text.append("# Large values and databases\n\n").append(machine.line()).append("\n\n`");
        text.append(machine.command())
                .append("` with ")
                .append(String.join(", ", machine.libraries()))
                .append('\n');
        export();
        large("write", "Writing, MB/s");
        large("read", "Reading, MB/s");
        growth();
        return text.toString();
    }

    private void export() {
        List<Shot> exports = of(JsonShots.ACTION);
        if (exports.isEmpty()) {
            return;
        }
        heading("JSON, gzip, BLOB of H2");
        row(Stream.of("", "heap, MiB", "MiB of JSON", "ms, median", "lowest", "highest", "times as fast as the first"));
        rule(7);
        double first = median(exports, shot -> shot.way().equals(JsonShots.Export.ARRAY.toString()), Shot::millis)
                .orElse(Double.NaN);
        for (JsonShots.Export way : JsonShots.Export.values()) {
            List<Shot> own = exports.stream()
                    .filter(shot -> shot.way().equals(way.toString()))
                    .toList();
            if (!own.isEmpty()) {
                double median = median(own, shot -> true, Shot::millis).orElseThrow();
                row(Stream.of(
                        way.toString(),
                        Integer.toString(way.heapMib()),
                        Integer.toString(own.get(0).mib()),
                        number(median),
                        number(own.stream().mapToDouble(Shot::millis).min().orElseThrow()),
                        number(own.stream().mapToDouble(Shot::millis).max().orElseThrow()),
                        ratio(first / median)));
            }
        }
    }

    private void large(String action, String title) {
        List<Shot> own = of(action);
        if (own.isEmpty()) {
            return;
        }
        List<Integer> sizes = distinct(own, Shot::mib);
        int largest = sizes.get(sizes.size() - 1);
        heading(title + ": " + largest + " MiB");
        row(Stream.of("database", "way", "median", "lowest", "highest", "to the driver's own call"));
        rule(6);
        for (String subject : distinct(own, Shot::subject)) {
            for (String way : distinct(own, Shot::way)) {
                List<Shot> cell = own.stream()
                        .filter(shot ->
                                shot.subject().equals(subject) && shot.way().equals(way) && shot.mib() == largest)
                        .toList();
                if (cell.isEmpty()) {
                    continue;
                }
                double median =
                        median(cell, shot -> true, ShotTables::megabytes).orElseThrow();
                OptionalDouble plain = median(
                        own,
                        shot -> shot.subject().equals(subject)
                                && shot.way().equals(Way.PLAIN.toString())
                                && shot.mib() == largest,
                        ShotTables::megabytes);
                row(Stream.of(
                        subject,
                        way,
                        number(median),
                        number(cell.stream()
                                .mapToDouble(ShotTables::megabytes)
                                .min()
                                .orElseThrow()),
                        number(cell.stream()
                                .mapToDouble(ShotTables::megabytes)
                                .max()
                                .orElseThrow()),
                        plain.isPresent() ? ratio(median / plain.getAsDouble()) : ""));
            }
        }
    }

    /** Shows how the time for a MiB grows with the value: it stays the same if the time is linear. */
    private void growth() {
        List<Shot> own = shots.stream()
                .filter(shot -> !shot.action().equals(JsonShots.ACTION))
                .toList();
        List<Integer> sizes = distinct(own, Shot::mib);
        if (sizes.size() < 2) {
            return;
        }
        heading("Growth: ms for each MiB of a value of so many MiB, medians");
        row(Stream.concat(
                Stream.of("database", "", "way"),
                Stream.concat(sizes.stream().map(String::valueOf), Stream.of("last to first"))));
        rule(sizes.size() + 4);
        for (String subject : distinct(own, Shot::subject)) {
            for (String action : List.of("write", "read")) {
                for (String way : distinct(own, Shot::way)) {
                    double[] each = sizes.stream()
                            .mapToDouble(mib -> median(
                                            own,
                                            shot -> shot.subject().equals(subject)
                                                    && shot.action().equals(action)
                                                    && shot.way().equals(way)
                                                    && shot.mib() == mib,
                                            shot -> shot.millis() / mib)
                                    .orElse(Double.NaN))
                            .toArray();
                    if (!Double.isNaN(each[0])) {
                        row(Stream.concat(
                                Stream.of(subject, action, way),
                                Stream.concat(
                                        Arrays.stream(each).mapToObj(ShotTables::number),
                                        Stream.of(ratio(each[each.length - 1] / each[0])))));
                    }
                }
            }
        }
    }

    private List<Shot> of(String action) {
        return shots.stream().filter(shot -> shot.action().equals(action)).toList();
    }

    private static <T> List<T> distinct(List<Shot> shots, Function<Shot, T> property) {
        return shots.stream().map(property).distinct().toList();
    }

    private static double megabytes(Shot shot) {
        return shot.mib() * (1 << 20) / 1e3 / shot.millis();
    }

    private static OptionalDouble median(
            List<Shot> shots,
            java.util.function.Predicate<Shot> chosen,
            java.util.function.ToDoubleFunction<Shot> figure) {
        double[] sorted =
                shots.stream().filter(chosen).mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String ratio(double value) {
        return Double.isNaN(value) ? "" : "× " + number(value);
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
