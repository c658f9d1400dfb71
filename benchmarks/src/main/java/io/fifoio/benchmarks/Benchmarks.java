package io.fifoio.benchmarks;

import java.util.Arrays;
import java.util.stream.Stream;

/** JMH's own command line, which leaves out benchmarks for which this runtime has no threads. */
public final class Benchmarks {

    private static final String[] WITHOUT_VIRTUAL_THREADS = {"-p", "threads=platform", "-e", "VirtualRoundTrip"};

    private Benchmarks() {}

    /** Runs the benchmarks that the arguments choose; {@code -h} lists the options. */
    public static void main(String[] arguments) throws Exception {
        boolean chosen = Arrays.stream(arguments).anyMatch(argument -> argument.startsWith("threads="));
        org.openjdk.jmh.Main.main(
                ThreadKind.hasVirtual() || chosen
                        ? arguments
                        : Stream.concat(Stream.of(WITHOUT_VIRTUAL_THREADS), Arrays.stream(arguments))
                                .toArray(String[]::new));
    }
}
