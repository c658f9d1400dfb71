package io.fifoio.ring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way into and out of the units of a ring, from every place in it, across the wrap too. */
final class RingCopiesTest {

    /** So many units from an index on. */
    record Place(int capacity, int index, int count) {

        String units() {
            return "abcde".substring(0, count);
        }

        /** All of the ring, with dots where nothing was copied to. */
        String ring() {
            StringBuilder ring = new StringBuilder(".".repeat(capacity));
            for (int i = 0; i < count; i++) {
                ring.setCharAt((index + i) % capacity, units().charAt(i));
            }
            return ring.toString();
        }

        /** The target of a copy. */
        String target() {
            return "." + units() + ".";
        }
    }

    static Stream<Place> places() {
        List<Place> places = new ArrayList<>();
        for (int capacity = 1; capacity <= 5; capacity++) {
            for (int index = 0; index < capacity; index++) {
                for (int count = 1; count <= capacity; count++) {
                    places.add(new Place(capacity, index, count));
                }
            }
        }
        return places.stream();
    }

    @ParameterizedTest
    @MethodSource("places")
    void bytesGoIn(Place place) {
        byte[] source = ("<" + place.units() + ">").getBytes(ISO_8859_1);

        RingBytes fromArray = bytes(place);
        fromArray.copyIn(place.index, source, 1, place.count);
        assertThat(all(fromArray, place)).isEqualTo(place.ring());

        for (ByteBuffer buffer : List.of(
                ByteBuffer.wrap(source),
                ByteBuffer.allocateDirect(source.length).put(source))) {
            RingBytes fromBuffer = bytes(place);
            fromBuffer.copyIn(place.index, buffer.position(1), place.count);
            assertThat(all(fromBuffer, place)).isEqualTo(place.ring());
            assertThat(buffer.position()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void bytesComeOut(Place place) {
        RingBytes bytes = bytes(place);
        for (int i = 0; i < place.count; i++) {
            bytes.put((place.index + i) % place.capacity, (byte) place.units().charAt(i));
        }
        byte[] empty = ".".repeat(place.count + 2).getBytes(ISO_8859_1);

        byte[] array = empty.clone();
        bytes.copyOut(place.index, array, 1, place.count);
        assertThat(new String(array, ISO_8859_1)).isEqualTo(place.target());

        byte[] behind = empty.clone();
        ByteBuffer buffer = ByteBuffer.wrap(behind).position(1);
        bytes.copyOut(place.index, buffer, place.count);
        assertThat(new String(behind, ISO_8859_1)).isEqualTo(place.target());
        assertThat(buffer.position()).isEqualTo(1 + place.count);
    }

    private static RingBytes bytes(Place place) {
        RingBytes bytes = new RingBytes(place.capacity);
        for (int i = 0; i < place.capacity; i++) {
            bytes.put(i, (byte) '.');
        }
        return bytes;
    }

    private static String all(RingBytes bytes, Place place) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < place.capacity; i++) {
            all.append((char) bytes.get(i));
        }
        return all.toString();
    }

    @ParameterizedTest
    @MethodSource("places")
    void charsGoIn(Place place) {
        String source = "<" + place.units() + ">";

        RingChars fromArray = chars(place);
        fromArray.copyIn(place.index, source.toCharArray(), 1, place.count);
        assertThat(all(fromArray, place)).isEqualTo(place.ring());

        RingChars fromString = chars(place);
        fromString.copyIn(place.index, source, 1, place.count);
        assertThat(all(fromString, place)).isEqualTo(place.ring());
    }

    @ParameterizedTest
    @MethodSource("places")
    void charsComeOut(Place place) {
        RingChars chars = chars(place);
        for (int i = 0; i < place.count; i++) {
            chars.put((place.index + i) % place.capacity, place.units().charAt(i));
        }
        char[] empty = ".".repeat(place.count + 2).toCharArray();

        char[] array = empty.clone();
        chars.copyOut(place.index, array, 1, place.count);
        assertThat(String.valueOf(array)).isEqualTo(place.target());

        char[] behind = empty.clone();
        CharBuffer buffer = CharBuffer.wrap(behind).position(1);
        chars.copyOut(place.index, buffer, place.count);
        assertThat(String.valueOf(behind)).isEqualTo(place.target());
        assertThat(buffer.position()).isEqualTo(1 + place.count);
    }

    private static RingChars chars(Place place) {
        RingChars chars = new RingChars(place.capacity);
        for (int i = 0; i < place.capacity; i++) {
            chars.put(i, '.');
        }
        return chars;
    }

    private static String all(RingChars chars, Place place) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < place.capacity; i++) {
            all.append(chars.get(i));
        }
        return all.toString();
    }
}
