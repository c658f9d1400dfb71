package io.fifoio.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * How long one byte takes to another thread and back, through two pipes; flushed if a pipe needs it.
 * {@link VirtualRoundTrip} is the same between virtual threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 3,
        jvmArgs = {FixedHeap.LEAST, FixedHeap.MOST, FixedHeap.TOUCHED})
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class RoundTrip {

    private static final int CAPACITY = 64 * 1024;

    @Param({"fifo", "piped", "nio", "okio", "queue", "commons"})
    String pipe = "";

    private boolean flush;
    private @Nullable Pipe there;
    private @Nullable Pipe back;
    private @Nullable Thread echo;
    private OutputStream output = OutputStream.nullOutputStream();
    private InputStream input = InputStream.nullInputStream();

    /** The kind of the thread that answers; the one that asks is JMH's. */
    ThreadKind threads() {
        return ThreadKind.PLATFORM;
    }

    @Setup
    public void open() throws IOException {
        Contender contender = Contender.named(pipe);
        flush = contender.needsFlush();
        Pipe question = contender.open(CAPACITY);
        Pipe answer = contender.open(CAPACITY);
        there = question;
        back = answer;
        output = question.output();
        input = answer.input();
        echo = threads().start(() -> answerAll(question.input(), answer.output()));
    }

    private void answerAll(InputStream questions, OutputStream answers) {
        try {
            int question;
            while ((question = questions.read()) >= 0) {
                answers.write(question);
                if (flush) {
                    answers.flush();
                }
            }
        } catch (IOException | IllegalStateException closed) {
            // The benchmark is over.
        }
    }

    @Benchmark
    public int oneByte() throws IOException {
        output.write(1);
        if (flush) {
            output.flush();
        }
        return input.read();
    }

    @TearDown
    public void close() {
        if (echo != null) {
            echo.interrupt();
        }
        if (there != null && back != null) {
            there.abandon();
            back.abandon();
        }
    }
}
