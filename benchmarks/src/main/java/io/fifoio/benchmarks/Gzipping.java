package io.fifoio.benchmarks;

import io.fifoio.adapters.Codec;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.compress.Gzip;
import io.fifoio.adapters.compress.ParallelGzip;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Megabytes of plain data per second through gzip: by the JDK's stream into nothing, which is the rival, and by ours.
 * What two threads can reach at all on this machine is what two of the rival reach side by side.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {FixedHeap.LEAST, FixedHeap.MOST, FixedHeap.TOUCHED})
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 2)
public class Gzipping {

    private static final int SIZE = 64 << 20;

    @Param({"json", "log", "classes", "random"})
    String data = "";

    @Param({"1", "6", "9"})
    int level;

    /**
     * {@code library}: {@code GZIPOutputStream}. {@code two}: two of them, on two threads. {@code gzip}: {@code Gzip}.
     * {@code parallel1}, {@code parallel2}: {@code ParallelGzip} with this number of threads. {@code pump},
     * {@code pipe}: a stream sent through {@code ParallelGzip} as it comes, opened and drained.
     */
    @Param({"library", "two", "gzip", "parallel1", "parallel2", "pump", "pipe"})
    String way = "";

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private byte[] plain = {};

    @Setup
    public void fill() {
        plain = Sample.named(data).ofSize(SIZE);
    }

    @TearDown
    public void stop() {
        threads.shutdownNow();
    }

    @Benchmark
    public void compress(Moved moved, Compressed compressed) throws Exception {
        StepwiseSource source =
                PushSource.from(() -> new ByteArrayInputStream(plain)).through(ParallelGzip.level(level));
        compressed.bytes += switch (way) {
            case "library" -> through(this::jdk);
            case "two" -> sideBySide();
            case "gzip" -> through(Gzip.level(level));
            case "parallel1" -> through(ParallelGzip.level(level).threads(1));
            case "parallel2" -> through(ParallelGzip.level(level).threads(2));
            case "pump" -> Drain.of(source.open());
            case "pipe" -> Drain.of(source.open(threads));
            default -> throw new IllegalArgumentException(way);
        };
        long bytes = way.equals("two") ? 2L * plain.length : plain.length;
        compressed.of += bytes;
        moved.add(bytes);
    }

    private OutputStream jdk(OutputStream out) throws IOException {
        return new GZIPOutputStream(out) {
            {
                def.setLevel(level);
            }
        };
    }

    private long through(Codec codec) throws IOException {
        Drain drain = new Drain();
        try (OutputStream gzip = codec.encode(drain)) {
            Drain.copy(plain, gzip);
        }
        return drain.count();
    }

    private long sideBySide() throws Exception {
        Callable<Long> one = () -> through(this::jdk);
        long bytes = 0;
        for (Future<Long> each : threads.invokeAll(List.of(one, one))) {
            bytes += each.get();
        }
        return bytes;
    }

    /** How large the output is, in percent of the plain data. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Compressed {

        private double bytes;
        private double of;

        public double percent() {
            return 100 * bytes / of;
        }
    }
}
