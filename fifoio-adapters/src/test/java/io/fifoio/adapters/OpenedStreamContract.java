package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Probe.Point;
import io.fifoio.adapters.testing.Watched;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every opened stream promises, whatever writes it and whichever thread does. One subclass for each kind of source that
 * is written in steps; it is opened by {@code open()}, which then needs no thread. What is opened on a thread of its own
 * promises more, see {@link PipedStreamContract}.
 */
@ExtendWith(NoLeakedThreads.class)
public abstract class OpenedStreamContract {

    /** Enough that a source can't be done before half of it is read: each half is longer than the pair holds. */
    public static final int LENGTH = 300_000;

    static final String SEED = "payload seed " + Payload.SEED;

    /** A source of this kind, of at least {@link #LENGTH} bytes, that calls the probe at each point. */
    protected abstract PushSource source(Probe probe);

    /** One that closes its own writer, trailer and all, and with it what it was given; and calls the probe after that. */
    protected abstract PushSource closingSource(Probe probe);

    /** How a source of this kind is opened. */
    SourceInputStream open(PushSource source) {
        return source.open();
    }

    final <T> T feed(PushSource source, PullSink<T> sink) throws Exception {
        return Feed.run(open(source), sink);
    }

    /** A step that was interrupted leaves the flag to the thread, which here goes on with other tests. */
    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void givesWhatTheSourceWrites() throws Exception {
        byte[] whole = whole();

        try (SourceInputStream in = open(source(Probe.QUIET))) {
            assertThat(in.readAllBytes()).as(SEED).isEqualTo(whole);
            assertThat(in.result().bytes()).isEqualTo(whole.length);
        }
        assertThat(whole).hasSizeGreaterThanOrEqualTo(LENGTH);
    }

