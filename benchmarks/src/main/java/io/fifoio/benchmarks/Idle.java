package io.fifoio.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * The CPU time that waiting costs: one reader waits at an empty pipe and one writer at a full one. The figures are
 * microseconds of CPU time in each second; {@code none} is what the runtime uses by itself.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 2)
public class Idle {

    private static final int CAPACITY = 64 * 1024;
    static final String NO_PIPE = "none";

    @Param({"fifo", "piped", "nio", "okio", "queue", "commons", NO_PIPE})
    String pipe = "";

    @Param({"platform", "virtual"})
    String threads = "";

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final ThreadMXBean javaThreads = ManagementFactory.getThreadMXBean();
    private final List<Pipe> pipes = new ArrayList<>();
    private final List<Thread> waiting = new ArrayList<>();

    @Setup
    public void open() throws IOException {
        if (pipe.equals(NO_PIPE)) {
            return;
        }
        Pipe empty = Contender.named(pipe).open(CAPACITY);
        Pipe full = Contender.named(pipe).open(CAPACITY);
        pipes.addAll(List.of(empty, full));
        // More than any pipe holds; what fits is written during the warmup.
        Job writing = Traffic.writing(full.output(), 1024, 1L << 40);
        Job reading = Traffic.reading(empty.input(), 1024, 1L << 40);
        ThreadKind kind = ThreadKind.named(threads);
        waiting.addAll(List.of(kind.start(() -> runUntilClosed(writing)), kind.start(() -> runUntilClosed(reading))));
    }

    private static void runUntilClosed(Job job) {
        try {
            job.run();
        } catch (Exception closed) {
            // The benchmark is over.
        }
    }

    @TearDown
    public void close() {
        waiting.forEach(Thread::interrupt);
        pipes.forEach(Pipe::abandon);
    }

    @Benchmark
    public void oneSecond(Used used) throws InterruptedException {
        long processBefore = system.getProcessCpuTime();
        long threadsBefore = nanosOfOtherThreads();
        TimeUnit.SECONDS.sleep(1);
        used.threadMicros += (nanosOfOtherThreads() - threadsBefore) / 1e3;
        used.processMicros += (system.getProcessCpuTime() - processBefore) / 1e3;
    }

    /** Returns the time of all Java threads except this one, so that the carriers of virtual threads are included. */
    private long nanosOfOtherThreads() {
        long self = Thread.currentThread().getId();
        long sum = 0;
        for (long id : javaThreads.getAllThreadIds()) {
            if (id != self) {
                sum += Math.max(0, javaThreads.getThreadCpuTime(id));
            }
        }
        return sum;
    }

    /** JMH shows the fields under their names, as amounts per second. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Used {
        /** Exact, and without the threads of the garbage collector and the compiler. */
        public double threadMicros;

        /** With everything, but often counted in steps of 10 ms. */
        public double processMicros;
    }
}
