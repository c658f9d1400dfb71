package io.fifoio.benchmarks;

import java.io.IOException;
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
import org.openjdk.jmh.annotations.Warmup;

/** What a pair costs that carries nothing; in bytes with {@code -prof gc}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 3,
        jvmArgs = {FixedHeap.LEAST, FixedHeap.MOST, FixedHeap.TOUCHED})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Creation {

    private static final int CAPACITY = 64 * 1024;

    @Param({"fifo", "piped", "nio", "okio", "queue", "commons"})
    String pipe = "";

    private Contender contender = Contender.FIFO;

    @Setup
    public void choose() {
        contender = Contender.named(pipe);
    }

    @Benchmark
    public Object createAndClose() throws IOException {
        Pipe opened = contender.open(CAPACITY);
        opened.close();
        return opened;
    }
}
