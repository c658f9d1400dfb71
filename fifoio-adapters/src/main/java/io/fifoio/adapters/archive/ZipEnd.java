package io.fifoio.adapters.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The records after the directory of a zip (APPNOTE 4.3.14 to 4.3.16). Other programs begin with them, and some believe
 * one field and some another; so each field must be right, otherwise they would find a different directory from the one
 * that was read here.
 */
final class ZipEnd {

    static final int SIGNATURE = 0x06054b50;
    static final int ZIP64 = 0x06064b50;
    static final String PLACE = "the directory at its end";

    private static final int LOCATOR = 0x07064b50;
    private static final int LENGTH_OF_LOCATOR = 20;

    /** Version 4.5, which introduced zip64. */
    private static final short VERSION = 45;

    private static final int LENGTH = 18;

    /** The length of both zip64 records. */
    private static final int LENGTH_OF_ZIP64 = 56 + 20;

    private static final long MOST_ENTRIES = 0xffff;
    private static final long LARGEST = 0xffff_ffffL;

    private final ArchiveInput in;
    private final long entries;
    private final long start;
    private final long size;
    private boolean isZip64;

    /**
     * @param entries of the directory
     * @param start where it begins
     * @param size of it, in bytes
     */
    ZipEnd(ArchiveInput in, long entries, long start, long size) {
        this.in = in;
        this.entries = entries;
        this.start = start;
        this.size = size;
    }

    /**
     * The records as they are written.
     *
     * @param hasZip64 whether an entry uses zip64, so that the end may use it as well
     */
    static byte[] of(long entries, long start, long size, boolean hasZip64) {
        ByteBuffer end = ByteBuffer.allocate(LENGTH_OF_ZIP64 + 4 + LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        if (hasZip64 || entries >= MOST_ENTRIES || start >= LARGEST || size >= LARGEST) {
            end.putInt(ZIP64)
                    .putLong(44)
                    .putShort(VERSION)
                    .putShort(VERSION)
                    .putInt(0)
                    .putInt(0);
            end.putLong(entries).putLong(entries).putLong(size).putLong(start);
            end.putInt(LOCATOR).putInt(0).putLong(start + size).putInt(1);
        }
        short count = (short) Math.min(entries, MOST_ENTRIES);
        end.putInt(SIGNATURE).putInt(0).putShort(count).putShort(count);
        end.putInt((int) Math.min(size, LARGEST)).putInt((int) Math.min(start, LARGEST));
        end.putShort((short) 0);
        return Arrays.copyOf(end.array(), end.position());
    }

    /** @param first the signature of the first of these records */
    void read(int first) throws IOException {
        int signature = first;
        if (signature == ZIP64) {
            readZip64();
            signature = fields(4).getInt();
        }
        if (signature != SIGNATURE) {
            throw new IOException("no record of a zip at byte " + (in.position() - 4) + ": signature 0x"
                    + Integer.toHexString(signature));
        }
        if (!isZip64) {
            checkNoLocator();
        }
        byte[] fields = in.readFully(LENGTH, PLACE);
        ByteBuffer end = ByteBuffer.wrap(fields).order(ByteOrder.LITTLE_ENDIAN);
        expectShort(end.getShort(), 0, "number of this disk");
        expectShort(end.getShort(), 0, "disk that it begins on");
        expectShort(end.getShort(), entries, "number of entries on this disk");
        expectShort(end.getShort(), entries, "number of entries");
        expectInt(end.getInt(), size, "size");
        expectInt(end.getInt(), start, "offset");
        byte[] comment = in.readFully(Short.toUnsignedInt(end.getShort()), "the comment at its end");
        checkComment(fields, comment);
        if (in.look(1) > 0) {
            throw new IOException("something follows the archive's end, at byte " + in.position());
        }
    }

    private void readZip64() throws IOException {
        isZip64 = true;
        long place = in.position() - 4;
        long length = fields(8).getLong();
        // There may be more, but nobody uses it, and Python would take its end for the record.
        expect(length, 44, "length of its zip64 record");
        ByteBuffer end = fields(44);
        expect(end.getInt(4), 0, "number of this disk");
        expect(end.getInt(8), 0, "disk that it begins on");
        expect(end.getLong(12), entries, "number of entries on this disk");
        expect(end.getLong(20), entries, "number of entries");
        expect(end.getLong(28), size, "size");
        expect(end.getLong(36), start, "offset");
        expect(fields(4).getInt(), LOCATOR, "signature behind its zip64 record");
        ByteBuffer locator = fields(16);
        expect(locator.getInt(0), 0, "disk of its zip64 record");
        expect(locator.getLong(4), place, "offset of its zip64 record");
        expect(locator.getInt(12), 1, "number of disks");
    }

    /**
     * Checks that there is no locator: some programs look for zip64 there whatever the end record says, and would
     * believe one in a comment, an extra field or a signature of the directory.
     */
    private void checkNoLocator() throws IOException {
        ByteBuffer before = ByteBuffer.wrap(in.behind(LENGTH_OF_LOCATOR + 4)).order(ByteOrder.LITTLE_ENDIAN);
        if (before.remaining() == LENGTH_OF_LOCATOR + 4 && before.getInt() == LOCATOR) {
            throw new IOException("the directory at the archive's end, before byte " + in.position()
                    + ", ends with what other readers take for the locator of a zip64 record");
        }
    }

    /**
     * Checks the comment: a program that searches from the end would first find an end record in the comment, or one
     * that begins inside the true one.
     */
    private void checkComment(byte[] fields, byte[] comment) throws IOException {
        if (comment.length == 0) {
            return;
        }
        ByteBuffer rest = ByteBuffer.allocate(fields.length + comment.length).order(ByteOrder.LITTLE_ENDIAN);
        rest.put(fields).put(comment);
        for (int i = 0; i + 4 <= rest.capacity(); i++) {
            if (rest.getInt(i) == SIGNATURE) {
                throw new IOException("the comment at its end, of " + comment.length
                        + " bytes, holds what other readers take for the archive's end");
            }
        }
    }

    private void expectShort(short told, long value, String what) throws IOException {
        expectOrZip64(Short.toUnsignedInt(told), MOST_ENTRIES, value, what);
    }

    private void expectInt(int told, long value, String what) throws IOException {
        expectOrZip64(Integer.toUnsignedLong(told), LARGEST, value, what);
    }

    /** @param mark the value that is there if the real one is in the zip64 record, which must then exist */
    private void expectOrZip64(long told, long mark, long value, String what) throws IOException {
        if (!isZip64 || told != mark) {
            expect(told, value, what);
        }
    }

    private void expect(long told, long value, String what) throws IOException {
        if (told != value) {
            throw damaged(what, told, String.valueOf(value));
        }
    }

    private IOException damaged(String what, long told, String expected) {
        return new IOException("the directory at the archive's end is damaged, before byte " + in.position() + ": the "
                + what + " is " + told + ", expected " + expected);
    }

    private ByteBuffer fields(int length) throws IOException {
        return ByteBuffer.wrap(in.readFully(length, PLACE)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
