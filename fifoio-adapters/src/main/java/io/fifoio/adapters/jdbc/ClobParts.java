package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.io.Reader;
import java.sql.Clob;
import java.sql.SQLException;

/**
 * Text of Derby over a network. Its driver fetches parts, and of a character of two chars (beyond U+FFFF) of which a part has the
 * first alone it makes question marks. So a part that ends by a question mark is asked for once more how it ends.
 */
final class ClobParts extends Reader {

    /** The driver asks for no more than 10,890 chars at once. */
    private static final int PART = 8 * 1024;

    private final Clob value;
    private final long length;

    /** Where the present part ends and the next one begins, counted from 0. */
    private long end;

    private String part = "";
    private int position;

    ClobParts(Clob value) throws SQLException {
        this.value = value;
        this.length = value.length();
    }

    @Override
    public int read(char[] b, int off, int len) throws IOException {
        if (len == 0) {
            return 0;
        }
        if (position == part.length()) {
            if (end == length) {
                return -1;
            }
            try {
                part = next();
            } catch (SQLException e) {
                throw new IOException("the text could not be read: " + e.getMessage(), e);
            }
            end += part.length();
            position = 0;
        }
        int count = Math.min(len, part.length() - position);
        part.getChars(position, position + count, b, off);
        position += count;
        return count;
    }

    private String next() throws SQLException, IOException {
        int size = (int) Math.min(PART, length - end);
        String text = value.getSubString(end + 1, size);
        if (text.length() != size) {
            throw new IOException("the driver gave " + text.length() + " chars of " + size);
        }
        if (text.endsWith("?") && end + size < length) {
            String last = value.getSubString(end + size, 2);
            if (Character.isHighSurrogate(last.charAt(0))) {
                return text.substring(0, size - 1) + last;
            }
        }
        return text;
    }

    @Override
    public void close() throws IOException {
        try {
            value.free();
        } catch (SQLException e) {
            throw new IOException("the text could not be closed: " + e.getMessage(), e);
        }
    }
}
