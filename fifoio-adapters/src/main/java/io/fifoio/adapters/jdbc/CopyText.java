package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.InputByBlocks;
import io.fifoio.adapters.jdbc.CopyOptions.Format;
import java.io.IOException;
import java.io.InputStream;

/**
 * Text on its way into a {@code COPY}. Its lines are split here as the server does it, because there is one that ends the data for
 * the server: it reads what follows, drops it, and tells of success. In the text format that is any line that ends with {@code \.};
 * in CSV one of nothing else, up to PostgreSQL 17.
 *
 * <p>An end of the text format that nothing follows is one. In CSV it may as well be the last value, which is refused: nobody
 * would find out.
 */
final class CopyText extends InputByBlocks {

    /** The first version of the server that takes a line of {@code \.} for a value in CSV. */
    private static final int WITHOUT_END_IN_CSV = 18;

    private final InputStream in;
    private final CopyOptions options;
    private long position;
    private boolean quoted;
    private boolean escaped;

    /** How many characters of {@code \.} have come. */
    private int found;

    /** Whether the line has begun with something else, so that it can't be {@code \.} alone. */
    private boolean within;

    private boolean ended;
    private byte last;

    private CopyText(InputStream in, CopyOptions options) {
        this.in = in;
        this.options = options;
    }

    /** @return the stream itself where no byte of it can end the data */
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
