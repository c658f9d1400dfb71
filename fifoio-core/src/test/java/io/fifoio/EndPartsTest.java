package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Much is passed on in parts of half the ring, so that both ends copy at the same time. */
final class EndPartsTest {

    @ParameterizedTest(name = "capacity {0}: parts of {1}")
    @CsvSource({"1, 1", "2, 1", "3, 1", "7, 3", "8, 4", "64, 32", "65536, 32768"})
    void halfTheRingIsAPart(int capacity, int part) throws IOException {
        Link link = Link.strict(Units.BYTES, capacity);
        WritingEnd writing = new WritingEnd(link);
        ReadingEnd reading = new ReadingEnd(link);

        assertThat(writing.isOnePart(part)).isTrue();
        assertThat(writing.isOnePart(part + 1)).isFalse();
        assertThat(writing.awaitRoom(0, 2 * part)).isEqualTo(part);
        assertThat(writing.awaitRoom(part + 1, 2 * part + 1)).as("the rest").isEqualTo(part);
        assertThat(writing.awaitRoom(2 * part, 2 * part + 1)).as("the rest").isEqualTo(1);
        assertThat(reading.part(part)).isEqualTo(part);
        assertThat(reading.part(part + 1)).isEqualTo(part);
        assertThat(reading.part(1)).isEqualTo(1);
    }

    @Test
    void aRawWriteIsNotCutIntoParts() throws IOException {
        WritingEnd writing = new WritingEnd(Link.strict(Units.BYTES, 64));

        assertThat(writing.awaitAnyRoom(60)).isEqualTo(60);
    }
}
