package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Utf8InputStreamTest {

    private static final byte[] TEXT = "a\u00e4\u20ac\uD83D\uDE00".repeat(5_000).getBytes(StandardCharsets.UTF_8);
    private static final long SEED = 7;

    /** Reads pieces of a length by chance, up to the given one. */
    private static byte[] read(byte[] bytes, int longest) throws IOException {
        Random random = new Random(SEED);
        InputStream trickling = new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                return super.read(b, off, Math.min(len, 1 + random.nextInt(longest)));
            }
        };
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        Utf8.checked(trickling).transferTo(read);
        return read.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100_000})
    void givesTextAsItIs(int longest) throws IOException {
        assertThat(read(TEXT, longest)).as("seed %d", SEED).isEqualTo(TEXT);
    }

    @Test
    void givesTextByteByByte() throws IOException {
        InputStream in = Utf8.checked(new ByteArrayInputStream(TEXT));
        for (byte b : TEXT) {
            assertThat(in.read()).isEqualTo(b & 0xff);
        }
        assertThat(in.read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100_000})
    void refusesWhatIsNone(int longest) {
        for (int place : new int[] {0, 1, 2, 9, 10, TEXT.length - 1}) {
            byte[] damaged = TEXT.clone();
            damaged[place] = (byte) 0xff;
            assertThatThrownBy(() -> read(damaged, longest))
                    .as("at %d, seed %d", place, SEED)
                    .isInstanceOf(CharacterCodingException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100_000})
    void refusesTextThatEndsWithinACharacter(int longest) {
        for (int missing = 1; missing <= 3; missing++) {
            byte[] cut = Arrays.copyOf(TEXT, TEXT.length - missing);
            assertThatThrownBy(() -> read(cut, longest))
                    .as("%d missing, seed %d", missing, SEED)
                    .isInstanceOf(CharacterCodingException.class);
        }
    }

    @Test
    void looksAtWhatIsSkippedToo() {
        byte[] damaged = TEXT.clone();
        damaged[5] = (byte) 0xff;

        assertThatThrownBy(() -> Utf8.checked(new ByteArrayInputStream(damaged)).skip(100))
                .isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void readsNothing() throws IOException {
        assertThat(Utf8.checked(InputStream.nullInputStream()).read()).isEqualTo(-1);
    }
}