    @Test
    void givesTheSameByteByByte() throws Exception {
        ByteArrayOutputStream read = new ByteArrayOutputStream();

        try (SourceInputStream in = open(source(Probe.QUIET))) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                read.write(b);
            }
        }

        assertThat(read.toByteArray()).as(SEED).isEqualTo(whole());
    }

    @Test
    void givesTheSameEachTimeItIsOpened() throws Exception {
        PushSource source = source(Probe.QUIET);

        byte[] first = readAll(source);
        byte[] second = readAll(source);

        assertThat(second).as(SEED).isEqualTo(first);
    }

    @Test
    void twoStreamsOfOneSourceDoNotMeet() throws Exception {
        PushSource source = source(Probe.QUIET);
        try (SourceInputStream one = open(source);
                SourceInputStream other = open(source)) {
            byte[] start = one.readNBytes(1000);
            byte[] whole = other.readAllBytes();
            byte[] rest = one.readAllBytes();

            assertThat(start).as(SEED).isEqualTo(Arrays.copyOf(whole, 1000));
            assertThat(rest).as(SEED).isEqualTo(Arrays.copyOfRange(whole, 1000, whole.length));
        }
    }

    @Test
    void saysEndOfDataAgainAndAgain() throws Exception {
        try (SourceInputStream in = open(source(Probe.QUIET))) {
            in.readAllBytes();

            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[10], 0, 10)).isEqualTo(-1);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void writesTheSameWhenItsSourceClosesBeforeItReturns() throws Exception {
        PushSource source = closingSource(Probe.QUIET);

        assertThat(readAll(source)).as(SEED).isEqualTo(Payload.writtenBy(source));
    }

    static Stream<Arguments> failures() {
        return Stream.of(Point.values())
                .flatMap(point -> Stream.of(
                                new IOException("checked, of I/O"),
                                new ReflectiveOperationException("checked"),
                                new InterruptedException("checked, of a wait"),
                                new IllegalStateException("unchecked"),
                                new AssertionError("error"))
                        .map(failure -> Arguments.of(point, failure)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void tellsOfAFailureAtEveryReadAfterTheBytesBefore(Point point, Throwable failure) throws Exception {
        byte[] whole = whole();
        try (SourceInputStream in = open(source(Probe.failing(point, failure)))) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();

            IncompleteStreamException first = readUntilFailure(in, read);

            assertThat(first).hasCause(failure);
            assertThat(first.getMessage()).contains(read.size() + " bytes").contains(failure.getMessage());
            assertStartOf(whole, read.toByteArray());
            IncompleteStreamException second =
                    catchThrowableOfType(IncompleteStreamException.class, () -> in.read(new byte[100], 0, 100));
            IncompleteStreamException third = catchThrowableOfType(IncompleteStreamException.class, in::read);
            assertThat(second).isNotSameAs(first).cause().isSameAs(failure);
            assertThat(third).isNotSameAs(second).cause().isSameAs(failure);
            assertThatThrownBy(in::result)
                    .isInstanceOf(IncompleteStreamException.class)
                    .cause()
                    .isSameAs(failure);
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void hasEveryByteWrittenBeforeAFailureButTheLast(Point point, Throwable failure) throws Exception {
        PushSource source = source(Probe.failing(point, failure));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        assertThatThrownBy(() -> source.writeTo(written)).isSameAs(failure);

        try (SourceInputStream in = open(source)) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            readUntilFailure(in, read);

            int expected = Math.max(0, written.size() - 1);
            assertThat(read.toByteArray()).as(SEED).isEqualTo(Arrays.copyOf(written.toByteArray(), expected));
        }
    }

    @Test
    void neverHasTheWholeOfASourceThatFailsAfterItsOwnTrailer() throws Exception {
        IllegalStateException failure = new IllegalStateException("after the trailer");
        byte[] whole = Payload.writtenBy(closingSource(Probe.QUIET));
        try (SourceInputStream in = open(closingSource(Probe.failing(Point.END, failure)))) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();

            assertThat(readUntilFailure(in, read)).cause().isSameAs(failure);

            assertThat(read.toByteArray()).as(SEED).isEqualTo(Arrays.copyOf(whole, whole.length - 1));
        }
    }

    @Test
    void stopsItsSourceWhenItIsClosedEarly() throws Exception {
        Watched source = Watched.of(source(Probe.QUIET));

        try (SourceInputStream in = open(source)) {
            assertThat(in.read()).isNotNegative();
        }

        assertThat(source.ended()).as("ended when close() returned").isTrue();
    }

    @Test
    void stopsItsSourceThoughNobodyCloses() throws Exception {
        Watched source = Watched.of(source(Probe.QUIET));

        assertThatThrownBy(() -> feed(source, InputStream::read))
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("stopped after 1 bytes");

        assertThat(source.ended()).as("ended when feed() returned").isTrue();
    }

    @Test
    void feedsItselfToASinkThatNeverCloses() throws Exception {
        assertThat(feed(source(Probe.QUIET), InputStream::readAllBytes))
                .as(SEED)
                .isEqualTo(whole());
    }

    @Test
    void losesNothingToAnInterruptOfItsReader() throws Exception {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] chunk = new byte[10_000];
        try (SourceInputStream in = open(source(Probe.QUIET))) {
            for (int count = 0; count >= 0; ) {
                Thread.currentThread().interrupt();
                try {
                    count = in.read(chunk);
                } catch (InterruptedIOException e) {
                    assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
                    count = in.read(chunk);
                }
                read.write(chunk, 0, Math.max(0, count));
            }

            assertThat(read.toByteArray()).as(SEED).isEqualTo(whole());
            assertThat(in.result().bytes()).isEqualTo(read.size());
        }
    }

    @Test
    void neverReadsNothingWhereSomethingIsAskedFor() throws Exception {
        int total = 0;
        try (SourceInputStream in = open(source(Probe.QUIET))) {
            byte[] target = new byte[20_000];
            for (int wanted = 1, count; (count = in.read(target, 0, wanted)) >= 0; wanted = wanted % 20_000 + 1) {
                assertThat(count).as("bytes read of " + wanted).isBetween(1, wanted);
                total += count;
            }
        }
        assertThat(total).isEqualTo(whole().length);
    }

    /** A driver calls {@code mark(Integer.MAX_VALUE)}, which must neither fail nor keep anything. */
    @Test
    void refusesMarks() throws Exception {
        try (SourceInputStream in = open(source(Probe.QUIET))) {
            in.read();
            in.mark(Integer.MAX_VALUE);

            assertThat(in.markSupported()).isFalse();
            assertThatThrownBy(in::reset).isInstanceOf(IOException.class);
            assertThat(in.readAllBytes()).hasSize(whole().length - 1);
        }
    }

    @Test
    void checksTheRangeBeforeItStarts() throws Exception {
        Watched source = Watched.of(source(Probe.QUIET));
        try (SourceInputStream in = open(source)) {
            assertThatThrownBy(() -> in.read(new byte[10], 5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThat(source.starts()).isZero();
    }

    @Test
    void digestsWhatIsRead() throws Exception {
        try (SourceInputStream in = open(source(Probe.QUIET)).digest("SHA-256")) {
            in.read();
            in.skipNBytes(10_000);
            in.readAllBytes();

            assertThat(in.result().digest("SHA-256"))
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(whole()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasStoppedItsSourceAfterAFailureToo(Point point) throws Exception {
        Watched source = Watched.of(source(Probe.failing(point, new IllegalStateException("unchecked"))));
        SourceInputStream in = open(source);
        readUntilFailure(in, new ByteArrayOutputStream());

        in.close();

        assertThat(source.ended()).isTrue();
        assertThatThrownBy(in::result).hasCause(source.thrown());
        assertThatThrownBy(in::read).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void refusesToBeReadAfterClose() throws Exception {
        SourceInputStream in = open(source(Probe.QUIET));
        in.read();
        in.close();
        in.close();

        assertThatThrownBy(in::read).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> in.read(new byte[10], 0, 10)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(in::available).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void startsAtTheFirstReadOfAByte() throws Exception {
        Watched source = Watched.of(source(Probe.QUIET));
        try (SourceInputStream in = open(source)) {
            assertThat(in.available()).isZero();
            assertThat(in.read(new byte[10], 5, 0)).isZero();
            assertThat(in.markSupported()).isFalse();
            assertThat(source.starts()).as("starts before the first read").isZero();

            assertThat(in.read(new byte[10], 0, 10)).isPositive();
            in.readAllBytes();
            assertThat(source.starts()).isEqualTo(1);
        }
    }

    @Test
    void startsBeforeTheFirstReadOnRequest() throws Exception {
        Watched source = Watched.of(source(Probe.QUIET));
        try (SourceInputStream in = open(source)) {
            in.start();
            source.thread();
            in.start();

            assertThat(in.readAllBytes()).as(SEED).isEqualTo(whole());
        }
        assertThat(source.starts()).isEqualTo(1);
    }

    @Test
    void tellsAtTheReadOfAFailureAtAnEarlyStart() throws Exception {
        IOException failure = new IOException("at the start");
        try (SourceInputStream in = open(source(Probe.failing(Point.START, failure)))) {
            in.start();

            assertThat(readUntilFailure(in, new ByteArrayOutputStream()))
                    .cause()
                    .isSameAs(failure);
        }
    }

    @Test
    void doesNotStartOnceClosed() throws Exception {
        Watched source = Watched.of(source(Probe.QUIET));
        SourceInputStream in = open(source);
        in.close();

        in.start();

        assertThat(source.starts()).isZero();
    }

    @Test
    void neverStartsWhenItIsClosedUnread() throws Exception {
        Watched source = Watched.of(source(Probe.QUIET));
        SourceInputStream in = open(source);

        in.close();

        assertThatThrownBy(in::result)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("never read");
        assertThatThrownBy(in::read).isInstanceOf(ClosedChannelException.class);
        assertThat(source.starts()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void knowsWhetherItWasReadToItsEnd(Reading reading) throws Exception {
        byte[] whole = whole();
        SourceInputStream in = open(source(Probe.QUIET));
        try (in) {
            in.readNBytes(reading.upTo(whole.length));
            assertResult(in, reading, whole.length);
        }
        assertResult(in, reading, whole.length);
    }

    /** How far a reader goes. */
    enum Reading {
        ONE_BYTE,
        ALL_BUT_ONE,
        LAST_BYTE,
        END_OF_DATA;

        int upTo(int length) {
            return switch (this) {
                case ONE_BYTE -> 1;
                case ALL_BUT_ONE -> length - 1;
                case LAST_BYTE -> length;
                case END_OF_DATA -> length + 1;
            };
        }

        boolean isWhole() {
            return this == LAST_BYTE || this == END_OF_DATA;
        }
    }

    private static void assertResult(SourceInputStream in, Reading reading, int length) throws IOException {
        if (reading.isWhole()) {
            assertThat(in.result().bytes()).isEqualTo(length);
            assertThat(in.result().duration()).isPositive();
        } else {
            assertThatThrownBy(in::result)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining("stopped after " + reading.upTo(length) + " bytes")
                    .hasNoCause();
        }
    }

    final byte[] whole() throws Exception {
        return Payload.writtenBy(source(Probe.QUIET));
    }

    private byte[] readAll(PushSource source) throws IOException {
        try (SourceInputStream in = open(source)) {
            return in.readAllBytes();
        }
    }

    private static IncompleteStreamException readUntilFailure(InputStream in, ByteArrayOutputStream read) {
        return catchThrowableOfType(IncompleteStreamException.class, () -> in.transferTo(read));
    }

    private static void assertStartOf(byte[] whole, byte[] read) {
        assertThat(read).as(SEED).hasSizeLessThan(whole.length).isEqualTo(Arrays.copyOf(whole, read.length));
    }
}
