package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.InputByBlocks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text on its way into a {@code LOAD DATA}. The server drops what follows the last column of a line: with a warning if
 * it comes to the end of the line, without one if it comes to the end of the data. So this adds the end of the last
 * line if it has none.
 *
 * <p>If lines do not end as the statement says, they are one line for the server, and lines after a quote that nothing
 * closes are one value; only a quote that is followed by the end of a field, of a line or of the data closes it. The
 * server reports neither; {@link #check()} does, but only afterwards, because a stream that fails costs the connection.
 */
final class LoadDataText extends InputByBlocks {

    /** The longest line end that is understood, in bytes: as many bytes as are compared at once. */
    private static final int LONGEST_END = 7;

    private final InputStream in;
    private final LoadDataOptions options;
    private final byte[] lineEnd;
    private final long wanted;

    /** The last bytes, as many as a line end has. */
    private long recent;

    private long total;

    /** The earliest position at which a line end can begin: after an escaped byte, and after another line end. */
    private long beginOfEnds;

    private boolean escaping;
    private boolean quoted;

    /**
     * The position after the last quote within a quoted value. The quote closes the value if an end follows, and is an
     * ordinary character otherwise.
     */
    private long mayCloseAt;

    /** Whether a quote that comes next begins a quoted value: within other values it is an ordinary character. */
    private boolean opens = true;

    private boolean ended;
    private long ends;
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
            // After an escape the end would become a part of the value.
            added = total == 0 || ended || escaping || isQuoteOpen() ? lineEnd.length : 0;
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
        boolean mayOpen = opens && ends >= options.ignored();
        opens = false;
        if (escaping) {
            escaping = false;
            beginOfEnds = total;
        } else if (b == options.escape()) {
            escaping = true;
        } else if (quoted) {
            lookAtQuoted(b);
        } else {
            quoted = mayOpen && b == options.quote();
            opens = b == options.fieldEnd();
            hasOtherEnds |= b == '\n' || b == '\r';
        }
        recent = ((recent << 8) | (b & 0xff)) & ((1L << (8 * lineEnd.length)) - 1);
        boolean isEnd = recent == wanted && total - beginOfEnds >= lineEnd.length;
        if (isEnd && total - mayCloseAt == lineEnd.length) {
            quoted = false;
        }
        ended = isEnd && !quoted;
        if (ended) {
            ends++;
            beginOfEnds = total;
            opens = true;
        }
    }

    private void lookAtQuoted(byte b) {
        boolean follows = mayCloseAt == total - 1;
        if (b == options.quote()) {
            mayCloseAt = follows ? 0 : total; // two are a letter
        } else if (follows && b == options.fieldEnd()) {
            quoted = false;
            opens = true;
        }
    }

    /** The end of the data closes a quoted value as the end of a line does. */
    private boolean isQuoteOpen() {
        return quoted && mayCloseAt != total;
    }

    /**
     * To be called after the driver has read everything.
     *
     * @throws IOException if the server has taken several lines for one, as far as the text shows it
     */
    void check() throws IOException {
        if (isQuoteOpen()) {
            throw new IOException(
                    "a quote is not closed by one that the end of a field or a line follows, as the statement"
                            + " says: the server has taken all that comes after it for one value");
        }
        boolean isOfLines = options.lineEnd().matches("\r?\n|\r");
        if (isOfLines && hasOtherEnds && ends == 0) {
            String told = options.lineEnd().replace("\r", "\\r").replace("\n", "\\n");
            throw new IOException(
                    "no line ends by '" + told + "', as the statement says, and there are other ends of lines:"
                            + " the server has taken everything for one line, and drops its surplus columns. \"lines terminated by\""
                            + " has to say how the lines end; if it is one line, it needs its end");
        }
    }
}
