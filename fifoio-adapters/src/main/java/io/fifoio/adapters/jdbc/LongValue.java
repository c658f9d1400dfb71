package io.fifoio.adapters.jdbc;

import io.fifoio.adapters.Row;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;

/** A value of a row that is copied in parts. */
interface LongValue extends Closeable {

    /** How many bytes or chars are copied at once. */
    int PART = 8 * 1024;

    /** @return whether there is more; if false, it has closed what it read and ended the value */
    boolean copySome() throws IOException;

    /** Closes what it reads before its end. */
    @Override
    void close() throws IOException;

    static LongValue of(InputStream in, Row row) throws IOException {
        OutputStream out = row.binary();
        byte[] part = new byte[PART];
        return new LongValue() {
            @Override
            public boolean copySome() throws IOException {
                int count = in.read(part);
                if (count < 0) {
                    in.close();
                    out.close();
                    return false;
                }
                out.write(part, 0, count);
                return true;
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }

    static LongValue of(Reader in, Row row) throws IOException {
        Writer out = row.text();
        char[] part = new char[PART];
        return new LongValue() {
            @Override
            public boolean copySome() throws IOException {
                int count = in.read(part);
                if (count < 0) {
                    in.close();
                    out.close();
                    return false;
                }
                out.write(part, 0, count);
                return true;
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }
}
