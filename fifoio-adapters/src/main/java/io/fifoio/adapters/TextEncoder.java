package io.fifoio.adapters;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Encodes in UTF-8, and reports which half of a surrogate pair it can't encode, and where: the JDK's encoder says
 * neither.
 */
final class TextEncoder extends FilterWriter {

    /** How much was written, in chars. */
    private long written;

    /** The last char written. If it is the first half of a pair, the encoder still holds it. */
    private char last;

    TextEncoder(OutputStream out) {
        super(new OutputStreamWriter(
                out,
                StandardCharsets.UTF_8
                        .newEncoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    @Override
    public void write(int c) throws IOException {
        try {
            out.write(c);
        } catch (CharacterCodingException e) {
            throw half(Character.toString((char) c), e);
        }
        written++;
        last = (char) c;
    }

    @Override
    public void write(char[] c, int off, int len) throws IOException {
        try {
            out.write(c, off, len);
        } catch (CharacterCodingException e) {
            throw half(CharBuffer.wrap(c, off, len), e);
        }
        if (len > 0) {
            written += len;
            last = c[off + len - 1];
        }
    }

    @Override
    public void write(String text, int off, int len) throws IOException {
        try {
            out.write(text, off, len);
        } catch (CharacterCodingException e) {
            throw half(text.substring(off, off + len), e);
        }
        if (len > 0) {
            written += len;
            last = text.charAt(off + len - 1);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } catch (CharacterCodingException e) {
            throw half("", e);
        }
    }

    /** @param text that was being written */
    private IOException half(CharSequence text, CharacterCodingException cause) {
        String pending = Character.isHighSurrogate(last) ? Character.toString(last) : "";
        String chars = pending + text;
        int at = 0;
        while (at < chars.length() && !isHalf(chars.codePointAt(at))) {
            at += Character.charCount(chars.codePointAt(at));
        }
        String which = at < chars.length() ? ", U+%04X,".formatted((int) chars.charAt(at)) : "";
        return new IOException(
                "the text has half a surrogate pair" + which + " after " + (written - pending.length() + at) + " chars",
                cause);
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
