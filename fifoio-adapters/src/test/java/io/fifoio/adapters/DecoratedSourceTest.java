package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReference;
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
                new AssertionError("error"));
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
    }

    private static void written(PushSource source) throws Exception {
        source.writeTo(OutputStream.nullOutputStream());
    }
}
