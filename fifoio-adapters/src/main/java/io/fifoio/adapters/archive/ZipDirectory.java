package io.fifoio.adapters.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.jspecify.annotations.Nullable;

/**
 * The directory at the end of a zip (APPNOTE 4.3.12 to 4.3.16), checked against the entries that came before it. Only
 * sums of those are kept, so memory does not grow with the archive.
 */
final class ZipDirectory {

    private static final int FILE = 0x02014b50;
    private static final int SIGNATURE = 0x05054b50;
    private static final int UNIX = 3;
    private static final long IN_ZIP64 = 0xffff_ffffL;
    private static final String PLACE = ZipEnd.PLACE;

    private final ZipSum entries;
    private final ZipSum links;
    private final ZipSum listedEntries;
    private final ZipSum listedLinks;

    ZipDirectory() {
        byte[] key = new byte[ZipSum.KEY];
        new SecureRandom().nextBytes(key);
        entries = new ZipSum(key);
        links = new ZipSum(key);
        listedEntries = new ZipSum(key);
        listedLinks = new ZipSum(key);
    }

    /** Adds an entry that was read to its end. */
    void add(ZipHeader header, long checksum, long compressed, long plain) {
        add(header, checksum, compressed, plain, entries);
        if (isLink(header.mode())) {
            add(header, checksum, compressed, plain, links);
        }
    }

    private static void add(ZipHeader header, long checksum, long compressed, long plain, ZipSum sum) {
        sum.add(header.offset(), header.rawName(), header.name(), header.method(), checksum, compressed, plain);
    }

    private static boolean isLink(int mode) {
        return mode >= 0 && (mode & UnixStat.FILE_TYPE_FLAG) == UnixStat.LINK_FLAG;
    }

    /**
     * Reads everything that is left of the archive.
     *
     * @param first the signature that was read already
     * @param listing whom to tell of permissions and links
     */
    void read(ArchiveInput in, int first, @Nullable Listing listing) throws IOException {
        long start = in.position() - 4;
        if (start == 0 && first != ZipEnd.SIGNATURE && first != ZipEnd.ZIP64) {
            throw new IOException("not a zip: it does not begin with an entry");
        }
        int signature = first;
        while (signature == FILE) {
            if (listedEntries.count() == entries.count()) { // or a small archive, compressed, could list for hours
                throw new IOException("the directory at the archive's end lists more than the " + entries.count()
                        + " entries that came before it");
            }
            readFile(in, listing);
            signature = fields(in, 4).getInt();
        }
        if (signature == SIGNATURE) {
            in.skipFully(Short.toUnsignedInt(fields(in, 2).getShort()), PLACE);
            signature = fields(in, 4).getInt();
        }
        new ZipEnd(in, listedEntries.count(), start, in.position() - 4 - start).read(signature);
        compare();
    }

    private void compare() throws IOException {
        if (!listedEntries.isSameAs(entries)) {
            throw new IOException("the directory at the archive's end, of " + listedEntries.count()
                    + " entries, lists others than the " + entries.count() + " that came before it");
        }
        if (!listedLinks.isSameAs(links)) {
            throw new IOException("the directory at the archive's end tells of " + listedLinks.count()
                    + " symbolic links, which are not the " + links.count()
                    + " of the entries before it: who reads a stream can't know in time which entries are links");
        }
    }

    private void readFile(ArchiveInput in, @Nullable Listing listing) throws IOException {
        ByteBuffer header = fields(in, 42);
        byte[] rawName = in.readFully(Short.toUnsignedInt(header.getShort(24)), PLACE);
        byte[] extra = in.readFully(Short.toUnsignedInt(header.getShort(26)), PLACE);
        in.skipFully(Short.toUnsignedInt(header.getShort(28)), PLACE);
        ZipExtras extras = new ZipExtras(rawName, extra);
        int flags = header.getShort(4);
        String name = ZipHeader.name(rawName, flags, extras);
        ZipHeader.checkFlags(name, flags);
        int method = Short.toUnsignedInt(header.getShort(6));
        long checksum = Integer.toUnsignedLong(header.getInt(12));
        long plain = inFull(header.getInt(20), extras);
        long compressed = inFull(header.getInt(16), extras);
        long offset = inFull(header.getInt(38), extras);
        listedEntries.add(offset, rawName, name, method, checksum, compressed, plain);
        int mode = header.get(1) == UNIX ? Short.toUnsignedInt(header.getShort(36)) : 0;
        if (isLink(mode)) {
            if (listing == null || !listing.link(name)) {
                listedLinks.add(offset, rawName, name, method, checksum, compressed, plain);
            }
        } else if (listing != null && mode != 0) {
            listing.permissions(name, mode & UnixStat.PERM_MASK);
        }
    }

    private static long inFull(int told, ZipExtras extras) throws IOException {
        long value = Integer.toUnsignedLong(told);
        return value == IN_ZIP64 ? extras.nextLong() : value;
    }

    private static ByteBuffer fields(ArchiveInput in, int length) throws IOException {
        return ByteBuffer.wrap(in.readFully(length, PLACE)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
