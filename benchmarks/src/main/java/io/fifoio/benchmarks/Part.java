package io.fifoio.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** A part of the table: one benchmark, with the pipes for which it makes sense, and the other parameters. */
record Part(Class<?> benchmark, List<String> pipes, Map<String, String> others) {

    private static final List<String> LARGE = List.of("64K/64K/1M", "64K/64K/64K", "8K/8K/64K");
    private static final String SMALL = "100B/8K/64K";
    private static final String SINGLE = "1B/1B/64K";

    /** A reader of small pieces, for which the writer waits. */
    private static final List<String> SLOWER_READER = List.of("8K/100B/64K", "100B/1B/64K");

    private static final String THREADS = "threads";
    private static final String SHAPE = "shape";
    private static final String PAIRS = "pairs";

    /** Those on the heap; the ones that follow are too slow, or make no sense, in some parts. */
    private static final List<String> FAST = List.of("fifo", "piped", "okio", "queue");

    /**
     * @param virtual whether to measure virtual threads too
     * @param costs whether to also measure the cost of a pair that waits, is one of many, or carries nothing
     */
    static List<Part> all(boolean virtual, boolean costs) {
        List<Part> parts = new ArrayList<>();
        for (ThreadKind kind : virtual ? ThreadKind.values() : new ThreadKind[] {ThreadKind.PLATFORM}) {
            addThroughput(parts, kind);
            addRoundTrip(parts, kind);
            if (costs) {
                addWaiting(parts, kind);
                addManyPairs(parts, kind);
            }
        }
        if (costs) {
            parts.add(new Part(Creation.class, with(FAST, "nio", "commons"), Map.of()));
        }
        return parts;
    }

    private static void addThroughput(List<Part> parts, ThreadKind kind) {
        boolean platform = kind == ThreadKind.PLATFORM;
        for (String shape : LARGE) {
            parts.add(throughput(platform ? with(FAST, "nio", Throughput.BASELINE) : FAST, shape, kind));
        }
        parts.add(throughput(platform ? with(FAST, "nio", "commons", Throughput.BASELINE) : FAST, SMALL, kind));
        List<String> gathering = with(FAST, "buffered");
        parts.add(throughput(gathering, SINGLE, kind));
        for (String shape : SLOWER_READER) {
            parts.add(throughput(gathering, shape, kind));
        }
    }

    private static Part throughput(List<String> pipes, String shape, ThreadKind kind) {
        return new Part(Throughput.class, pipes, Map.of(SHAPE, shape, THREADS, kind.toString()));
    }

    private static void addRoundTrip(List<Part> parts, ThreadKind kind) {
        parts.add(
                kind == ThreadKind.PLATFORM
                        ? new Part(RoundTrip.class, with(FAST, "nio"), Map.of())
                        : new Part(VirtualRoundTrip.class, FAST, Map.of()));
    }

    private static void addWaiting(List<Part> parts, ThreadKind kind) {
        parts.add(new Part(Idle.class, with(FAST, "nio", "commons", Idle.NO_PIPE), Map.of(THREADS, kind.toString())));
    }

    private static void addManyPairs(List<Part> parts, ThreadKind kind) {
        parts.add(new Part(ManyPairs.class, with(FAST, "nio"), Map.of(PAIRS, "1000", THREADS, kind.toString())));
        if (kind == ThreadKind.VIRTUAL) {
            parts.add(new Part(ManyPairs.class, FAST, Map.of(PAIRS, "10000", THREADS, kind.toString())));
        }
    }

    private static List<String> with(List<String> pipes, String... more) {
        List<String> joined = new ArrayList<>(pipes);
        joined.addAll(List.of(more));
        return joined;
    }

    /** One fork of each of its cases. */
    Options options(boolean brief) {
        ChainedOptionsBuilder builder = new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark.getName() + "."))
                .param("pipe", pipes.toArray(String[]::new))
                .forks(1)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class);
        others.forEach(builder::param);
        if (brief) {
            TimeValue moment = TimeValue.milliseconds(200);
            builder.warmupIterations(1)
                    .warmupTime(moment)
                    .measurementIterations(1)
                    .measurementTime(moment);
        }
        return builder.build();
    }
}
