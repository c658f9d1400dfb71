package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text on its way into a {@code LOAD DATA}. What follows the last column of a line the server drops: with a warning where it comes to
 * the end of the line, with none where it comes to the end of the data. So the last line gets its end here where it has none.
 *
 * <p>Lines that end otherwise than the statement says are one line for the server, and those behind a quote that nothing closes are
 * one value. Of either it tells nothing: {@link #check()} does. Afterwards, because a stream that fails costs the connection.
 */
final class LoadDataText extends InputByBlocks {

    /** As many bytes as are compared at once; a longer one counts as not understood. */
    private static final int LONGEST_END = 7;

    private final InputStream in;
    private final LoadDataOptions options;
    private final byte[] lineEnd;
    private final long wanted;

    /** The last bytes, as many as an end of a line has. */
    private long recent;

    private long total;

    /** Behind the last byte that was escaped, which is of no end. */
    private long escapedUpTo;

    private boolean escaping;
    private boolean quoted;

    /** Whether a quote that comes next begins a quoted value, or goes on with one: within others it is a letter. */
    private boolean opens = true;

    private boolean ended;
    private boolean hasEnds;
    private boolean hasOtherEnds;

    /** How much of the end that was missing has been given, or -1 before the end of the data. */
    private int added = -1;

    LoadDataText(InputStream in, LoadDataOptions options) {
        this.in = in;
        this.options = options;
        this.lineEnd = options.lineEnd().getBytes(StandardCharsets.US_ASCII);
        long bytes = 0;
        for (byte b : lineEnd) {
            bytes = (bytes << 8) | b;
        }
        this.wanted = bytes;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (added < 0) {
            int count = in.read(b, off, len);
            if (count >= 0) {
                if (isUnderstood()) {
                    for (int i = off; i < off + count; i++) {
                        lookAt(b[i]);
                    }
                }
                return count;
            }
            // Behind an escape the end would become a part of the value.
            added = total == 0 || ended || escaping || quoted ? lineEnd.length : 0;
        }
        int count = Math.min(len, lineEnd.length - added);
        System.arraycopy(lineEnd, added, b, off, count);
        added += count;
        return count == 0 && len > 0 ? -1 : count;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    private boolean isUnderstood() {
        return lineEnd.length > 0 && lineEnd.length <= LONGEST_END;
    }

    private void lookAt(byte b) {
        total++;
        boolean mayOpen = opens;
        opens = false;
        if (escaping) {
            escaping = false;
            escapedUpTo = total;
        } else if (b == options.escape()) {
            escaping = true;
        } else if (b == options.quote() && (quoted || mayOpen)) {
            opens = quoted; // it may be the first one of two
            quoted = !quoted;
        } else if (!quoted) {
            opens = b == options.fieldEnd();
            hasOtherEnds |= b == '\n' || b == '\r';
        }
        recent = ((recent << 8) | (b & 0xff)) & ((1L << (8 * lineEnd.length)) - 1);
        ended = !quoted && recent == wanted && total - escapedUpTo >= lineEnd.length;
        hasEnds |= ended;
        opens |= ended;
    }

    /**
     * After the driver has read all.
     *
     * @throws IOException if the server has taken several lines for one, as far as the text tells
     */
    void check() throws IOException {
        if (quoted) {
            throw new IOException("a quote is not closed, and the server has taken all that follows it for one value");
        }
        boolean isOfLines = options.lineEnd().matches("\r?\n|\r");
        if (isOfLines && hasOtherEnds && !hasEnds) {
            String told = options.lineEnd().replace("\r", "\\r").replace("\n", "\\n");
            throw new IOException("no line ends by '" + told + "', as the statement says, but otherwise: the server has"
                    + " taken all for one line, and drops what that has too much. \"lines terminated by\" has to say"
                    + " how the lines end");
        }
    }
}
