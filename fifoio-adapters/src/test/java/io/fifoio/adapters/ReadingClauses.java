package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Watched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is read, and from when on, whatever writes it and on whichever thread. */
interface ReadingClauses extends OpenedStream {

    @Test
    default void givesWhatTheSourceWritesAndThenItsEndAgainAndAgain() throws Exception {
        byte[] whole = whole();

        try (SourceInputStream in = open(source(Probe.QUIET))) {
            assertThat(in.readAllBytes()).as(SEED).isEqualTo(whole);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[10], 0, 10)).isEqualTo(-1);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.result().bytes()).isEqualTo(whole.length);
        }
        assertThat(whole).hasSizeGreaterThanOrEqualTo(LENGTH);
    }

    @Test
    default void givesTheSameByteByByte() throws Exception {
        ByteArrayOutputStream read = new ByteArrayOutputStream();

        try (SourceInputStream in = open(source(Probe.QUIET))) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                read.write(b);
            }
        }

        assertThat(read.toByteArray()).as(SEED).isEqualTo(whole());
    }

    @Test
    default void twoStreamsOfOneSourceDoNotMeet() throws Exception {
        PushSource source = source(Probe.QUIET);
        try (SourceInputStream one = open(source);
                SourceInputStream other = open(source)) {
            byte[] start = one.readNBytes(1000);
            byte[] whole = other.readAllBytes();
            byte[] rest = one.readAllBytes();

            assertThat(start).as(SEED).isEqualTo(Arrays.copyOf(whole, 1000));
            assertThat(rest).as(SEED).isEqualTo(Arrays.copyOfRange(whole, 1000, whole.length));
        }
        assertThat(readAll(source)).as("a third, afterwards").isEqualTo(whole());
    }

    @Test
    default void neverReadsNothingWhereSomethingIsAskedForAndDigestsIt() throws Exception {
        try (SourceInputStream in = open(source(Probe.QUIET)).digest("SHA-256")) {
            byte[] target = new byte[20_000];
            for (int wanted = 1, count; (count = in.read(target, 0, wanted)) >= 0; wanted = wanted % 20_000 + 1) {
                assertThat(count).as("bytes read of " + wanted).isBetween(1, wanted);
            }
            assertThat(in.result().bytes()).isEqualTo(whole().length);
            assertThat(in.result().digest("SHA-256"))
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(whole()));
        }
    }

    @Test
    default void losesNothingToAnInterruptOfItsReader() throws Exception {
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

    /** A driver calls {@code mark(Integer.MAX_VALUE)}, which must neither fail nor keep anything. */
    @Test
    default void refusesMarks() throws Exception {
        try (SourceInputStream in = open(source(Probe.QUIET))) {
            in.read();
            in.mark(Integer.MAX_VALUE);

            assertThat(in.markSupported()).isFalse();
            assertThatThrownBy(in::reset).isInstanceOf(IOException.class);
            assertThat(in.readAllBytes()).hasSize(whole().length - 1);
        }
    }

    @Test
    default void checksTheRangeBeforeItStarts() throws Exception {
        Watched source = Watched.of(source(Probe.QUIET));
        try (SourceInputStream in = open(source)) {
            assertThatThrownBy(() -> in.read(new byte[10], 5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThat(source.starts()).isZero();
    }

    @Test
    default void startsAtTheFirstReadOfAByte() throws Exception {
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
    default void startsBeforeTheFirstReadOnRequest() throws Exception {
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
    default void writesTheSameWhenItsSourceClosesBeforeItReturns() throws Exception {
        PushSource source = closingSource(Probe.QUIET);

        assertThat(readAll(source)).as(SEED).isEqualTo(Payload.writtenBy(source));
    }
}
