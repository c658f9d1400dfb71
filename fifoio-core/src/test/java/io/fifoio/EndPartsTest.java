package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.ring.RingBytes;
import io.fifoio.ring.RingChars;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Much data is passed on in parts of half the ring, so that both ends copy at the same time. */
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

    /** So that its cache lines are fetched together from where the reader had them last. */
    @Test
    void aWriteTouchesTheFreeRoomBehindIt() throws IOException {
        int capacity = 200;
        RingBytes bytes = new RingBytes(capacity);
        RingChars chars = new RingChars(capacity);
        for (int i = 0; i < capacity; i++) {
            bytes.put(i, (byte) '.');
            chars.put(i, '.');
        }

        new FifoOutputStream(Link.strict(Units.BYTES, capacity), bytes).write(Bytes.of("abc"));
        new FifoWriter(Link.strict(Units.CHARS, capacity), chars).write("abc");

        assertThat(List.of(bytes.get(2), bytes.get(3), bytes.get(4), bytes.get(3 + 64)))
                .containsExactly((byte) 'c', (byte) 0, (byte) '.', (byte) 0);
        assertThat(List.of(chars.get(2), chars.get(3), chars.get(4), chars.get(3 + 32)))
                .containsExactly('c', '\0', '.', '\0');
    }

    @Test
    void aRawWriteIsNotCutIntoParts() throws IOException {
        WritingEnd writing = new WritingEnd(Link.strict(Units.BYTES, 64));

        assertThat(writing.awaitAnyRoom(60)).isEqualTo(60);
    }
}
