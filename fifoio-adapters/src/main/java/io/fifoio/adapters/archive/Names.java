package io.fifoio.adapters.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Names as bytes; no archive says for certain what they mean. */
final class Names {

    /** What the bytes in a zip mean if it does not say UTF-8; a runtime may not have this character set. */
    private static final Charset OF_OLD_ZIP =
            Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;

    private Names() {}

    /** Decodes a name as UTF-8; returns null if it is not UTF-8. */
    static @Nullable String utf8(byte[] name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    static String ofTar(byte[] name) {
        String decoded = utf8(name);
        return decoded == null ? new String(name, StandardCharsets.ISO_8859_1) : decoded;
    }

    static String ofZip(byte[] name) {
        String decoded = utf8(name);
        return decoded == null ? new String(name, OF_OLD_ZIP) : decoded;
    }

    /** Returns a name for messages: without characters that would break a line, and not too long. */
    static String shown(String name) {
        StringBuilder shown = new StringBuilder("\"");
        int end = Math.min(name.length(), 200);
        for (int i = 0; i < end; i++) {
            char c = name.charAt(i);
            shown.append(Character.isISOControl(c) ? '?' : c);
        }
        return shown.append(end < name.length() ? "...\"" : "\"").toString();
    }
}
