package io.fifoio.adapters.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.UnixStat;

/**
 * The directory at the end of a zip (APPNOTE 4.3.12 to 4.3.16), held against the entries that came before it. Of those nothing is
 * kept but a sum that does not depend on their order, so memory does not grow with the archive.
 */
final class ZipDirectory {

    private static final int FILE = 0x02014b50;
    private static final int SIGNATURE = 0x05054b50;
    private static final int ZIP64_END = 0x06064b50;
    private static final int ZIP64_LOCATOR = 0x07064b50;
    private static final int END = 0x06054b50;
    private static final int UNIX = 3;
    private static final long IN_ZIP64 = 0xffff_ffffL;
    private static final String PLACE = "the directory at its end";

    private long entries;
    private long sum;
    private long links;

    /** An entry that was read to its end. */
    void add(ZipHeader header, long checksum, long compressed, long plain) {
        entries++;
        sum += mark(header.offset(), header.rawName(), checksum, compressed, plain);
        links += isLink(header.mode()) ? 1 : 0;
    }

    private static boolean isLink(int mode) {
        return mode >= 0 && (mode & UnixStat.FILE_TYPE_FLAG) == UnixStat.LINK_FLAG;
    }

    /** Of one entry, well mixed. */
    private static long mark(long offset, byte[] name, long checksum, long compressed, long plain) {
        CRC32 ofName = new CRC32();
        ofName.update(name);
        long mark = offset;
        for (long part : new long[] {ofName.getValue(), name.length, checksum, compressed, plain}) {
            mark = (mark ^ part) * 0x9e37_79b9_7f4a_7c15L;
            mark ^= mark >>> 32;
        }
        return mark;
    }

    /**
     * Reads all that is left of the archive.
     *
     * @param first the signature that was read already
     */
    void read(ArchiveInput in, int first) throws IOException {
        long start = in.position() - 4;
        if (start == 0 && first != END && first != ZIP64_END) {
            throw new IOException("no zip: it does not begin with an entry");
        }
        long listed = 0;
        long entriesSum = sum;
        long entriesLinks = links;
        sum = 0;
        links = 0;
        int signature = first;
        while (signature == FILE) {
            sum += readFile(in);
            listed++;
            signature = fields(in, 4).getInt();
        }
        if (signature == SIGNATURE) {
            in.skipFully(Short.toUnsignedInt(fields(in, 2).getShort()), PLACE);
            signature = fields(in, 4).getInt();
        }
        if (signature == ZIP64_END) {
            long length = fields(in, 8).getLong();
            if (length < 44) {
                throw damaged(in);
            }
            ByteBuffer end = fields(in, 44);
            expect(in, end.getLong(20) == listed && end.getLong(36) == start);
            in.skipFully(length - 44, PLACE);
            signature = fields(in, 4).getInt();
        }
        if (signature == ZIP64_LOCATOR) {
            fields(in, 16);
            signature = fields(in, 4).getInt();
        }
        if (signature != END) {
            throw new IOException("no record of a zip at byte " + (in.position() - 4) + ": signature 0x"
                    + Integer.toHexString(signature));
        }
        ByteBuffer end = fields(in, 18);
        expect(in, fits(Short.toUnsignedInt(end.getShort(6)), listed, 0xffff));
        expect(in, fits(Integer.toUnsignedLong(end.getInt(12)), start, IN_ZIP64));
        in.skipFully(Short.toUnsignedInt(end.getShort(16)), "the comment at its end");
        if (in.look(1) > 0) {
            throw new IOException("something follows the archive's end, at byte " + in.position());
        }
        if (listed != entries || sum != entriesSum) {
            throw new IOException("the directory at the archive's end, of " + listed
                    + " entries, lists others than the " + entries + " that came before it");
        }
        if (links != entriesLinks) {
            throw new IOException("the directory at the archive's end tells of " + links
                    + " symbolic links, the entries before it only of " + entriesLinks
                    + ": who reads a stream can't know in time which entries are links");
        }
    }

    private static boolean fits(long told, long value, long inZip64) {
        return told == value || told == inZip64;
    }

    private long readFile(ArchiveInput in) throws IOException {
        ByteBuffer header = fields(in, 42);
        byte[] name = in.readFully(Short.toUnsignedInt(header.getShort(24)), PLACE);
        byte[] extra = in.readFully(Short.toUnsignedInt(header.getShort(26)), PLACE);
        in.skipFully(Short.toUnsignedInt(header.getShort(28)), PLACE);
        ZipExtras extras = new ZipExtras(name, extra);
        long plain = inFull(header.getInt(20), extras);
        long compressed = inFull(header.getInt(16), extras);
        long offset = inFull(header.getInt(38), extras);
        int mode = header.get(1) == UNIX ? header.getShort(36) & 0xffff : -1;
        links += isLink(mode) ? 1 : 0;
        return mark(offset, name, Integer.toUnsignedLong(header.getInt(12)), compressed, plain);
    }

    private static long inFull(int told, ZipExtras extras) throws IOException {
        long value = Integer.toUnsignedLong(told);
        return value == IN_ZIP64 ? extras.nextLong() : value;
    }

    private static ByteBuffer fields(ArchiveInput in, int length) throws IOException {
        return ByteBuffer.wrap(in.readFully(length, PLACE)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void expect(ArchiveInput in, boolean holds) throws IOException {
        if (!holds) {
            throw damaged(in);
        }
    }

    private static IOException damaged(ArchiveInput in) {
        return new IOException("the directory at the archive's end is damaged, before byte " + in.position());
    }
}
