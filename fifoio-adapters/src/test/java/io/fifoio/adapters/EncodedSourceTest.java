package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.testing.Payload;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class EncodedSourceTest {

    private static final byte[] PAYLOAD = Payload.ofSize(10_000);

    private final List<String> calls = new ArrayList<>();

    @Test
    void writesWhatTheCodecMakesOfIt() throws Exception {
        PushSource source = out -> out.write(PAYLOAD);

        byte[] encoded = Payload.writtenBy(source.through(GZIPOutputStream::new));

        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(encoded))) {
            assertThat(gzip.readAllBytes()).isEqualTo(PAYLOAD);
        }
    }

    @Test
    void anEncodersFailureThatTheSourceSwallowedIsAFailure() {
        IOException full = new IOException("no more than 10 bytes");
        PushSource source = out -> new PrintStream(out, true).print("0123456789 and more");

        PushSource limited = source.through(out -> new FilterOutputStream(out) {
            private int written;

            @Override
            public void write(int b) throws IOException {
                if (++written > 10) {
                    throw full;
                }
                out.write(b);
            }
        });

        assertThatThrownBy(() -> Payload.writtenBy(limited)).hasRootCause(full);
        assertThatThrownBy(() -> limited.feed(InputStream::readAllBytes)).hasRootCause(full);
    }

    @Test
    void anOutputsFailureThatTheEncoderSwallowedIsAFailure() {
        IOException full = new IOException("disk full");
        PushSource source = out -> out.write(PAYLOAD);

        assertThatThrownBy(() -> source.through(PrintStream::new).writeTo(new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw full;
                    }
                }))
                .hasRootCause(full);
    }

    @Test
    void aCodecThatReturnsNothingIsNamed() {
        PushSource source = out -> out.write(PAYLOAD);

        assertThatThrownBy(() -> source.through(out -> null).writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("codec");
    }

    /** What follows in the output belongs to another source. */
    @Test
    void namesStepsThatAreNull() throws Exception {
        StepwiseSource source = out -> null;

        try (SourceInputStream in = source.through(GZIPOutputStream::new).open()) {
            assertThatThrownBy(in::readAllBytes).hasRootCauseMessage("the steps of the source");
        }
    }

    @Test
    void takesNothingOfAnEncoderThatWritesAfterItWasClosed() throws Exception {
        AtomicReference<OutputStream> left = new AtomicReference<>();
        PushSource source = out -> out.write(PAYLOAD);
        Output output = new Output();

        source.through(out -> {
                    left.set(out);
                    return new BufferedOutputStream(out);
                })
                .writeTo(output);

        assertThatThrownBy(() -> left.get().write(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("written to after");
        assertThat(output.toByteArray()).isEqualTo(PAYLOAD);
    }

    @Test
    void leavesTheOutputOpen() throws Exception {
        PushSource source = out -> out.write(PAYLOAD);
        Output output = new Output();

        source.through(GZIPOutputStream::new).writeTo(output);

        assertThat(output.closes).isZero();
    }

    @Test
    void doesNotEndTheEncodingWhereTheSourceClosesEarly() throws Exception {
        PushSource source = out -> {
            out.write("Hello".getBytes());
            out.close();
            out.write(" again".getBytes());
        };

        byte[] encoded = Payload.writtenBy(source.through(GZIPOutputStream::new));

        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(encoded))) {
            assertThat(gzip.readAllBytes()).asString().isEqualTo("Hello again");
        }
    }

    @Test
    void writesNoTrailerAfterAFailure() throws Exception {
        IllegalStateException failure = new IllegalStateException("half way");
        PushSource source = out -> {
            out.write(PAYLOAD);
            throw failure;
        };
        Output output = new Output();

        assertThatThrownBy(() -> source.through(GZIPOutputStream::new).writeTo(output))
                .isSameAs(failure)
                .hasNoSuppressedExceptions();

        assertThatThrownBy(() -> new GZIPInputStream(new ByteArrayInputStream(output.toByteArray())).readAllBytes())
                .isInstanceOf(EOFException.class);
        assertThat(output.closes).isZero();
    }

    @Test
    void writesNothingAtAllAfterAFailure() {
        PushSource source = out -> {
            out.write(new byte[] {1, 2});
            throw new IOException("half way");
        };
        Output output = new Output();

        assertThatThrownBy(
                () -> source.through(out -> new Recording("codec", out)).writeTo(output));

        assertThat(output.toByteArray()).as("trailer is 9").containsExactly(1, 2);
        assertThat(calls).containsExactly("codec closed");
    }

    @Test
    void writesItsTrailerOnceAfterSuccess() throws Exception {
        PushSource source = out -> out.write(new byte[] {1, 2});

        byte[] written = Payload.writtenBy(source.through(out -> new Recording("codec", out)));

        assertThat(written).containsExactly(1, 2, 9);
        assertThat(calls).containsExactly("codec closed");
    }

    @Test
    void releasesEveryEncoderOfAChain() {
        IOException failure = new IOException("half way");
        PushSource source = out -> {
            out.write(1);
            throw failure;
        };
        PushSource twice =
                source.through(out -> new Recording("inner", out)).through(out -> new Recording("outer", out));
        Output output = new Output();

        assertThatThrownBy(() -> twice.writeTo(output)).isSameAs(failure);

        assertThat(calls).containsExactly("inner closed", "outer closed");
        assertThat(output.toByteArray()).containsExactly(1);
    }

    @Test
    void suppressesTheEncodersFailureIntoTheSources() {
        IOException failure = new IOException("the source's");
        IllegalStateException second = new IllegalStateException("the encoder's");
        PushSource source = out -> {
            throw failure;
        };

        Throwable thrown = catchThrowable(
                () -> source.through(out -> failingAtClose(out, second)).writeTo(new Output()));

        assertThat(thrown).isSameAs(failure);
        assertThat(thrown.getSuppressed()).containsExactly(second);
    }

    @Test
    void takesAnEncoderThatThrowsTheSameExceptionAgain() {
        IOException failure = new IOException("the same one");
        PushSource source = out -> {
            throw failure;
        };

        Throwable thrown = catchThrowable(
                () -> source.through(out -> failingAtClose(out, failure)).writeTo(new Output()));

        assertThat(thrown).isSameAs(failure).hasNoSuppressedExceptions();
    }

    @Test
    void failsWhereTheEncoderCannotWriteItsTrailer() {
        IOException failure = new IOException("no trailer");
        PushSource source = out -> out.write(1);

        assertThatThrownBy(() ->
                        source.through(out -> failingAtClose(out, failure)).writeTo(new Output()))
                .isSameAs(failure);
    }

    @Test
    void failsWhereTheCodecCannotBeMade() {
        IOException failure = new IOException("no codec");
        PushSource source = out -> {
            throw new AssertionError("must not be asked");
        };

        assertThatThrownBy(() -> source.through(out -> {
                            throw failure;
                        })
                        .writeTo(new Output()))
                .isSameAs(failure);
    }

    @Test
    void refusesNoCodec() {
        PushSource source = out -> {};

        assertThatThrownBy(() -> source.through(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("codec");
    }

    @Test
    void flushesThroughTheEncoder() throws Exception {
        Output output = new Output();
        PushSource source = out -> {
            out.write(PAYLOAD);
            out.flush();
            assertThat(output.size()).as("bytes out after a flush").isGreaterThan(PAYLOAD.length);
        };

        source.through(out -> new GZIPOutputStream(out, true)).writeTo(output);

        byte[] start = Arrays.copyOf(output.toByteArray(), 2);
        assertThat(start).as("gzip's magic number").containsExactly(0x1f, 0x8b);
    }

    private static OutputStream failingAtClose(OutputStream out, Throwable failure) {
        return new FilterOutputStream(out) {
            @Override
            public void close() throws IOException {
                if (failure instanceof RuntimeException unchecked) {
                    throw unchecked;
                }
                throw (IOException) failure;
            }
        };
    }

    /** An encoder whose trailer is a 9. */
    private final class Recording extends FilterOutputStream {

        private final String name;

        Recording(String name, OutputStream out) {
            super(out);
            this.name = name;
        }

        @Override
        public void close() throws IOException {
            calls.add(name + " closed");
            out.write(9);
            out.flush();
            out.write(new byte[] {9}, 0, 0);
            out.close();
        }
    }

    private static final class Output extends ByteArrayOutputStream {

        private int closes;

        @Override
        public void close() {
            closes++;
        }
    }
}
