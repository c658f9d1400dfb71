package io.fifoio.adapters.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text on its way to UTF-8, quoted where it needs to be. By an encoder and two buffers, because a writer of the JDK makes an
 * object of each array that it is given, and would be asked for its lock.
 */
@SuppressWarnings("ByteBufferBackingArray") // the buffer is allocated here
final class CsvText {

    private static final int BUFFERED = 8 * 1024;

    /** For PostgreSQL before 18, where a line has nothing else: what follows would be dropped without an error. */
    private static final String END_OF_COPY = "\\.";

    private static final String NULL_OF_MYSQL = "NULL";

    private final OutputStream out;

    /** Reports what it can't encode. */
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();

    private final CharBuffer chars = CharBuffer.allocate(BUFFERED);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFERED);

    /** The first one, after which nobody knows what the buffers hold: it may have been swallowed, but nothing comes after it. */
    private @Nullable Throwable failure;

    CsvText(OutputStream out) {
        this.out = out;
    }

    /** A value, in quotes where it is empty or has something in it that means something. */
    void value(String value) throws IOException {
        if (needsQuotes(value)) {
            plain("\"");
            quoted(value);
            plain("\"");
        } else {
            plain(value);
        }
    }

    private static boolean needsQuotes(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '"' || c == '\r' || c == '\n') {
                return true;
            }
        }
        return value.isEmpty() || value.equals(END_OF_COPY) || value.equals(NULL_OF_MYSQL);
    }

    /** What stands between quotes. */
    void quoted(String part) throws IOException {
        int from = 0;
        for (int quote = part.indexOf('"'); quote >= 0; quote = part.indexOf('"', from)) {
            plain(part, from, quote + 1);
            plain("\"");
            from = quote + 1;
        }
        plain(part, from, part.length());
    }

    void plain(String text) throws IOException {
        plain(text, 0, text.length());
    }

    private void plain(String text, int from, int to) throws IOException {
        ensureWhole();
        int next = from;
        while (to - next > chars.remaining()) {
            int end = next + chars.remaining();
            chars.put(text, next, end);
            next = end;
            encode();
        }
        chars.put(text, next, to);
    }

    private void encode() throws IOException {
        try {
            encodeAll();
        } catch (Throwable t) {
            failure = t;
            throw t;
        }
    }

    /** All but half of a surrogate pair, whose other half is yet to come. */
    private void encodeAll() throws IOException {
        chars.flip();
        CoderResult result = encoder.encode(chars, bytes, false);
        while (result.isOverflow()) {
            passOn();
            result = encoder.encode(chars, bytes, false);
        }
        if (result.isError()) {
            throw new IOException(
                    "a text has half of a surrogate pair, which UTF-8 can't have",
                    new MalformedInputException(result.length()));
        }
        chars.compact();
    }

    private void passOn() throws IOException {
        out.write(bytes.array(), 0, bytes.position());
        bytes.clear();
    }

    void flush() throws IOException {
        ensureWhole();
        try {
            encodeAll();
            if (bytes.position() > 0) {
                passOn();
            }
            out.flush();
        } catch (Throwable t) {
            failure = t;
            throw t;
        }
    }

    private void ensureWhole() throws IOException {
        if (failure != null) {
            throw new IOException("an earlier value could not be written, what follows can't be whole", failure);
        }
    }
}
