package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Parts;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A source that runs within a context of the caller's. */
@ExtendWith(NoLeakedThreads.class)
final class DecoratedSourceTest {

    private static final ThreadLocal<String> CONTEXT = new ThreadLocal<>();

    private static Runnable withContext(Runnable task, String context) {
        return () -> {
            CONTEXT.set(context);
            try {
                task.run();
            } finally {
                CONTEXT.remove();
            }
        };
    }

    @Test
    void hasTheContextOnWhateverThreadRunsIt() throws Exception {
        PushSource source = out -> out.write(String.valueOf(CONTEXT.get()).getBytes());
        PushSource within = source.within(task -> withContext(task, "the caller's"));

        assertThat(new String(Payload.writtenBy(source))).isEqualTo("null");
        assertThat(new String(Payload.writtenBy(within))).isEqualTo("the caller's");
        assertThat(within.<String>feed(in -> new String(in.readAllBytes()))).isEqualTo("the caller's");
        assertThat(CONTEXT.get()).isNull();
    }

    @Test
    void handsAClassLoaderOn() throws Exception {
        ClassLoader own = new ClassLoader() {};
        AtomicReference<ClassLoader> seen = new AtomicReference<>();
        PushSource source = out -> seen.set(Thread.currentThread().getContextClassLoader());

        source.within(task -> () -> {
                    ClassLoader before = Thread.currentThread().getContextClassLoader();
                    Thread.currentThread().setContextClassLoader(own);
                    try {
                        task.run();
                    } finally {
                        Thread.currentThread().setContextClassLoader(before);
                    }
                })
                .feed(InputStream::readAllBytes);

        assertThat(seen.get()).isSameAs(own);
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IOException("checked, of I/O"),
                new ReflectiveOperationException("checked"),
                new IllegalStateException("unchecked"),
                new AssertionError("error"),
                new Throwable("of neither kind"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void throwsWhatTheSourceThrowsThoughTheDecoratorSwallowsOrThrows(Throwable failure) {
        PushSource source = out -> Probe.raise(failure);
        RuntimeException second = new RuntimeException("the decorator's");

        assertThatThrownBy(() -> written(source.within(task -> () -> {
                    try {
                        task.run();
                    } catch (Throwable swallowed) {
                        // As loggers of failures do.
                    }
                })))
                .isSameAs(failure)
                .hasNoSuppressedExceptions();
        Throwable thrown = catchThrowable(() -> written(source.within(task -> () -> {
            task.run();
            throw second;
        })));
        assertThat(thrown).isSameAs(failure);
        assertThat(thrown.getSuppressed()).containsExactly(second);
    }

    @Test
    void failsWhereTheDecoratorDoes() {
        RuntimeException failure = new RuntimeException("the decorator's");
        Watched source = new Watched(out -> out.write(1));

        assertThatThrownBy(() -> written(source.within(task -> {
                    throw failure;
                })))
                .isSameAs(failure);
        assertThat(source.starts()).isZero();
        assertThatThrownBy(() -> written(source.within(task -> () -> {
                    task.run();
                    throw failure;
                })))
                .isSameAs(failure);
    }

    @Test
    void isNeverWrittenTwice() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PushSource source = target -> target.write(1);
        PushSource twice = source.within(task -> () -> {
            task.run();
            task.run();
        });

        assertThatThrownBy(() -> twice.writeTo(out))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("twice");
        assertThat(out.size()).isEqualTo(1);
    }

    @Test
    void tellsOfADecoratorThatDoesNotRunIt() {
        Watched source = new Watched(out -> out.write(1));
        AtomicReference<Runnable> late = new AtomicReference<>();
        PushSource lost = source.within(task -> () -> late.set(task));

        assertThatThrownBy(() -> lost.feed(InputStream::readAllBytes))
                .isInstanceOf(IncompleteStreamException.class)
                .hasStackTraceContaining("did not run it before it returned");

        assertThatThrownBy(() -> late.get().run()).isInstanceOf(IllegalStateException.class);
        assertThat(source.starts()).isZero();
    }

    @Test
    void refusesNoDecorator() {
        PushSource source = out -> {};

        assertThatThrownBy(() -> source.within(null)).hasMessage("decorator");
        assertThatThrownBy(() -> STEPWISE.within(null)).hasMessage("decorator");
    }

    private static final Parts STEPWISE = Parts.of(out -> out.write(1), out -> out.write(2), out -> {});

    @Test
    void inStepsRunsEachOfThemInItsContextOnTheThreadThatReads() throws Exception {
        List<String> tasks = new ArrayList<>();
        Parts source = Parts.of(
                        out -> out.write(CONTEXT.get().getBytes()),
                        out -> out.write(CONTEXT.get().getBytes()))
                .closing(() -> tasks.add(CONTEXT.get() + " closed"));
        StepwiseSource within = source.within(task -> {
            tasks.add(Thread.currentThread().getName());
            return withContext(task, "context");
        });

        String read = within.feed(in -> new String(in.readAllBytes()));

        assertThat(read).isEqualTo("contextcontext");
        String here = Thread.currentThread().getName();
        assertThat(tasks).containsExactly(here, here, here, "context closed");
        assertThat(CONTEXT.get()).isNull();
    }

    @Test
    void isWrittenInOneTaskWhereItIsNotReadInSteps() throws Exception {
        AtomicInteger tasks = new AtomicInteger();
        StepwiseSource within = STEPWISE.within(task -> {
            tasks.incrementAndGet();
            return task;
        });

        assertThat(Payload.writtenBy(within)).containsExactly(1, 2);
        assertThat(tasks).hasValue(1);
        try (SourceInputStream in = within.open(Threads.PRODUCERS)) {
            assertThat(in.readAllBytes()).containsExactly(1, 2);
        }
        assertThat(tasks).hasValue(2);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void inStepsThrowsWhatAStepThrowsAndCloses(Throwable failure) {
        Parts source = Parts.of(out -> out.write(1), out -> Probe.raise(failure));

        assertThatThrownBy(() -> pumped(source.within(task -> () -> {
                    try {
                        task.run();
                    } catch (Throwable swallowed) {
                        // As loggers of failures do.
                    }
                })))
                .cause()
                .isSameAs(failure)
                .hasNoSuppressedExceptions();
        assertThat(source.closes()).isEqualTo(1);
    }

    /** Whichever task its decorator fails for, before or after running it. */
    @Test
    void inStepsClosesWhatHasBegunThoughTheDecoratorFails() {
        for (int failing = 1; failing <= 3; failing++) {
            for (boolean before : new boolean[] {true, false}) {
                Parts source = Parts.of(out -> {}, out -> {});
                RuntimeException failure = new RuntimeException("the decorator's at task " + failing);
                UnaryOperator<Runnable> decorator = failingAt(failing, before, failure);

                assertThatThrownBy(() -> pumped(source.within(decorator)))
                        .cause()
                        .isSameAs(failure);

                boolean begun = failing > 1 || !before;
                assertThat(source.closes()).as("closes, " + failure).isEqualTo(begun ? 1 : 0);
            }
        }
    }

    private static UnaryOperator<Runnable> failingAt(int failing, boolean before, RuntimeException failure) {
        AtomicInteger tasks = new AtomicInteger();
        return task -> () -> {
            boolean fails = tasks.incrementAndGet() == failing;
            if (fails && before) {
                throw failure;
            }
            task.run();
            if (fails) {
                throw failure;
            }
        };
    }

    @Test
    void inStepsNamesAFailureOfItsClosingToo() {
        IOException failure = new IOException("the source's");
        RuntimeException second = new RuntimeException("the decorator's");
        Parts source = Parts.of(out -> {}).closing(() -> {
            throw failure;
        });
        AtomicInteger tasks = new AtomicInteger();

        Throwable thrown = catchThrowable(() -> pumped(source.within(task -> () -> {
            if (tasks.incrementAndGet() == 2) {
                throw second;
            }
            task.run();
        })));

        assertThat(thrown).cause().isSameAs(second);
        assertThat(second.getSuppressed()).containsExactly(failure);
    }

    @Test
    void inStepsThatAreNoneIsNamed() {
        StepwiseSource none = out -> null;

        assertThatThrownBy(() -> pumped(none.within(task -> task))).cause().hasMessage("the steps of the source");
    }

    private static void written(PushSource source) throws Exception {
        source.writeTo(OutputStream.nullOutputStream());
    }

    private static void pumped(StepwiseSource source) throws Exception {
        source.feed(InputStream::readAllBytes);
    }
}
