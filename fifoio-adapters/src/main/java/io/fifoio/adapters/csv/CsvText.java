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
 * Encodes text as UTF-8, quoted if it needs to be. ASCII characters are checked and copied in one go, which is what
 * takes the time; the rest goes through an encoder. A writer of the JDK is not used, because it makes an object of each
 * array that it is given, and its lock would have to be taken.
 */
@SuppressWarnings("ByteBufferBackingArray") // the buffer is allocated here
final class CsvText {

    private static final int BUFFERED = 8 * 1024;

    /** Quoted for PostgreSQL before 18: if a line has nothing else, what follows would be dropped without an error. */
    private static final String END_OF_COPY = "\\.";

    private static final String NULL_OF_MYSQL = "NULL";

    private final OutputStream out;

    /** The encoder, which reports what it can't encode. */
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();

    /**
     * What comes after {@link #bytes}; it is encoded as soon as ASCII comes, except that half of a surrogate pair stays
     * until the other half is there.
     */
    private final CharBuffer chars = CharBuffer.allocate(BUFFERED);

    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFERED);

    /**
     * The first failure, after which nobody knows what the buffers hold: its exception may have been swallowed, but
     * nothing is written after it.
     */
    private @Nullable Throwable failure;

    CsvText(OutputStream out) {
        this.out = out;
    }

    /** Writes a value, in quotes if it is empty or contains something that has a meaning. */
    void value(String value) throws IOException {
        if (isSpecial(value)) {
            inQuotes(value);
        } else if (!copied(value)) {
            if (needsQuotes(value)) {
                inQuotes(value);
            } else {
                encoded(value, 0, value.length());
            }
        }
    }

    private static boolean isSpecial(String value) {
        return value.isEmpty() || value.equals(END_OF_COPY) || value.equals(NULL_OF_MYSQL);
    }

    private static boolean needsQuotes(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (isSpecial(value.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSpecial(char c) {
        return c <= ',' && (c == ',' || c == '"' || c == '\r' || c == '\n');
    }

    /**
     * @return false if it contains something that needs more than copying, or if it is long; nothing of it is taken
     *     then
     */
    private boolean copied(String value) throws IOException {
        int length = value.length();
        if (!hasRoomFor(length)) {
            return false;
        }
        byte[] target = bytes.array();
        int at = bytes.position();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80 || isSpecial(c)) {
                return false;
            }
            target[at + i] = (byte) c;
        }
        bytes.position(at + length);
        return true;
    }

    /**
     * Makes room for the given number of bytes, after all chars that came before.
     *
     * @return false if that is not possible
     */
    private boolean hasRoomFor(int count) throws IOException {
        ensureWhole();
        if (count > BUFFERED) {
            return false;
        }
        if (chars.position() > 0) {
            encode();
            if (chars.position() > 0) {
                return false;
            }
        }
        if (count > bytes.remaining()) {
            passOn();
        }
        return true;
    }

    private void inQuotes(String value) throws IOException {
        ascii("\"");
        quoted(value);
        ascii("\"");
    }

    /** Writes a part of what is between quotes. */
    void quoted(String part) throws IOException {
        int from = 0;
        for (int quote = part.indexOf('"'); quote >= 0; quote = part.indexOf('"', from)) {
            encoded(part, from, quote + 1);
            ascii("\"");
            from = quote + 1;
        }
        encoded(part, from, part.length());
    }

    /** Writes a short ASCII text, unchanged. */
    @SuppressWarnings("deprecation") // it drops the upper half of each char, of which ASCII has none
    void ascii(String text) throws IOException {
        int length = text.length();
        if (hasRoomFor(length)) {
            text.getBytes(0, length, bytes.array(), bytes.position());
            bytes.position(bytes.position() + length);
        } else {
            encoded(text, 0, length);
        }
    }

    private void encoded(String text, int from, int to) throws IOException {
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

    /** Encodes everything except half of a surrogate pair whose other half is still to come. */
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
        try {
            out.write(bytes.array(), 0, bytes.position());
        } catch (Throwable t) {
            failure = t;
            throw t;
        }
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
            throw new IOException("an earlier value could not be written, so what follows can't be complete", failure);
        }
    }
}
