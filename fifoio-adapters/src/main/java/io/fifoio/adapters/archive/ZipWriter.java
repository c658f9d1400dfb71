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
 * A zip written as a stream. Sizes and checksums that come out while writing stand behind the contents, in data descriptors,
 * and in the directory at the end.
 */
final class ZipWriter extends ZipArchiveOutputStream implements ArchiveWriter {

    /** Sizes from here on need zip64. A little early, for what the deflater has not let out yet. */
    private static final long BIG = 0xffff_ffffL - (1 << 16);

    private static final int LONGEST_NAME = 0xffff;

    /** What the 7 bits of years since 1980 can hold, as far as the library computes with them. */
    private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2097-01-01T00:00:00Z");

    /** After so many years the 7 bits begin anew. */
    private static final int ROUND = 128;

    /** No zone's rules make the clocks pass over one date in so many years, as they go by days of the week. */
    private static final int MOST_ROUNDS = 16;

    private static final ZipShort ZIP64 = new Zip64ExtendedInformationExtraField().getHeaderId();

    /** About how much of the directory is written at once. */
    private static final int PART = 64 * 1024;

    private final Target target;
    private final List<ZipArchiveEntry> entries = new ArrayList<>();
    private @Nullable Iterator<ZipArchiveEntry> unlisted;

    /** Where it begins. */
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

    /** What the library writes to, which it lets nobody change later. */
    private static final class Target extends FilterOutputStream {

        Target(OutputStream out) {
            super(out);
        }

        /** From here on there are only short records, a hundred bytes each. Their buffer is a small part of {@link #PART}, so that each part does write. */
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
        // Both at once: the library encodes all there are for each one that is added.
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
     * The format's own time is in whatever zone the writer is; the library takes it to be the system's. Here it is UTC, so
     * that equal input makes equal archives everywhere; readers that matter take the time in the extra field.
     */
    private static long asIfLocal(Instant time) {
        Instant clamped = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
        LocalDateTime utc = LocalDateTime.ofInstant(clamped, ZoneOffset.UTC);
        ZoneId zone = ZoneId.systemDefault();
        LocalDateTime local = utc;
        for (int i = 0;
                i < MOST_ROUNDS && zone.getRules().getValidOffsets(local).isEmpty();
                i++) {
            // The zone's clocks pass over this time. A round later it is written in the same bits.
            local = local.plusYears(ROUND);
        }
        return local.atZone(zone).toInstant().toEpochMilli();
    }

    /** Its time is written as it is given, whether or not the library takes it for one of this format. */
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

        /** The library looks up where each begins, and would find the first of two that tell the same. */
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
            // Nothing said so before the content: to announce zip64 for each content of unknown size would make them
            // unreadable to java.util.zip.ZipInputStream before JDK 23. It and others take the long descriptor as it
            // is.
            header.addAsFirstExtraField(
                    new Zip64ExtendedInformationExtraField(ZipEightByteInteger.ZERO, ZipEightByteInteger.ZERO));
            setUseZip64(Zip64Mode.Always);
        }
        closeArchiveEntry();
        setUseZip64(Zip64Mode.AsNeeded);
    }

    /** The library's {@code finish()} writes the whole directory at once, which for many entries is more than a step may write. */
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
