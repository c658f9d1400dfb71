package io.fifoio.adapters.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoders that report all truncated data, and decoders like the older ones. */
final class CutProbeTest {

    private static final int FRAME = 14;

    private final CutProbe probe = new CutProbe();

    @Test
    void passesTheDecoderThatIsHereAndAsksNoMore() {
        List<byte[]> probed = new ArrayList<>();
        Compression.Decoder counted = in -> {
            probed.add(in.readAllBytes());
            return CommonsCodecs.zstd(new ByteArrayInputStream(probed.get(probed.size() - 1)));
        };

        assertThatCode(() -> probe.ensureTold(counted)).doesNotThrowAnyException();
        assertThat(probed).hasSize(FRAME);
        assertThatCode(() -> probe.ensureTold(counted)).doesNotThrowAnyException();
        assertThat(probed).hasSize(FRAME);
    }

    /** Otherwise every decoder that can't read it would pass. */
    @Test
    void probesByAFrameThatIsRead() throws Exception {
        List<byte[]> probed = new ArrayList<>();

        probe.ensureTold(in -> {
            probed.add(in.readAllBytes());
            throw new IOException("told");
        });

        assertThat(probed).allSatisfy(data -> {
            try (InputStream frame = CommonsCodecs.zstd(new ByteArrayInputStream(Arrays.copyOf(data, FRAME)))) {
                assertThat(frame.readAllBytes()).containsExactly('a');
            }
        });
    }

    @Test
    void refusesADecoderForWhichAnyCutIsTheEnd() {
        Compression.Decoder swallowing = in -> new FilterInputStream(CommonsCodecs.zstd(in)) {
            @Override
            public int read(byte[] b, int off, int len) {
                try {
                    return super.read(b, off, len);
                } catch (IOException e) {
                    return -1;
                }
            }
        };

        for (int times = 0; times < 2; times++) {
            assertThatThrownBy(() -> probe.ensureTold(swallowing))
                    .isInstanceOf(RefusedInput.class)
                    .hasMessage(
                            "zstd data is not read by this com.github.luben:zstd-jni, which takes a frame for all of the data"
                                    + " where another one is cut off behind it: 1.5.7-28 or newer is needed");
        }
    }

    /** Behind the magic number, in the header, in the block, in the checksum. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 8, 9, 13})
    void refusesADecoderForWhichOneCutIsTheEnd(int length) {
        assertRefused(data -> data.length == FRAME + length && data[FRAME] != 'x');
    }

    @Test
    void refusesADecoderThatPassesOverWhatFollows() {
        assertRefused(data -> data[FRAME] == 'x');
    }

    private void assertRefused(Predicate<byte[]> swallowed) {
        Compression.Decoder decoder = in -> {
            byte[] data = in.readAllBytes();
            return CommonsCodecs.zstd(
                    new ByteArrayInputStream(swallowed.test(data) ? Arrays.copyOf(data, FRAME) : data));
        };

        assertThatThrownBy(() -> probe.ensureTold(decoder))
                .isInstanceOf(RefusedInput.class)
                .hasMessageContaining("1.5.7-28 or newer is needed");
    }
}
