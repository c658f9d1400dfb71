package io.fifoio.benchmarks;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.compress.Compression;
import io.fifoio.adapters.compress.Decompression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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

/**
 * Megabytes of plain JSON per second, read from compressed data: by the plain library, and by {@code Decompression}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {FixedHeap.LEAST, FixedHeap.MOST, FixedHeap.TOUCHED})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Decompressing {

    private static final int SIZE = 8 << 20;

    @Param({"gzip", "zlib", "bzip2", "xz", "zstd", "lz4", "snappy"})
    String format = "";

    /**
     * {@code library}: its stream, read to the end. {@code read}: ours. {@code limited}: ours with limits of size and
     * ratio. {@code pump}, {@code pipe}: a source of ours, opened.
     */
    @Param({"library", "read", "limited", "pump", "pipe"})
    String way = "";

    private final ExecutorService producers = Executors.newSingleThreadExecutor();
    private byte[] compressed = {};

    @Setup
    public void fill() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (OutputStream out = Plain.named(format).compress(written)) {
            out.write(Sample.JSON.ofSize(SIZE));
        }
        compressed = written.toByteArray();
    }

    @TearDown
    public void stop() {
        producers.shutdownNow();
    }

    @Benchmark
    public void decompress(Moved moved) throws IOException {
        Decompression reading = Decompression.of(Compression.valueOf(format.toUpperCase(Locale.ROOT)));
        StepwiseSource source = PushSource.from(() -> reading.open(input()));
        moved.add(
                switch (way) {
                    case "library" -> Drain.of(Plain.named(format).decompress(input()));
                    case "read" -> Drain.of(reading.open(input()));
                    case "limited" -> Drain.of(reading.limit(SIZE).ratio(1000).open(input()));
                    case "pump" -> Drain.of(source.open());
                    case "pipe" -> Drain.of(source.open(producers));
                    default -> throw new IllegalArgumentException(way);
                });
    }

    private InputStream input() {
        return new ByteArrayInputStream(compressed);
    }
}
