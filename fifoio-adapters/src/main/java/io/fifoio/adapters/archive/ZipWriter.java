package io.fifoio.adapters.archive;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.Zip64ExtendedInformationExtraField;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipEightByteInteger;
import org.apache.commons.compress.archivers.zip.ZipExtraField;
import org.apache.commons.compress.archivers.zip.ZipShort;
import org.jspecify.annotations.Nullable;

/**
 * A zip written as a stream. Sizes and checksums that become known during writing are put after the contents, in data
 * descriptors, and into the directory at the end.
 */
final class ZipWriter extends ZipArchiveOutputStream implements ArchiveWriter {

    /**
     * Sizes from here on use zip64. This is a little less than necessary, to allow for what the deflater still holds.
     */
    private static final long BIG = 0xffff_ffffL - (1 << 16);

    private static final int LONGEST_NAME = 0xffff;

    /** The range of the 7 bits for years since 1980, as far as the library computes with them. */
    private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2097-01-01T00:00:00Z");

    /** The number of years after which the 7 bits start again. */
    private static final int ROUND = 128;

    /**
     * How often another year is tried: no time zone skips the same date in this many of these years, because the rules
     * go by days of the week.
     */
    private static final int MOST_ROUNDS = 16;

    private static final ZipShort ZIP64 = new Zip64ExtendedInformationExtraField().getHeaderId();

    /** About how much of the directory is written at once. */
    private static final int PART = 64 * 1024;

    private final Target target;
    private final List<ZipArchiveEntry> entries = new ArrayList<>();
    private @Nullable Iterator<ZipArchiveEntry> unlisted;

    /** Where the directory begins. */
    private long directory;

    private boolean hasZip64;
    private @Nullable ZipArchiveEntry current;
    private long start;
    private long written;

    ZipWriter(OutputStream out) {
        this(new Target(out));
    }

    private ZipWriter(Target target) {
        super(target);
        this.target = target;
    }

    /** The stream that the library writes to; the library does not allow it to be replaced later. */
    private static final class Target extends FilterOutputStream {

        Target(OutputStream out) {
            super(out);
        }

        /**
         * Begins to gather short records: from here on there are only those, a hundred bytes each. The buffer for them
         * is a small part of {@link #PART}, so that each part does write something.
         */
        void gather() {
            out = new BufferedOutputStream(out, 8 * 1024);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            out.write(b, off, len);
        }
    }

    @Override
    public boolean mustMeasure(Entry entry) {
        return entry.kind() == EntryKind.FILE && entry.isStored();
    }

    @Override
    public OutputStream begin(Entry entry, long size, long checksum) throws IOException {
        check(entry);
        ZipArchiveEntry header = new Header(entry.name(), asIfLocal(entry.modified()));
        int mode = typeFlag(entry.kind()) | entry.permissions();
        header.setUnixMode(mode);
        // Both are set at once, because the library encodes all fields whenever one is added.
        header.setExtraFields(new ZipExtraField[] {ZipExtras.time(entry.modified()), ZipExtras.mode(mode)});
        byte[] target = entry.linkTarget().getBytes(StandardCharsets.UTF_8);
        if (entry.kind() != EntryKind.FILE) {
            store(header, target.length, checksumOf(target));
        } else if (entry.isStored()) {
            store(header, size, checksum);
        } else {
            header.setMethod(DEFLATED);
            if (size >= 0) {
                header.setSize(size);
            }
        }
        current = header;
        putArchiveEntry(header);
        entries.add(header);
        start = getBytesWritten();
        written = 0;
        if (target.length > 0) {
            write(target, 0, target.length);
        }
        return this;
    }

