package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.InputByBlocks;
import java.io.IOException;
import java.io.InputStream;

/**
 * Passes UTF-8 on, and detects characters of two chars (those beyond U+FFFF) that would be split between two arrays. A
 * driver that encodes each array separately turns such a character into two question marks.
 */
final class SplitCharacters extends InputByBlocks {

    private final InputStream in;
    private final int arrayLength;
    private long chars;
    private boolean found;

    /** @param arrayLength in chars; every array is filled */
    SplitCharacters(InputStream in, int arrayLength) {
        this.in = in;
        this.arrayLength = arrayLength;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        int count = in.read(b, off, len);
        for (int i = off; i < off + count; i++) {
            lookAt(b[i]);
        }
        return count;
    }

    private void lookAt(byte b) {
        boolean goesOn = (b & 0xc0) == 0x80;
        if (goesOn) {
            return;
        }
        boolean ofTwo = (b & 0xf8) == 0xf0;
        found |= ofTwo && (chars + 1) % arrayLength == 0;
        chars += ofTwo ? 2 : 1;
    }

    /** Whether there has been such a character so far. */
    boolean found() {
        return found;
    }
}
