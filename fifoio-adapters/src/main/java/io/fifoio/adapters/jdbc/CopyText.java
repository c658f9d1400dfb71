package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.InputByBlocks;
import io.fifoio.adapters.jdbc.CopyOptions.Format;
import java.io.IOException;
import java.io.InputStream;

/**
 * Text on its way into a {@code COPY}. It is split into lines as the server splits it, because there is a line that
 * ends the data for the server: the server reads what follows it, drops that, and reports success. In the text format
 * this is any line that ends with {@code \.}; in CSV, up to PostgreSQL 17, it is a line of nothing else.
 *
 * <p>In the text format such a line that nothing follows is the end. In CSV it may just as well be the last value, so
 * it is refused: otherwise nobody would find out.
 */
final class CopyText extends InputByBlocks {

    /** The first version of the server that reads a line of {@code \.} in CSV as a value. */
    private static final int WITHOUT_END_IN_CSV = 18;

    private final InputStream in;
    private final CopyOptions options;
    private long position;
    private boolean quoted;
    private boolean escaped;

    /** How many characters of {@code \.} have come. */
    private int found;

    /** Whether the line has begun with something else, so that it can't consist of {@code \.} only. */
    private boolean within;

    private boolean ended;
    private byte last;

    private CopyText(InputStream in, CopyOptions options) {
        this.in = in;
        this.options = options;
    }

    /** @return the stream itself if no byte of it can end the data */
    static InputStream of(InputStream in, String sql, int serverVersion) {
        CopyOptions options = CopyOptions.of(sql);
        return switch (options.format()) {
            case BINARY -> in;
            case CSV -> serverVersion >= WITHOUT_END_IN_CSV ? in : new CopyText(in, options);
            case TEXT -> new CopyText(in, options);
        };
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        int count = in.read(b, off, len);
        boolean csv = options.format() == Format.CSV;
        for (int i = off; i < off + count; i++) {
            if (csv) {
                lookAtCsv(b[i]);
            } else {
                lookAtText(b[i]);
            }
            position++;
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    private void lookAtCsv(byte b) throws IOException {
        if (quoted && b == options.escape()) {
            escaped = !escaped;
        }
        if (b == options.quote() && !escaped) {
            quoted = !quoted;
        }
        if (b != options.escape()) {
            escaped = false;
        }
        if (!quoted && isEndOfLine(b)) {
            if (found == 2) {
                throw refused("a line of \\.", "it out, and what follows,", "in CSV such a value is quoted");
            }
            found = 0;
            within = false;
        } else if (!within && b == (found == 0 ? '\\' : '.') && found < 2) {
            found++;
        } else {
            within = true;
            found = 0;
        }
    }

    private void lookAtText(byte b) throws IOException {
        if (ended && (b != '\n' || last != '\r')) {
            throw refused("\\. at the end of a line", "out what follows", "in a value a backslash is doubled");
        }
        if (found == 1) {
            found = b == '.' ? 2 : 0; // anything else is a character that is escaped
        } else {
            ended |= found == 2 && isEndOfLine(b);
            found = b == '\\' ? 1 : 0;
        }
        last = b;
    }

    private static boolean isEndOfLine(byte b) {
        return b == '\n' || b == '\r';
    }

    private IOException refused(String what, String lost, String instead) {
        return new IOException("PostgreSQL takes " + what + " for the end of the data, here before byte " + position
                + ", and would leave " + lost + " without an error: " + instead);
    }
}
