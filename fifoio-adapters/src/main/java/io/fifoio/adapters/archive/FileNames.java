package io.fifoio.adapters.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Names of files as they are on disk. On Unix they are bytes, which {@code Path.toString()} decodes according to the
 * locale: an "ü" is lost in the POSIX locale and becomes two letters in a Latin-1 one. But the path still has the
 * bytes, and {@code Path.toUri()} shows them.
 */
final class FileNames {

    private FileNames() {}

    /**
     * Returns a path, or the target of a link, with slashes between its parts.
     *
     * @param path may be relative
     * @param where the file that it is about, for the message
     * @throws IOException if it consists of bytes that are not UTF-8
     */
    static String of(Path path, Path where) throws IOException {
        String text = path.toString().replace(path.getFileSystem().getSeparator(), "/");
        if (text.chars().allMatch(c -> c < 0x80) || !isOfBytes(path)) {
            return text; // every locale decodes ASCII alike
        }
        byte[] bytes = bytes(path, text);
        String decoded = Names.utf8(bytes);
        if (decoded == null) {
            throw new IOException(where + " can't be archived: "
                    + Names.shown(new String(bytes, StandardCharsets.ISO_8859_1))
                    + ", its name or what it links to, is not UTF-8");
        }
        return decoded;
    }

    private static boolean isOfBytes(Path path) {
        return path.getFileSystem().provider().getScheme().equals("file")
                && path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /**
     * Returns the bytes that the URI shows. A URI is absolute, and has one more slash at the end if there happens to be
     * a directory of that name.
     */
    private static byte[] bytes(Path path, String text) {
        Path root = path.getFileSystem().getRootDirectories().iterator().next();
        String encoded = root.resolve(path).toUri().getRawPath();
        int begin = path.isAbsolute() ? 0 : 1;
        int end = endWithoutSlashes(encoded);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = begin; i < end; i++) {
            if (encoded.charAt(i) == '%') {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(encoded.charAt(i));
            }
        }
        bytes.writeBytes(text.substring(endWithoutSlashes(text)).getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    private static int endWithoutSlashes(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return end;
    }
}
