package io.fifoio.adapters.compress;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Whether zstd-jni tells where data end too early. Older ones take the end of the input for the end of the data once a frame
 * was whole, whatever of a second one lay in the buffer with it. It is tried out, because what the
 * class path has need not be what a version says.
 */
final class CutProbe {

    /** Of one byte, with a checksum. */
    private static final byte[] FRAME = HexFormat.of().parseHex("28b52ffd2401090000615b6e8ca9");

    /** A decoder that did not is tried again by each stream that it is refused for. */
    private volatile boolean passed;

    /** @throws RefusedInput if the decoder takes for whole what is not */
    void ensureTold(Compression.Decoder decoder) throws RefusedInput {
        if (passed) {
            return;
        }
        boolean told = !takesForWhole(decoder, followed((byte) 'x'));
        for (int length = 1; length < FRAME.length && told; length++) {
            told = !takesForWhole(decoder, followed(Arrays.copyOf(FRAME, length)));
        }
        if (!told) {
            throw new RefusedInput("zstd data is not read by this " + Library.ZSTD.artifact()
                    + ", which takes a frame for all of the data where another one is cut off behind it:"
                    + " 1.5.7-28 or newer is needed");
        }
        passed = true;
    }

    private static byte[] followed(byte... by) {
        byte[] data = Arrays.copyOf(FRAME, FRAME.length + by.length);
        System.arraycopy(by, 0, data, FRAME.length, by.length);
        return data;
    }

    private static boolean takesForWhole(Compression.Decoder decoder, byte[] data) {
        try (InputStream in = decoder.decode(new ByteArrayInputStream(data))) {
            in.readAllBytes();
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
