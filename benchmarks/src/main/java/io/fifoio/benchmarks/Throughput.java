package io.fifoio.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** Megabytes per second from a thread that writes to a thread that reads: the figure named {@code MB}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 3,
        jvmArgs = {FixedHeap.LEAST, FixedHeap.MOST, FixedHeap.TOUCHED})
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class Throughput {

    static final String BASELINE = "memcpy2";

    @Param({"fifo", "buffered", "piped", "nio", "okio", "queue", "commons", BASELINE})
    String pipe = "";

    @Param({"64K/64K/1M", "64K/64K/64K", "8K/8K/64K", "100B/8K/64K", "1B/1B/64K", "8K/100B/64K", "100B/1B/64K"})
    String shape = "";

    @Param({"platform", "virtual"})
    String threads = "";

    private long amount;
    private @Nullable Pipe opened;
    private Workers workers = new Workers(ThreadKind.PLATFORM, List.of());

    @Setup
    public void open() throws IOException {
        Shape sizes = Shape.parse(shape);
        List<Job> jobs;
        if (pipe.equals(BASELINE)) {
            amount = sizes.amount();
            jobs = List.of(new TwoCopies(sizes, amount));
        } else {
            Contender contender = Contender.named(pipe);
            amount = contender.slow() ? sizes.smallAmount() : sizes.amount();
            Pipe ends = contender.open(sizes.ring());
            opened = ends;
            jobs = List.of(
                    Traffic.writing(ends.output(), sizes.write(), amount),
                    Traffic.reading(ends.input(), sizes.read(), amount));
        }
        workers = new Workers(ThreadKind.named(threads), jobs);
    }

    @TearDown
    public void close() {
        workers.stop();
        if (opened != null) {
            opened.abandon();
        }
    }

    @Benchmark
    public void transfer(Moved moved) throws InterruptedException, ExecutionException {
        workers.runOnce();
        moved.MB += amount / 1e6;
    }

    /** JMH shows the field under its name, as an amount per second. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Moved {
        public double MB;
    }
}
