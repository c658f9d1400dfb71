package io.fifoio.adapters.compress;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Tests whether zstd-jni reports that data end too early. Older versions take the end of the input for the end of the
 * data as soon as one frame was complete, even if a part of a second frame was in the same buffer. This is tried out,
 * because a version number need not be that of what is on the class path.
 */
final class CutProbe {

    /** A frame that holds one byte, with a checksum. */
    private static final byte[] FRAME = HexFormat.of().parseHex("28b52ffd2401090000615b6e8ca9");

    /** Whether the decoder has passed the test. One that has not is tested again for each stream. */
    private volatile boolean passed;

    /** @throws RefusedInput if the decoder takes incomplete data for complete */
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
