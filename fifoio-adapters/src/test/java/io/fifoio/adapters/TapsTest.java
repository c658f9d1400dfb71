package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Parts;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Codecs that look at bytes on their way, with both engines. */
@ExtendWith(NoLeakedThreads.class)
final class TapsTest {

    private static final byte[] PAYLOAD = Payload.ofSize(100_000);

    private final List<Object> told = new CopyOnWriteArrayList<>();
    private final StepwiseSource whole = Parts.of(
            out -> out.write(PAYLOAD[0]),
            out -> out.write(PAYLOAD, 1, 999),
            out -> out.write(PAYLOAD, 1000, PAYLOAD.length - 1000));
    private final StepwiseSource failing = Parts.of(out -> out.write(PAYLOAD), out -> {
        throw new IllegalStateException("at the end");
    });

    /** How a source is run. */
    enum Way {
        PUMP,
        PIPE,
        WRITTEN;

        byte[] run(PushSource source) throws Exception {
            if (this == WRITTEN) {
                return Payload.writtenBy(source);
            }
            try (SourceInputStream in = this == PUMP ? source.open() : source.open(Threads.PRODUCERS)) {
                return in.readAllBytes();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void digest(Way way) throws Exception {
        PushSource source = whole.through(Taps.digest("SHA-256", told::add));

        assertThat(way.run(source)).as("seed " + Payload.SEED).isEqualTo(PAYLOAD);
        assertThat(way.run(source)).as("once more").isEqualTo(PAYLOAD);

        byte[] expected = MessageDigest.getInstance("SHA-256").digest(PAYLOAD);
        assertThat(told).as("anew for each opening").containsExactly(expected, expected);
    }

    @ParameterizedTest
    @EnumSource
    void count(Way way) throws Exception {
        assertThat(way.run(whole.through(Taps.count(told::add)))).isEqualTo(PAYLOAD);

        assertThat(told).containsExactly((long) PAYLOAD.length);
    }

    @ParameterizedTest
    @EnumSource
    void tellOfTheEndOnlyWhereTheSourceEndedWell(Way way) {
        assertThatThrownBy(
                () -> way.run(failing.through(Taps.digest("MD5", told::add)).through(Taps.count(told::add))));

        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PUMP", "PIPE"})
    void tellOfNoEndWhereTheReaderLeft(Way way) throws Exception {
        StepwiseSource endless = out -> () -> {
            out.write(PAYLOAD);
            return true;
        };
        PushSource source = endless.through(Taps.count(told::add));
        try (SourceInputStream in = way == Way.PUMP ? source.open() : source.open(Threads.PRODUCERS)) {
            in.read();
        }
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PUMP", "PIPE"})
    void tellOfTheEndBeforeTheLastByteCanBeRead(Way way) throws Exception {
        PushSource source = whole.through(Taps.count(told::add));
        try (SourceInputStream in = way == Way.PUMP ? source.open() : source.open(Threads.PRODUCERS)) {
            in.readNBytes(PAYLOAD.length);

            assertThat(told).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void progress(Way way) throws Exception {
        PushSource source = Parts.of(
                        out -> out.write(new byte[99]),
                        out -> out.write(1), // 100
                        out -> out.write(new byte[100]), // 200
                        out -> out.write(new byte[99]),
                        out -> out.write(new byte[550]), // 849, told once
                        out -> out.write(new byte[50]), // 899
                        out -> out.write(new byte[2])) // 901
                .through(Taps.progress(100, told::add));

        assertThat(way.run(source)).hasSize(901);

        assertThat(told).containsExactly(100L, 200L, 849L, 901L);
    }

    @Test
    void progressIsToldBeforeTheBytesPass() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PushSource source = target -> target.write(new byte[10]);

        source.through(Taps.progress(1, count -> told.add(out.size()))).writeTo(out);

        assertThat(told).containsExactly(0);
    }

    @ParameterizedTest
    @EnumSource
    void limitLetsJustSoManyBytesPass(Way way) throws Exception {
        assertThat(way.run(whole.through(Taps.limit(PAYLOAD.length)))).isEqualTo(PAYLOAD);
        assertThatThrownBy(() -> way.run(whole.through(Taps.limit(PAYLOAD.length - 1))))
                .hasStackTraceContaining("more than " + (PAYLOAD.length - 1) + " bytes");
        assertThat(way.run(Parts.of(OutputStream::flush).through(Taps.limit(0))))
                .isEmpty();
        assertThatThrownBy(() -> way.run(Parts.of(out -> out.write(1)).through(Taps.limit(0))))
                .hasStackTraceContaining("more than 0 bytes");
    }

    @Test
    void limitLetsNothingPassOfTheWriteThatIsTooMuch() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PushSource source = target -> {
            target.write(new byte[5]);
            target.write(new byte[6]);
        };

        assertThatThrownBy(() -> source.through(Taps.limit(10)).writeTo(out)).isInstanceOf(IOException.class);

        assertThat(out.size()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void teeCopiesAndFlushesAndDoesNotClose(Way way) throws Exception {
        List<String> calls = new ArrayList<>();
        ByteArrayOutputStream copy = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                calls.add("flush");
            }

            @Override
            public void close() {
                calls.add("close");
            }
        };

        assertThat(way.run(whole.through(Taps.tee(copy)))).isEqualTo(PAYLOAD);

        assertThat(copy.toByteArray()).isEqualTo(PAYLOAD);
        assertThat(calls).containsExactly("flush");
    }

    @ParameterizedTest
    @EnumSource
    void teeThatFailsIsAFailureOfTheSource(Way way) {
        IOException full = new IOException("disk full");
        OutputStream copy = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw full;
            }
        };
        ByteArrayOutputStream late = new ByteArrayOutputStream() {
            @Override
            public void flush() throws IOException {
                throw full;
            }
        };

        assertFails(way, Taps.tee(copy), full);
        assertFails(way, Taps.tee(late), full);
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackThatThrowsIsAFailureOfTheSource(Way way) {
        IllegalStateException failure = new IllegalStateException("callback");

        for (Codec tap : tapsThatThrow(failure)) {
            assertFails(way, tap, failure);
        }
    }

    private static List<Codec> tapsThatThrow(Exception failure) {
        return List.of(
                Taps.digest("MD5", digest -> {
                    throw failure;
                }),
                Taps.count(count -> {
                    throw failure;
                }),
                Taps.progress(10, count -> {
                    throw failure;
                }));
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackMayThrowWhatStreamsMayNot(Way way) {
        Exception failure = new SQLException("no row for it");

        for (Codec tap : tapsThatThrow(failure)) {
            assertThatThrownBy(() -> way.run(whole.through(tap)))
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining("SQLException: no row for it")
                    .hasRootCause(failure);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIOExceptionOfACallbackIsNotWrapped(Way way) {
        IOException failure = new IOException("disk full");
        assertFails(
                way,
                Taps.count(count -> {
                    throw failure;
                }),
                failure);
    }

    @Test
    void aCallbackThatIsInterruptedLeavesTheFlagSet() {
        InterruptedException failure = new InterruptedException();
        Codec tap = Taps.count(count -> {
            throw failure;
        });

        Throwable thrown = catchThrowable(() -> Way.WRITTEN.run(whole.through(tap)));

        assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
        assertThat(thrown).isInstanceOf(IOException.class).hasCause(failure);
    }

    private void assertFails(Way way, Codec tap, Throwable failure) {
        Throwable thrown = catchThrowable(() -> way.run(whole.through(tap)));
        if (way == Way.WRITTEN) {
            assertThat(thrown).isSameAs(failure);
        } else {
            assertThat(thrown).isInstanceOf(IncompleteStreamException.class).hasCause(failure);
        }
    }

    @Test
    void passOnAFlush() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                told.add(size());
            }
        };
        PushSource source = target -> {
            target.write(new byte[3]);
            target.flush();
        };

        source.through(Taps.limit(10)).writeTo(out);

        assertThat(told).startsWith(3);
    }

    @Test
    void refuseToBeWrittenAfterTheEnd() throws Exception {
        OutputStream tap = Taps.limit(10).encode(OutputStream.nullOutputStream());
        tap.close();
        tap.close();
        assertThatThrownBy(() -> tap.write(1)).isInstanceOf(IOException.class).hasMessageContaining("closed");

        OutputStream released = Taps.count(told::add).encode(OutputStream.nullOutputStream());
        ((Releasable) released).release();
        released.close();
        assertThatThrownBy(() -> released.write(1)).isInstanceOf(IOException.class);
        assertThat(told).isEmpty();
    }

    @Test
    void refuseWhatTheyCannotDo() {
        assertThatThrownBy(() -> Taps.digest("MD0", told::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"MD0\"");
        assertThatThrownBy(() -> Taps.limit(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> Taps.progress(0, told::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> Taps.digest("MD5", null)).hasMessage("atEnd");
        assertThatThrownBy(() -> Taps.count(null)).hasMessage("atEnd");
        assertThatThrownBy(() -> Taps.progress(1, null)).hasMessage("progress");
        assertThatThrownBy(() -> Taps.tee(null)).hasMessage("copy");
    }

    @Test
    void takeTheLargestInterval() throws Exception {
        byte[] passed = Payload.writtenBy(whole.through(Taps.progress(Long.MAX_VALUE, told::add)));

        assertThat(Arrays.equals(passed, PAYLOAD)).isTrue();
        assertThat(told).isEmpty();
    }
}
