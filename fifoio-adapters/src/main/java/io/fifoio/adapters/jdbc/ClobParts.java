package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.io.Reader;
import java.sql.Clob;
import java.sql.SQLException;

/**
 * Reads text from Derby over a network. Its driver fetches parts; if a part has only the first char of a character of
 * two (beyond U+FFFF), the driver turns that into a question mark. So if a part ends with a question mark, its end is
 * fetched once more.
 */
final class ClobParts extends Reader {

    /** The driver fetches no more than 10,890 chars at once. */
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
