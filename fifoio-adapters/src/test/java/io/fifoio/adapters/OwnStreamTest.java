package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Parts;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A source that uses the stream which it feeds. */
@ExtendWith(NoLeakedThreads.class)
final class OwnStreamTest {

    private final AtomicReference<SourceInputStream> self = new AtomicReference<>();
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private SourceInputStream open(Engines engine, PushSource source) {
        SourceInputStream in = engine.open(source);
        self.set(in);
        return in;
    }

    /** What it reads is missing for its reader, which would not notice. */
    @ParameterizedTest
    @EnumSource
    void readsItAndHasNothingOfIt(Engines engine) throws Exception {
        PushSource source = out -> {
            out.write(new byte[] {1, 2, 3});
            thrown.set(catchThrowable(() -> self.get().read()));
            assertThat(catchThrowable(() -> self.get().read(new byte[2]))).isInstanceOf(IOException.class);
            out.write(4);
        };
        try (SourceInputStream in = open(engine, source)) {
            assertThat(in.readAllBytes()).containsExactly(1, 2, 3, 4);
            assertThat(in.result().bytes()).isEqualTo(4);
        }
        assertThat(thrown.get()).isInstanceOf(IOException.class).hasMessageContaining("reads the stream that it feeds");
    }

    @ParameterizedTest
    @EnumSource
    void readsItAndFailsOfIt(Engines engine) throws Exception {
        PushSource source = out -> {
            out.write(new byte[] {1, 2, 3});
            out.write(self.get().read());
        };
        try (SourceInputStream in = open(engine, source)) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("reads the stream that it feeds");
        }
    }

    @Test
    void readsItInTheStepOfAnEarlyStart() throws Exception {
        StepwiseSource source = Parts.of(
                out -> {
                    out.write(new byte[] {1, 2, 3});
                    thrown.set(catchThrowable(() -> self.get().read()));
                },
                out -> out.write(4));
        try (SourceInputStream in = open(Engines.PUMP, source)) {
            in.start();

            assertThat(thrown.get()).hasMessageContaining("reads the stream that it feeds");
            assertThat(in.readAllBytes()).containsExactly(1, 2, 3, 4);
        }
    }

    /** A pool's thread that has run a source does not belong to that source for ever. */
    @Test
    void isReadByThePoolsThreadThatRanIt() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        PushSource source = out -> out.write(new byte[] {1, 2, 3});
        try (SourceInputStream in = source.open(pool)) {
            in.start();

            assertThat(pool.submit(in::readAllBytes).get()).containsExactly(1, 2, 3);
        } finally {
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksForItsResultAndStartsIt(Engines engine) throws Exception {
        PushSource source = out -> {
            out.write(new byte[] {1, 2, 3});
            self.get().start();
            assertThat(self.get().available()).isBetween(0, 2);
            thrown.set(catchThrowable(() -> self.get().result()));
        };
        try (SourceInputStream in = open(engine, source)) {
            assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
            assertThat(in.result().bytes()).isEqualTo(3);
        }
        assertThat(thrown.get())
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("before the source's end");
    }

    /** It cancels itself and then returns, as if all were well. */
    @ParameterizedTest
    @EnumSource
    void closesItAndReturns(Engines engine) throws Exception {
        PushSource source = out -> {
            out.write(new byte[] {1, 2, 3});
            self.get().closeNow();
            Thread.interrupted();
        };
        SourceInputStream in = open(engine, source);

        assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);

        in.close();
        assertThatThrownBy(in::result).isInstanceOf(IncompleteStreamException.class);
    }

    @ParameterizedTest
    @EnumSource
    void closesItAndSwallowsThatItsWritesFail(Engines engine) throws Exception {
        PushSource source = out -> {
            out.write(new byte[] {1, 2, 3});
            self.get().close();
            for (int i = 0; i < 10; i++) {
                catchThrowable(() -> out.write(4));
            }
        };
        SourceInputStream in = open(engine, source);

        assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);

        in.close();
        assertThatThrownBy(in::result).isInstanceOf(IncompleteStreamException.class);
    }
}
