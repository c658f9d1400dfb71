package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeakedThreads.class)
final class FeedTest {

    private static final byte[] PAYLOAD = Payload.ofSize(200_000);

    private final IllegalStateException sourceFailure = new IllegalStateException("the source's");
    private final PushSource whole = out -> out.write(PAYLOAD);
    private final PushSource failing = out -> {
        out.write(PAYLOAD);
        throw sourceFailure;
    };

    @Test
    void returnsWhatTheSinkReturns() throws Exception {
        int read = whole.feed(in -> in.readAllBytes().length);

        assertThat(read).isEqualTo(PAYLOAD.length);
    }

    @Test
    void runsTheSinkOnTheCallingThread() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();

        whole.feed(in -> {
            thread.set(Thread.currentThread());
            return in.readAllBytes();
        });

        assertThat(thread.get()).isSameAs(Thread.currentThread());
    }

    @Test
    void takesASinkThatStopsAtTheLastByte() throws Exception {
        byte[] read = whole.feed(in -> in.readNBytes(PAYLOAD.length));

        assertThat(read).isEqualTo(PAYLOAD);
    }

    @Test
    void takesASinkThatCloses() throws Exception {
        byte[] read = whole.feed(in -> {
            try (in) {
                return in.readAllBytes();
            }
        });

        assertThat(read).isEqualTo(PAYLOAD);
    }

    @Test
    void throwsWhatTheSinkThrowsWithTheSourcesFailureAsTheCause() {
        Throwable thrown = catchThrowable(() -> failing.feed(InputStream::readAllBytes));

        assertThat(thrown).isInstanceOf(IncompleteStreamException.class).hasNoSuppressedExceptions();
        assertThat(thrown.getCause()).isSameAs(sourceFailure);
    }

    @Test
    void throwsWhatTheSinkThrowsWithALostFailureOfTheSourceSuppressed() {
        IOException lossy = new IOException("the sink's, without the reason");

        Throwable thrown = catchThrowable(() -> failing.feed(in -> {
            try {
                return in.readAllBytes();
            } catch (IOException e) {
                throw lossy;
            }
        }));

        assertThat(thrown).isSameAs(lossy);
        assertThat(thrown.getSuppressed()).containsExactly(sourceFailure);
    }

    @Test
    void addsNoEchoOfTheReadersLeavingToTheSinksFailure() throws Exception {
        Watched source = new Watched(out -> {
            try {
                out.write(PAYLOAD);
            } catch (IOException e) {
                throw new IllegalStateException("the reader has left, wrapped", e);
            }
        });
        ReflectiveOperationException sinkFailure = new ReflectiveOperationException("the sink's");

        Throwable thrown = catchThrowable(() -> source.feed(in -> {
            in.read();
            throw sinkFailure;
        }));

        assertThat(thrown).isSameAs(sinkFailure).hasNoSuppressedExceptions();
        assertThat(source.ended()).isTrue();
    }

    @Test
    void throwsAnErrorOfTheSinkAsItIs() {
        AssertionError error = new AssertionError("the sink's");

        assertThatThrownBy(() -> whole.feed(in -> {
                    throw error;
                }))
                .isSameAs(error)
                .hasNoSuppressedExceptions();
    }

    @Test
    void tellsASinkThatReturnedEarlyFromSuccess() throws Exception {
        Watched source = new Watched(whole);

        assertThatThrownBy(() -> source.feed(in -> in.readNBytes(PAYLOAD.length - 1)))
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("stopped after " + (PAYLOAD.length - 1) + " bytes")
                .hasNoSuppressedExceptions();

        assertThat(source.ended()).isTrue();
    }

    @Test
    void tellsASinkThatNeverReadFromSuccess() throws Exception {
        Watched source = new Watched(whole);

        assertThatThrownBy(() -> source.feed(in -> "done"))
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("never read");

        assertThat(source.starts()).isZero();
    }

    @Test
    void tellsASinkThatSwallowedTheFailureFromSuccess() {
        IncompleteStreamException thrown = catchThrowableOfType(
                IncompleteStreamException.class,
                () -> failing.feed(in -> {
                    try {
                        return in.readAllBytes();
                    } catch (IOException e) {
                        return new byte[0];
                    }
                }));

        assertThat(thrown.getCause()).isSameAs(sourceFailure);
        assertThat(thrown).hasNoSuppressedExceptions();
    }

    @Test
    void passesOnASinkThatRethrowsTheSourcesFailureItself() {
        Throwable thrown = catchThrowable(() -> failing.feed(in -> {
            try {
                return in.readAllBytes();
            } catch (IOException e) {
                throw sourceFailure;
            }
        }));

        assertThat(thrown).isSameAs(sourceFailure).hasNoSuppressedExceptions();
    }

    /** Closes what it owns, which throws its first failure again. */
    private static final class Owner implements PushSource, AutoCloseable {

        private final IOException failure = new IOException("the source's, told twice");

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(1);
            throw failure;
        }

        @Override
        public void close() throws IOException {
            throw failure;
        }
    }

    @Test
    void passesOnWhatASinkUnwrapsThoughClosingTheSourceThrowsTheSameAgain() {
        Owner source = new Owner();

        Throwable thrown = catchThrowable(() -> source.once().feed(in -> {
            try {
                return in.readAllBytes();
            } catch (IOException e) {
                throw (IOException) e.getCause();
            }
        }));

        assertThat(thrown).isSameAs(source.failure).hasNoSuppressedExceptions();
    }

    @Test
    void aSecondFailureOfClosingTheSourceIsSuppressed() {
        Owner source = new Owner();
        IOException sinks = new IOException("the sink's");

        Throwable thrown = catchThrowable(() -> source.once().feed(in -> {
            throw sinks;
        }));

        assertThat(thrown).isSameAs(sinks);
        assertThat(thrown.getSuppressed()).containsExactly(source.failure);
    }

    @Test
    void closesTheSourceOfASinkThatIsDone() {
        Owner source = new Owner();

        assertThatThrownBy(() -> source.once().feed(PullSink.stoppingEarly(in -> 1)))
                .isSameAs(source.failure);
    }
}
