package io.fifoio.benchmarks;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.compress.Compression;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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

/** Megabytes of JSON per second, compressed: by the plain library into nothing, and by the formats of {@code Compression}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {FixedHeap.LEAST, FixedHeap.MOST, FixedHeap.TOUCHED})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Compressing {

    private static final int SIZE = 8 << 20;

    @Param({"gzip", "zlib", "bzip2", "xz", "zstd", "lz4", "snappy"})
    String format = "";

    /**
     * {@code library}: its stream over nothing. {@code written}: a source written through ours into nothing. {@code pump}:
     * opened and drained on one thread. {@code pipe}: opened and drained, the source on another.
     */
    @Param({"library", "written", "pump", "pipe"})
    String way = "";

    private final ExecutorService producers = Executors.newSingleThreadExecutor();
    private byte[] plain = {};

    @Setup
    public void fill() {
        plain = Sample.JSON.ofSize(SIZE);
    }

    @TearDown
    public void stop() {
        producers.shutdownNow();
    }

    @Benchmark
    public long compress(Moved moved) throws Exception {
        StepwiseSource source = PushSource.from(() -> new ByteArrayInputStream(plain))
                .through(Compression.valueOf(format.toUpperCase(Locale.ROOT)));
        long compressed = switch (way) {
            case "library" -> library();
            case "written" -> {
                Drain drain = new Drain();
                source.writeTo(drain);
                yield drain.count();
            }
            case "pump" -> Drain.of(source.open());
            case "pipe" -> Drain.of(source.open(producers));
            default -> throw new IllegalArgumentException(way);
        };
        moved.add(plain.length);
        return compressed;
    }

    private long library() throws IOException {
        Drain drain = new Drain();
        try (OutputStream out = Plain.named(format).compress(drain)) {
            Drain.copy(plain, out);
        }
        return drain.count();
    }
}
