package io.fifoio.adapters.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text on its way to UTF-8, quoted where it needs to be. */
final class CsvText {

    private static final int BUFFERED_CHARS = 8 * 1024;

    private final OutputStream out;
    private final Writer encoder;
    private final char[] buffer = new char[BUFFERED_CHARS];
    private int filled;

    CsvText(OutputStream out) {
        this.out = out;
        // An encoder of its own reports what it can't encode; the one of a charset would put a question mark.
        this.encoder = new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder());
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
        return value.isEmpty();
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
        int next = from;
        while (to - next > BUFFERED_CHARS - filled) {
            int count = BUFFERED_CHARS - filled;
            text.getChars(next, next + count, buffer, filled);
            next += count;
            filled = BUFFERED_CHARS;
            empty();
        }
        text.getChars(next, to, buffer, filled);
        filled += to - next;
    }

    private void empty() throws IOException {
        try {
            encoder.write(buffer, 0, filled);
        } catch (CharacterCodingException e) {
            throw unencodable(e);
        }
        filled = 0;
    }

    void flush() throws IOException {
        empty();
        try {
            encoder.flush();
        } catch (CharacterCodingException e) {
            throw unencodable(e);
        }
        out.flush();
    }

    private static IOException unencodable(CharacterCodingException e) {
        return new IOException("a text has half of a surrogate pair, which UTF-8 can't have", e);
    }
}
