package io.fifoio.adapters.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.UnrecognizedExtraField;
import org.apache.commons.compress.archivers.zip.ZipExtraField;
import org.apache.commons.compress.archivers.zip.ZipShort;
import org.jspecify.annotations.Nullable;

/** The extra fields of a zip entry that are used here, as PKWARE's APPNOTE (4.5, 4.6) and Info-ZIP describe them. */
@SuppressWarnings("ByteBufferBackingArray") // the buffers are allocated here
final class ZipExtras {

    private static final int ZIP64 = 0x0001;
    private static final int NTFS = 0x000a;
    private static final int UNICODE_PATH = 0x7075;
    private static final int TIMESTAMP = 0x5455;
    private static final int ASI_UNIX = 0x756e;

    /** The year in which seconds since 1970 overflow a signed int. */
    private static final int YEAR_OF_OVERFLOW = 2038;

    /** From 1601-01-01 to 1970-01-01, in units of 100 ns. */
    private static final long NTFS_EPOCH = 116_444_736_000_000_000L;

    private static final int TICKS = 10_000_000;

    /** The range of a long of ticks: from 1601 to the year 30489. */
    private static final long EARLIEST_SECOND = -NTFS_EPOCH / TICKS;

    private static final long LATEST_SECOND = 900_000_000_000L;

    private final byte[] rawName;
    private @Nullable ByteBuffer zip64;
    private @Nullable String unicodeName;
    private boolean hasUnicodeName;
    private boolean hasTimestamp;
    private int timestamp;
    private @Nullable Instant ntfs;
    private int mode = -1;

    /** @param rawName what the name in UTF-8, if there is one, must belong to */
    ZipExtras(byte[] rawName, byte[] extras) throws IOException {
        this.rawName = rawName;
        ByteBuffer rest = ByteBuffer.wrap(extras).order(ByteOrder.LITTLE_ENDIAN);
        while (rest.remaining() >= 4) {
            int id = Short.toUnsignedInt(rest.getShort());
            int length = Short.toUnsignedInt(rest.getShort());
            if (length > rest.remaining()) {
                throw new IOException("an extra field of " + length + " bytes where " + rest.remaining() + " are left");
            }
            ByteBuffer field = rest.slice().limit(length).slice().order(ByteOrder.LITTLE_ENDIAN);
            rest.position(rest.position() + length);
            take(id, field);
        }
    }

    private void take(int id, ByteBuffer field) throws IOException {
        switch (id) {
            case ZIP64 -> {
                ensureFirst(id, zip64 == null);
                zip64 = field;
            }
            case UNICODE_PATH -> {
                ensureFirst(id, !hasUnicodeName);
                hasUnicodeName = true;
                takeName(field);
            }
            case TIMESTAMP -> {
                if (field.remaining() >= 5 && (field.get() & 1) != 0) {
                    hasTimestamp = true;
                    timestamp = field.getInt();
                }
            }
            case NTFS -> {
                // Reserved 4 bytes; tag 1, size 24, three times.
                if (ntfs == null && field.remaining() >= 32 && field.getShort(4) == 1) {
                    long ticks = field.getLong(8) - NTFS_EPOCH;
                    ntfs = Instant.ofEpochSecond(
                            Math.floorDiv(ticks, TICKS), Math.floorMod(ticks, TICKS) * (1_000_000_000L / TICKS));
                }
            }
            case ASI_UNIX -> {
                if (field.remaining() >= 14) {
                    byte[] checked = new byte[field.remaining() - 4];
                    int checksum = field.getInt();
                    field.get(checked);
                    if ((int) checksumOf(checked) == checksum) {
                        mode = Short.toUnsignedInt(field.getShort(4));
                    }
                }
            }
            default -> {
                // Others are not used here.
            }
        }
    }

    private static void ensureFirst(int id, boolean isFirst) throws IOException {
        if (!isFirst) {
            throw new IOException("the extra field 0x" + Integer.toHexString(id)
                    + " is there twice, and readers differ in which they take");
        }
    }

    private void takeName(ByteBuffer field) {
        if (field.remaining() > 5 && field.get() == 1 && field.getInt() == (int) checksumOf(rawName)) {
            byte[] name = new byte[field.remaining()];
            field.get(name);
            unicodeName = Names.utf8(name);
        }
    }

    private static long checksumOf(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }

    /** Returns the name in UTF-8, if the plain one is in another encoding. */
    @Nullable
    String unicodeName() {
        return unicodeName;
    }

    /**
     * Returns the time of last modification, if an extra field has it. For a time after 2038 programs write the low 32
     * bits, which look like a time before 1970; but the format's own time can't be before 1980.
     *
     * @param year of the format's own time
     */
    @Nullable
    Instant modified(int year) {
        if (!hasTimestamp) {
            return ntfs;
        }
        return Instant.ofEpochSecond(year < YEAR_OF_OVERFLOW ? timestamp : Integer.toUnsignedLong(timestamp));
    }

    /** Returns the POSIX mode with the bits for the kind, or -1. */
    int mode() {
        return mode;
    }

    /** Returns the next number of the zip64 field, which has those that the header leaves out, in the same order. */
    long nextLong() throws IOException {
        if (zip64 == null || zip64.remaining() < 8) {
            throw new IOException("a size or offset is said to be in a zip64 field, which is not there or too short");
        }
        long value = zip64.getLong();
        if (value < 0) {
            throw new IOException("a zip64 field has the value " + Long.toUnsignedString(value));
        }
        return value;
    }

    /**
     * Makes the field for a time: to the second if that is in range (1901 to 2038), otherwise to 100 ns. The field is
     * made of bytes, because from fields that it knows the library also computes the time of the header, in the time
     * zone of the system.
     */
    static ZipExtraField time(Instant modified) {
        long seconds = modified.getEpochSecond();
        if (seconds == (int) seconds) {
            return field(TIMESTAMP, bytes(5).put((byte) 1).putInt((int) seconds));
        }
        long inRange = Math.max(EARLIEST_SECOND, Math.min(LATEST_SECOND, seconds));
        long ticks = inRange * TICKS + modified.getNano() / (1_000_000_000L / TICKS) + NTFS_EPOCH;
        return field(
                NTFS,
                bytes(32)
                        .putInt(0)
                        .putShort((short) 1)
                        .putShort((short) 24)
                        .putLong(ticks)
                        .putLong(ticks)
                        .putLong(ticks));
    }

    /**
     * Makes the field for the mode in front of the content: the directory at the end has it too, but a program that
     * reads a stream does not have the directory yet. The field does not have the target of a link, which is its
     * content.
     */
    static ZipExtraField mode(int mode) {
        byte[] checked = bytes(10).putShort((short) mode).array();
        UnrecognizedExtraField field =
                field(ASI_UNIX, bytes(14).putInt((int) checksumOf(checked)).put(checked));
        field.setCentralDirectoryData(new byte[0]);
        return field;
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static UnrecognizedExtraField field(int id, ByteBuffer filled) {
        UnrecognizedExtraField field = new UnrecognizedExtraField();
        field.setHeaderId(new ZipShort(id));
        field.setLocalFileDataData(filled.array());
        return field;
    }
}
