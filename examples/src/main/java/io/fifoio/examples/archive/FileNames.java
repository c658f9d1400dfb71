package io.fifoio.examples.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.StringJoiner;

/**
 * Names of files as they are on disk, in UTF-8. {@code Path.toString()} decodes them according to the locale, so that
 * an "ü" is lost in the POSIX locale and becomes two letters in a Latin-1 one; but the path still has the bytes, and
 * {@code Path.toUri()} shows them.
 */
final class FileNames {

    /** What every locale decodes alike. */
    private static final Charset ASCII = StandardCharsets.US_ASCII;

    private FileNames() {}

    /**
     * A path with slashes between its parts.
     *
     * @throws IOException if its bytes are not UTF-8
     */
    static String of(Path path) throws IOException {
        String text = path.toString().replace(path.getFileSystem().getSeparator(), "/");
        return ASCII.newEncoder().canEncode(text) ? text : fromBytes(path);
    }

    private static String fromBytes(Path path) throws IOException {
        StringJoiner parts = new StringJoiner("/", path.isAbsolute() ? "/" : "", "");
        for (Path part : path) {
            parts.add(partFromBytes(part));
        }
        return parts.toString();
    }

    private static String partFromBytes(Path part) throws IOException {
        String encoded = part.toUri().getRawPath();
        String last = encoded.replaceAll("/+$", "").replaceAll("^.*/", "");
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(percentDecoded(last)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("the name of a file is not UTF-8: " + last);
        }
    }

    private static byte[] percentDecoded(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) == '%') {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(encoded.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
