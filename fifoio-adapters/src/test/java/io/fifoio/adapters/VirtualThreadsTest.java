package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** For runtimes that have virtual threads. */
@EnabledForJreRange(min = JRE.JAVA_21)
@ExtendWith(NoLeakedThreads.class)
final class VirtualThreadsTest {

    private static final int STREAMS = 100;
    private static final byte[] PAYLOAD = Payload.ofSize(100_000);

    private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }

    @Test
    void produce() throws Exception {
        Watched source = new Watched(out -> out.write(PAYLOAD));
        try (SourceInputStream in = source.open()) {
            in.read();

            assertThat(isVirtual(source.thread())).isTrue();
        }
    }

    /**
     * Both waiting within {@code synchronized} would keep two carriers before JDK 24, and as many streams as carriers
     * all.
     */
    @ParameterizedTest
    @CsvSource({"21, false", "23, false", "24, true", "25, true"})
    void haveOneAtTheOtherEndWhereTheyLetGoOfTheirCarriers(int jdk, boolean virtual) throws Exception {
        Watched source = new Watched(out -> out.write(PAYLOAD));
        Executor producers = Threads.executor("fifoio-producer-", jdk);

        Future<byte[]> read = newVirtualThreadPerTaskExecutor().submit(() -> {
            try (SourceInputStream in = source.open(producers)) {
                return in.readAllBytes();
            }
        });

        assertThat(read.get()).as("seed " + Payload.SEED).isEqualTo(PAYLOAD);
        assertThat(isVirtual(source.thread())).isEqualTo(virtual);
    }

    /** More than there are processors to carry them: a waiting thread must release its carrier. */
    @ParameterizedTest
    @EnumSource
    void readManyStreamsAtOnce(Engines engine) throws Exception {
        Callable<byte[]> reading = () -> {
            PushSource source = out -> {
                for (int i = 0; i < PAYLOAD.length; i += 1000) {
                    out.write(PAYLOAD, i, 1000);
                    Thread.yield();
                }
            };
            try (SourceInputStream in = engine.open(source)) {
                return in.readAllBytes();
            }
        };
        for (Future<byte[]> read : runAll(reading)) {
            assertThat(read.get()).as("seed " + Payload.SEED).isEqualTo(PAYLOAD);
        }
    }

    @Test
    void feedManySinksAtOnce() throws Exception {
        PushSource source = out -> out.write(PAYLOAD);
        for (Future<byte[]> read : runAll(() -> source.feedFromThisThread(in -> in.readAllBytes()))) {
            assertThat(read.get()).as("seed " + Payload.SEED).isEqualTo(PAYLOAD);
        }
    }

    /** Each on a virtual thread. */
    private static <T> List<Future<T>> runAll(Callable<T> task) throws Exception {
        ExecutorService threads = newVirtualThreadPerTaskExecutor();
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            tasks.add(task);
        }
        List<Future<T>> done = threads.invokeAll(tasks, 50, TimeUnit.SECONDS);
        threads.shutdownNow();
        return done;
    }

    private static ExecutorService newVirtualThreadPerTaskExecutor() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
