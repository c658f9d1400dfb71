package io.fifoio.adapters.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonGeneratorImpl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Escapes parts of a string as a generator would, which only writes whole strings. If the generator escapes as Jackson
 * does by default, that is done here. Otherwise a second generator of the same make writes each part as a string into
 * memory: only that knows which quotes, escapes and features apply, and they differ from version to version.
 */
final class Escapes {

    private static final char[] ASCII = new char[128];

    static {
        for (char c = 0; c < ASCII.length; c++) {
            ASCII[c] = c;
        }
    }

    private final String quote;
    private final ByteArrayOutputStream written;
    private final @Nullable JsonGenerator other;

    private Escapes(String quote, ByteArrayOutputStream written, @Nullable JsonGenerator other) {
        this.quote = quote;
        this.written = written;
        this.other = other;
    }

    /** Returns the escapes of the given generator. */
    static Escapes of(JsonGenerator generator, Generators same) throws IOException {
        JsonGenerator inner = LineEnd.inner(generator);
        if (!(inner instanceof JsonGeneratorImpl)) {
            // Parts are written raw, as JSON. Another format would take them verbatim, without the name before a value
            // and without what ends it.
            throw new IOException("a text in parts can be written by Jackson's own generators of JSON alone, which "
                    + inner.getClass().getName() + " is not: write it whole, as a String");
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Escapes usual = new Escapes("\"", written, null);
        JsonGenerator other = LineEnd.inner(same.on(written)); // a filter may leave nothing of a string alone
        other.writeString("");
        other.flush();
        byte[] quotes = written.toByteArray();
        if (quotes.length != 2 || quotes[0] != quotes[1]) {
            if (areSet(generator)) {
                throw new IOException("the escapes of " + generator.getClass().getName()
                        + " are not known for a text in parts: it does not write strings in quotes, as UTF-8");
            }
            return usual;
        }
        Escapes its = new Escapes(Character.toString(quotes[0]), written, other);
        boolean sameAsUsual = !areSet(generator)
                && its.quote.equals(usual.quote)
                && Arrays.equals(its.escape(ASCII, 0, ASCII.length), usual.escape(ASCII, 0, ASCII.length));
        return sameAsUsual ? usual : its;
    }

    /** Whether the generator has escapes of its own, including those for characters beyond ASCII. */
    static boolean areSet(JsonGenerator generator) {
        return generator.getCharacterEscapes() != null || generator.getHighestEscapedChar() != 0;
    }

    /** Returns what a string begins and ends with. */
    String quote() {
        return quote;
    }

    /** @param c without surrogates there */
    char[] escape(char[] c, int off, int len) throws IOException {
        if (other == null) {
            return JsonStringEncoder.getInstance().quoteAsString(CharBuffer.wrap(c, off, len));
        }
        written.reset();
        other.writeString(c, off, len);
        other.flush();
        String string = written.toString(StandardCharsets.UTF_8);
        // What separates it from the string before comes before the first quote.
        return string.substring(string.indexOf(quote) + 1, string.length() - 1).toCharArray();
    }
}
