package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.inner.InputByBlocks;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/**
 * Finds out whether a driver has read a value again, which then has nothing but its end. MariaDB's driver does so in
 * versions 3.5 and 4.0 with {@code useServerPrepStmts}: if the server can't prepare a statement, the driver sends it as
 * text with its values, which it has sent already. Otherwise every version reads the end once.
 */
final class OneReading {

    private boolean ended;
    private boolean readAgain;

    InputStream of(InputStream in) {
        return new InputByBlocks() {
            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                return told(in.read(b, off, len));
            }

            // Fewer bytes than wanted do not count as the end here: version 4.0 of the driver reads like this, asks
            // again, and sees the end when it gets none.
            @Override
            public int readNBytes(byte[] b, int off, int len) throws IOException {
                int total = in.readNBytes(b, off, len);
                told(total == 0 && len > 0 ? -1 : total);
                return total;
            }

            @Override
            public int available() throws IOException {
                return in.available();
            }
        };
    }

    Reader of(Reader in) {
        return new Reader() {
            @Override
            public int read(char[] b, int off, int len) throws IOException {
                return told(in.read(b, off, len));
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }

    private int told(int count) {
        if (count < 0) {
            readAgain |= ended;
            ended = true;
        }
        return count;
    }

    /**
     * @throws IOException if the value has been read again. Not thrown while it is being read: that would cost the
     *     connection, whatever the server says
     */
    void check() throws IOException {
        if (readAgain) {
            throw new IOException(
                    "the driver has read the value again, at its end, because the server could not prepare the"
                            + " statement: it holds several of them, or there are as many prepared ones as max_prepared_stmt_count"
                            + " allows. Without useServerPrepStmts, or in chunks (Chunks), the value is sent as a whole");
        }
    }
}
