package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.InputByBlocks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** Passes bytes on as long as a decoder accepts them as text. */
final class Utf8InputStream extends InputByBlocks {

    private static final int LONGEST_CHARACTER = 4;

    private final InputStream in;
    private final CharsetDecoder decoder;

    /** Takes the decoded characters, which nobody needs. */
    private final CharBuffer sink = CharBuffer.allocate(8 * 1024);

    /** The beginning of a character whose end has not arrived yet. */
    private final ByteBuffer begun = ByteBuffer.allocate(LONGEST_CHARACTER);

    Utf8InputStream(InputStream in, CharsetDecoder decoder) {
        this.in = in;
        this.decoder = decoder;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        int count = in.read(b, off, len);
        if (count < 0) {
            begun.flip();
            decode(begun, true);
            begun.clear();
        } else {
            check(ByteBuffer.wrap(b, off, count));
        }
        return count;
    }

    private void check(ByteBuffer bytes) throws IOException {
        while (begun.position() > 0 && bytes.hasRemaining()) {
            begun.put(bytes.get());
            begun.flip();
            decode(begun, false);
            begun.compact();
        }
        decode(bytes, false);
        begun.put(bytes);
    }

    private void decode(ByteBuffer bytes, boolean atEnd) throws IOException {
        CoderResult result;
        do {
            sink.clear();
            result = decoder.decode(bytes, sink, atEnd);
            if (result.isError()) {
                result.throwException();
            }
        } while (result.isOverflow());
    }
}
