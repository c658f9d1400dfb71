package io.fifoio.adapters.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.jspecify.annotations.Nullable;

/**
 * A local file header (APPNOTE 4.3.7).
 *
 * @param offset where it begins, from the archive's start
 * @param size of the content, or -1 if it comes after the content
 * @param compressedSize of the content in the archive, or -1
 */
@SuppressWarnings("ArrayRecordComponent") // compared with no other
record ZipHeader(
        long offset,
        byte[] rawName,
        String name,
        int method,
        boolean hasDescriptor,
        long checksum,
        long compressedSize,
        long size,
        @Nullable Instant modified,
        int mode) {

    static final int SIGNATURE = 0x04034b50;

    private static final int LENGTH = 26;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    private static final int DESCRIPTOR = 1 << 3;
    private static final int PATCHED = 1 << 5;
    private static final int IN_UTF8 = 1 << 11;
    private static final long IN_ZIP64 = 0xffff_ffffL;
    private static final String PLACE = "the header of an entry";

    /** Reads what follows the signature, and refuses what can't be read as a stream. */
    static ZipHeader read(ArchiveInput in, long offset) throws IOException {
        ByteBuffer fields = ByteBuffer.wrap(in.readFully(LENGTH, PLACE)).order(ByteOrder.LITTLE_ENDIAN);
        int flags = fields.getShort(2);
        int method = Short.toUnsignedInt(fields.getShort(4));
        byte[] rawName = in.readFully(Short.toUnsignedInt(fields.getShort(22)), PLACE);
        byte[] extra = in.readFully(Short.toUnsignedInt(fields.getShort(24)), PLACE);
        ZipExtras extras = new ZipExtras(rawName, extra);
        String name = name(rawName, flags, extras);
        checkFlags(name, flags);
        if (method != STORED && method != DEFLATED) {
            ZipMethod known = ZipMethod.getMethodByCode(method);
            throw refused(name, "its compression method is " + method + (known == null ? "" : ", " + known));
        }
        boolean descriptor = (flags & DESCRIPTOR) != 0;
        long checksum = Integer.toUnsignedLong(fields.getInt(10));
        long compressedSize = Integer.toUnsignedLong(fields.getInt(14));
        long size = Integer.toUnsignedLong(fields.getInt(18));
        if (descriptor && method == STORED) {
            if (!name.endsWith("/")) {
                throw refused(name, "it is stored with its size behind it, so its end can't be told from a stream");
            }
            compressedSize = 0;
            size = 0;
        } else if (descriptor) {
            compressedSize = -1;
            size = -1;
        } else {
            size = size == IN_ZIP64 ? extras.nextLong() : size;
            compressedSize = compressedSize == IN_ZIP64 ? extras.nextLong() : compressedSize;
            if (method == STORED && size != compressedSize) {
                throw new IOException("entry " + Names.shown(name) + " is stored, but " + size
                        + " bytes of content take " + compressedSize);
            }
        }
        int dos = fields.getInt(6);
        Instant told = extras.modified(year(dos));
        return new ZipHeader(
                offset,
                rawName,
                name,
                method,
                descriptor,
                checksum,
                compressedSize,
                size,
                told != null ? told : time(dos),
                extras.mode());
    }

    boolean isDeflated() {
        return method == DEFLATED;
    }

    /** @param flags the general purpose bits, here or in the directory at the end */
    static void checkFlags(String name, int flags) throws IOException {
        if ((flags & (ENCRYPTED | PATCHED)) != 0) {
            throw refused(name, (flags & ENCRYPTED) != 0 ? "it is encrypted" : "it is a patch");
        }
    }

    /** Returns what the bytes of a name mean, given these flags and extra fields. */
    static String name(byte[] rawName, int flags, ZipExtras extras) throws IOException {
        String unicode = extras.unicodeName();
        for (String name : new String[] {Names.ofZip(rawName), unicode == null ? "" : unicode}) {
            if (name.indexOf('\0') >= 0) {
                throw new IOException(
                        "the name " + Names.shown(name) + " has a NUL character, which some readers take for its end");
            }
        }
        if (unicode != null) {
            if (!ZipNames.mayStandFor(Names.ofZip(rawName), unicode)) {
                throw new IOException("the name " + Names.shown(Names.ofZip(rawName))
                        + " has another name in UTF-8 beside it, and readers differ in which they take: "
                        + Names.shown(unicode));
            }
            return unicode;
        }
        if ((flags & IN_UTF8) != 0 && Names.utf8(rawName) == null) {
            throw new IOException("the name " + Names.shown(Names.ofZip(rawName)) + " is said to be UTF-8, and is not");
        }
        return Names.ofZip(rawName);
    }

    private static IOException refused(String name, String reason) {
        return new IOException("entry " + Names.shown(name) + " can't be read: " + reason);
    }

    private static int year(int dos) {
        return 1980 + (dos >>> 25);
    }

    /** Returns the format's own time, in whatever time zone the writer was; null if it is not a valid time. */
    private static @Nullable Instant time(int dos) {
        try {
            return LocalDateTime.of(
                            year(dos),
                            dos >>> 21 & 0xf,
                            dos >>> 16 & 0x1f,
                            dos >>> 11 & 0x1f,
                            dos >>> 5 & 0x3f,
                            (dos & 0x1f) * 2)
                    .atZone(ZoneId.systemDefault())
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