    private static void check(Entry entry) throws IOException {
        if (entry.kind() == EntryKind.HARD_LINK) {
            throw new IOException("entry \"" + entry.name() + "\": a zip can't hold hard links");
        }
        if (entry.name().indexOf('\\') >= 0) {
            throw new IOException("entry \"" + entry.name()
                    + "\": a backslash in a name of a zip is taken for a separator by some readers");
        }
        int length = entry.name().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_NAME) {
            throw new IOException("a zip can't hold a name of " + length + " bytes, at most " + LONGEST_NAME + ": \""
                    + entry.name().substring(0, 100) + "...\"");
        }
    }

    private static void store(ZipArchiveEntry header, long size, long checksum) {
        header.setMethod(STORED);
        header.setSize(size);
        header.setCrc(checksum);
    }

    private static long checksumOf(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }

    private static int typeFlag(EntryKind kind) {
        return switch (kind) {
            case FILE -> UnixStat.FILE_FLAG;
            case DIRECTORY -> UnixStat.DIR_FLAG;
            case SYMBOLIC_LINK -> UnixStat.LINK_FLAG;
            case HARD_LINK, OTHER -> throw new AssertionError("no entry of a zip is made of this kind");
        };
    }

    /**
     * Returns a time for the header. The format's own time is in whatever time zone the writer is; the library takes
     * that to be the system's. Here it is UTC, so that equal input makes equal archives everywhere; the programs that
     * matter use the time in the extra field.
     */
    private static long asIfLocal(Instant time) {
        Instant clamped = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
        LocalDateTime utc = LocalDateTime.ofInstant(clamped, ZoneOffset.UTC);
        ZoneId zone = ZoneId.systemDefault();
        LocalDateTime local = utc;
        for (int i = 0;
                i < MOST_ROUNDS && zone.getRules().getValidOffsets(local).isEmpty();
                i++) {
            // The clocks of this time zone skip this time. A round later it is written with the same bits.
            local = local.plusYears(ROUND);
        }
        return local.atZone(zone).toInstant().toEpochMilli();
    }

    /** A header whose time is written as given, whether or not the library considers it possible in this format. */
    private static final class Header extends ZipArchiveEntry {

        private final long localTime;

        Header(String name, long localTime) {
            super(name);
            this.localTime = localTime;
        }

        @Override
        public long getTime() {
            return localTime;
        }

        /**
         * Compares by identity: the library looks up where each entry begins, and would find the first of two equal
         * ones.
         */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    @Override
    public void write(byte[] b, int offset, int length) throws IOException {
        super.write(b, offset, length);
        written += length;
    }

    @Override
    public void end() throws IOException {
        ZipArchiveEntry header = Objects.requireNonNull(current);
        boolean grownBig = header.getMethod() == DEFLATED
                && Math.max(written, getBytesWritten() - start) >= BIG
                && header.getExtraField(ZIP64) == null;
        if (grownBig) {
            // Nothing said so before the content: announcing zip64 for each content of unknown size would make it
            // unreadable for java.util.zip.ZipInputStream before JDK 23. That class and others accept the long
            // descriptor without the announcement.
            header.addAsFirstExtraField(
                    new Zip64ExtendedInformationExtraField(ZipEightByteInteger.ZERO, ZipEightByteInteger.ZERO));
            setUseZip64(Zip64Mode.Always);
        }
        closeArchiveEntry();
        setUseZip64(Zip64Mode.AsNeeded);
    }

    /**
     * Writes a part of the end. The library's {@code finish()} writes the whole directory at once, which for many
     * entries is more than a step may write.
     */
    @Override
    public boolean writeEnd() throws IOException {
        if (unlisted == null) {
            unlisted = entries.iterator();
            directory = getBytesWritten();
            target.gather();
        }
        long before = getBytesWritten();
        while (unlisted.hasNext()) {
            ZipArchiveEntry header = unlisted.next();
            writeCentralFileHeader(header);
            hasZip64 |= header.getExtraField(ZIP64) != null;
            if (getBytesWritten() - before >= PART) {
                return true;
            }
        }
        writeOut(ZipEnd.of(entries.size(), directory, getBytesWritten() - directory, hasZip64));
        flush();
        return false;
    }

    @Override
    public void release() {
        def.end();
    }
}
