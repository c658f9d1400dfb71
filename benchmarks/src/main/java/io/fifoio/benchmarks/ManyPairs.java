package io.fifoio.benchmarks;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Many pairs at once, each with a writer and a reader of its own: the time from the first pair opened to the last byte
 * read, with the start of the threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g", FixedHeap.TOUCHED})
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class ManyPairs {

    private static final int CAPACITY = 16 * 1024;
    private static final int SIZE = 4 * 1024;
    private static final int AMOUNT = 64 * 1024;

    @Param({"fifo", "piped", "nio", "okio", "queue"})
    String pipe = "";

    @Param({"1000", "10000"})
    int pairs;

    @Param({"platform", "virtual"})
    String threads = "";

    @Benchmark
    public void moveAll() throws IOException, InterruptedException, ExecutionException {
        Contender contender = Contender.named(pipe);
        ThreadKind kind = ThreadKind.named(threads);
        CountDownLatch running = new CountDownLatch(2 * pairs);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        for (int i = 0; i < pairs; i++) {
            Pipe opened = contender.open(CAPACITY);
            Job writing = Traffic.writing(opened.output(), SIZE, AMOUNT);
            Job reading = Traffic.reading(opened.input(), SIZE, AMOUNT);
            kind.start(() -> run(
                    () -> {
                        writing.run();
                        opened.output().close();
                    },
                    opened,
                    running,
                    failure));
            kind.start(() -> run(
                    () -> {
                        reading.run();
                        opened.input().close();
                    },
                    opened,
                    running,
                    failure));
        }
        running.await();
        Throwable failed = failure.get();
        if (failed != null) {
            throw new ExecutionException(failed);
        }
    }

    private static void run(
            Job job, Pipe opened, CountDownLatch running, AtomicReference<@Nullable Throwable> failure) {
        try {
            job.run();
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
            opened.abandon();
        } finally {
            running.countDown();
        }
    }
}
