package io.fifoio.integration.jdbc;

import java.io.OutputStream;
import java.util.zip.CRC32;

/** Takes what is written, record by record, in any order: how many, how long, and the sum of their checksums. */
final class Records extends OutputStream {

    private final int end;
    private final int before;
    private final CRC32 record = new CRC32();
    private int skip;
    private long count;
    private long bytes;
    private long sum;

    /**
     * @param end the last byte of a record
     * @param before how many bytes before each are not part of it
     */
    Records(int end, int before) {
        this.end = end;
        this.before = before;
        this.skip = before;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) {
        bytes += len;
        int from = off;
        for (int i = off; i < off + len; i++) {
            if (skip > 0) {
                skip--;
                from = i + 1;
            } else if (b[i] == end) {
                record.update(b, from, i + 1 - from);
                sum += record.getValue();
                record.reset();
                count++;
                skip = before;
                from = i + 1;
            }
        }
        record.update(b, from, off + len - from);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Records that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return count + " records in " + bytes + " bytes, sum of checksums " + sum;
    }
}
