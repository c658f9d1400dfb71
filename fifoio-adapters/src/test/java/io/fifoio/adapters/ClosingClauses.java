package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Probe;
import io.fifoio.adapters.testing.Watched;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to the source when its reader leaves, with or without closing; and whether everything was read. */
interface ClosingClauses extends OpenedStream {

    @Test
    default void stopsItsSourceWhenItIsClosedEarlyAndIsNotReadAnyMore() throws Exception {
        Watched source = Watched.of(source(Probe.QUIET));
        SourceInputStream in = open(source);
        assertThat(in.read()).isNotNegative();

        in.close();

        assertThat(source.ended()).as("ended when close() returned").isTrue();
        in.close();
        assertThatThrownBy(in::read).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> in.read(new byte[10], 0, 10)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(in::available).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    default void stopsItsSourceThoughNobodyCloses() throws Exception {
        Watched source = Watched.of(source(Probe.QUIET));

        assertThatThrownBy(() -> feed(source, InputStream::read))
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("stopped after 1 bytes");

        assertThat(source.ended()).as("ended when feed() returned").isTrue();
    }

    @Test
    default void feedsItselfToASinkThatNeverCloses() throws Exception {
        assertThat(feed(source(Probe.QUIET), InputStream::readAllBytes))
                .as(SEED)
                .isEqualTo(whole());
    }

    @Test
    default void neverStartsOnceItIsClosedUnread() throws Exception {
        Watched source = Watched.of(source(Probe.QUIET));
        SourceInputStream in = open(source);

        in.close();
        in.start();

        assertThatThrownBy(in::read).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(in::result)
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining("never read");
        assertThat(source.starts()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    default void knowsWhetherItWasReadToItsEnd(Reading reading) throws Exception {
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
}
