package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures that resist being reported. They are reported all the same, as the cause, whoever throws them. */
@ExtendWith(NoLeakedThreads.class)
@SuppressWarnings("serial") // none of these failures is ever written out
final class HostileFailureTest {

    /** Does not describe itself. */
    private static final class Mute extends RuntimeException {

        @Override
        public String getMessage() {
            throw new UnsupportedOperationException("getMessage");
        }

        @Override
        public String toString() {
            throw new StackOverflowError("toString");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new UnsupportedOperationException("getCause");
        }
    }

    /** Has a new cause each time it is asked. */
    private static final class Bottomless extends RuntimeException {

        @Override
        public synchronized Throwable getCause() {
            return new Bottomless();
        }

        @Override
        public String toString() {
            return null;
        }
    }

    /** Keeps no second failure. */
    private static final class Closed extends Error {

        Closed() {
            super("neither suppression nor stack trace", null, false, false);
        }
    }

    /** As {@code ThreadDeath} was. */
    private static final class Death extends Error {}

    private static Throwable cyclic() {
        Exception first = new Exception("first of two");
        first.initCause(new Exception("second of two", first));
        return first;
    }

    private static Throwable overflow() {
        return catchThrowable(HostileFailureTest::recurse);
    }

    private static int recurse() {
        return recurse() + 1;
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                        new Mute(),
                        new Bottomless(),
                        cyclic(),
                        new Closed(),
                        new Death(),
                        overflow(),
                        new OutOfMemoryError("as told by the heap"),
                        new InterruptedException("of a wait"),
                        new Throwable("of neither kind"))
                .flatMap(failure -> Stream.of(Engines.values())
                        // By its type: a name that calls toString() is one more that fails.
                        .map(engine -> Arguments.argumentSet(
                                failure.getClass().getSimpleName() + " by " + engine, engine, failure)));
    }

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private static PushSource failing(Throwable failure) {
        return out -> {
            out.write(new byte[] {1, 2, 3});
            Probe.raise(failure);
        };
    }

    @ParameterizedTest
    @MethodSource("failures")
    void ofTheSourceIsTheCauseOfEveryRead(Engines engine, Throwable failure) throws Exception {
        try (SourceInputStream in = engine.open(failing(failure))) {
            assertThat(in.readNBytes(2)).containsExactly(1, 2);
            Thread.interrupted(); // that of an InterruptedException, by the pump
            for (int i = 0; i < 2; i++) {
                IncompleteStreamException told = catchThrowableOfType(IncompleteStreamException.class, in::read);
                assertThat(told.getCause()).isSameAs(failure);
            }
            assertThat(catchThrowable(in::result).getCause()).isSameAs(failure);
        }
    }

    /** The sink's failure is the one to report, and the source's is not lost if there is a place for it. */
    @ParameterizedTest
    @MethodSource("failures")
    void ofTheSourceDoesNotCoverTheSinks(Engines engine, Throwable failure) throws Exception {
        IOException sinks = new IOException("the sink's");
        SourceInputStream in = engine.open(failing(failure));

        Throwable thrown = catchThrowable(() -> Feed.run(in, stream -> {
            catchThrowable(stream::readAllBytes);
            throw sinks;
        }));

        assertThat(thrown).isSameAs(sinks);
        assertThat(thrown.getSuppressed()).hasSize(1);
        assertThat(thrown.getSuppressed()[0]).isSameAs(failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void ofTheSinkIsThrownAsItIs(Engines engine, Throwable failure) throws Exception {
        PushSource endless = out -> {
            while (true) {
                out.write(new byte[1000]);
            }
        };
        PullSink<Void> sink = in -> {
            in.read();
            Probe.raise(failure);
            return null;
        };

        Throwable thrown = catchThrowable(() -> {
            if (engine == Engines.PIPE) {
                endless.feed(sink);
            } else {
                endless.feedFromThisThread(sink);
            }
        });

        assertThat(thrown == failure).as("thrown as it is").isTrue();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void ofTheSourceIsThrownAsItIsWhereItRunsHere(Engines engine, Throwable failure) {
        Throwable thrown = catchThrowable(() -> failing(failure).feedFromThisThread(InputStream::readAllBytes));

        assertThat(thrown == failure).as("thrown as it is").isTrue();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void ofAnEncoderThatIsGivenUpIsNoNews(Engines engine, Throwable failure) throws Exception {
        PushSource source = Endless.SOURCE.through(out -> new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
            }

            @Override
            public void close() {
                Probe.<RuntimeException>raiseAsItIs(failure);
            }
        });
        SourceInputStream in = engine.open(source);
        in.read();

        Throwable thrown = catchThrowable(in::close);

        if (failure instanceof Exception) {
            assertThat(thrown == null).as("closed without a word").isTrue();
        } else if (thrown != null) {
            // Errors are not skipped if there is somebody to report them to.
            assertThat(thrown.getCause() == failure).as("told as the cause").isTrue();
        }
    }

    /** Steps that never end, two bytes each. */
    private static final class Endless {
        static final StepwiseSource SOURCE = out -> () -> {
            out.write(new byte[2]);
            return true;
        };
    }
}
