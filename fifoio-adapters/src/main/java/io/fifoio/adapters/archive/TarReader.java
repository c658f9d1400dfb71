package io.fifoio.adapters.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the blocks of a tar. The library reads the fields of a header; the walk is done here, because the
 * library's own takes a missing end for the end, does not check checksums, and holds long names, PAX records and nested
 * headers without a limit.
 */
final class TarReader extends ArchiveReader {

    private static final int BLOCK = 512;

    /** For all headers of one entry, and again for the map of a sparse file. */
    private static final int HEADER_LIMIT = 1 << 20;

    /** Eleven octal digits; a larger size must be in a record. */
    private static final long LARGEST_OF_POSIX = (1L << 33) - 1;

    /** The records among those used here that no two entries have in common. */
    private static final List<String> OF_ONE = List.of("size", "path", "linkpath");

    /** Reads each byte as a character: which encoding a name has is decided here. */
    private static final ZipEncoding BYTES = ZipEncodingHelper.getZipEncoding(StandardCharsets.ISO_8859_1);

    private final PaxRecords global = new PaxRecords(null);

    /** The content of the current entry, if that is sparse. */
    private @Nullable SparseContent sparse;

    private long left;
    private int padding;

    TarReader(InputStream in, ArchiveLimits limits) {
        super(in, limits);
    }

    @Override
    @Nullable
    ArchivedEntry readEntry() throws IOException {
        in.skipFully(padding, "the padding of an entry");
        padding = 0;
        TarPreface preface = new TarPreface(global);
        long headers = 0;
        while (true) {
            long position = in.position();
            byte[] block = readBlock(!preface.isWaiting());
            if (block == null) {
                return null;
            }
            TarArchiveEntry header = parse(block, position);
            headers += BLOCK;
            byte type = header.getLinkFlag();
            if (!TarPreface.isAboutTheNext(type)) {
                return entry(block, header, preface);
            }
            if (header.getSize() > HEADER_LIMIT - headers) {
                throw new IOException(
                        "the headers of the entry at byte " + position + " are longer than " + HEADER_LIMIT + " bytes");
            }
            headers += header.getSize();
            byte[] data = in.readFully((int) header.getSize(), "a header");
            in.skipFully(paddingOf(header.getSize()), "a header");
            preface.take(type, data, position);
            if (type == TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER) {
                global.read(data);
                ensureForAll(global);
            }
        }
    }

    /**
     * Checks records for all entries: some programs ignore them, and GNU tar forgets them at the next such header, so
     * they would find other entries.
     */
    private void ensureForAll(PaxRecords records) throws IOException {
        for (String keyword : OF_ONE) {
            if (records.has(keyword)) {
                throw new IOException("the global record " + keyword + ", before byte " + in.position()
                        + ", can't be that of all entries");
            }
        }
        if (records.sparse() != null) {
            throw new IOException("the global records before byte " + in.position()
                    + " tell of a sparse file, which can't be all entries");
        }
    }

    /** @return null at the end of the archive, which may come only if no header waits for its entry */
    private byte @Nullable [] readBlock(boolean mayEnd) throws IOException {
        if (in.look(BLOCK) == 0) {
            throw in.cut("front of a header; the blocks of zeros that end it are missing");
        }
        byte[] block = in.readFully(BLOCK, "a header");
        if (!isZero(block)) {
            return block;
        }
        if (!mayEnd) {
            throw new IOException("the archive ends at byte " + in.position() + ", after a header that has no entry");
        }
        readZeros();
        return null;
    }

    /**
     * Reads the zeros at the end. One block of zeros is enough, because some writers write no more. Only padding may
     * follow.
     */
    private void readZeros() throws IOException {
        for (int there = in.look(1); there > 0; there = in.look(1)) {
            for (int i = 0; i < there; i++) {
                if (in.array()[in.offset() + i] != 0) {
                    throw new IOException("something follows the archive's end, at byte " + (in.position() + i)
                            + "; another archive must be read with a reader of its own");
                }
            }
            in.take(there);
        }
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static TarArchiveEntry parse(byte[] block, long position) throws IOException {
        TarArchiveEntry header;
        try {
            TarFields.ensureClear(block);
            header = new TarArchiveEntry(SparseMap.withoutSize(block), BYTES, true);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("not a tar header at byte " + position + ": " + e.getMessage(), e);
        }
        if (!TarUtils.verifyCheckSum(block)) {
            throw new IOException("not a tar header at byte " + position + ": its checksum is wrong");
        }
        return header;
    }

    private ArchivedEntry entry(byte[] block, TarArchiveEntry header, TarPreface preface) throws IOException {
        PaxRecords records = preface.records();
        String told = preface.name();
        String name = told != null ? told : decode(header.getName());
        EntryKind kind = kind(header.getLinkFlag(), name);
        if (kind == EntryKind.FILE
                && header.getLinkFlag() == TarConstants.LF_OLDNORM
                && header.getName().endsWith("/")) {
            // Python uses the name in the header itself then, and takes the content of such a directory for headers.
            throw new IOException("entry " + Names.shown(name) + " is by the name in its header a directory: "
                    + Names.shown(decode(header.getName())));
        }
        if (kind == EntryKind.DIRECTORY && !name.endsWith("/")) {
            name += "/";
        }
        long size = records.size(header.getSize());
        if (size > 0 && !mayHaveContent(header.getLinkFlag(), kind)) {
            // Programs disagree about what follows, so that one finds entries where another finds content.
            throw new IOException("entry " + Names.shown(name) + " of kind " + kind + " has a size: " + size);
        }
        String target = "";
        if (kind == EntryKind.SYMBOLIC_LINK || kind == EntryKind.HARD_LINK) {
            told = preface.target();
            target = told != null ? told : decode(header.getLinkName());
        }
        padding = paddingOf(size);
        left = size;
        SparseMap map = records.sparse();
        if (header.getLinkFlag() == TarConstants.LF_GNUTYPE_SPARSE) {
            map = map == null ? new SparseMap() : map;
            map.readOn(block, in, HEADER_LIMIT);
        } else if (map != null) {
            map.ensureOfPosix(block);
        }
        if (map != null) {
            if (kind != EntryKind.FILE) {
                throw new IOException(
                        "entry " + Names.shown(name) + " of kind " + kind + " has holes as a sparse file");
            }
            if (records.has("size") && size <= LARGEST_OF_POSIX) {
                // Some programs look for the next entry after as many bytes as the file has with its holes.
                throw new IOException("the sparse file " + Names.shown(name)
                        + " has a record of its size in the archive, without need: " + size);
            }
            left -= map.complete(name, in, size, HEADER_LIMIT);
            size = map.size();
        }
        sparse = map == null ? null : map.content();
        Instant modified = records.modified();
        if (modified == null) {
            modified = header.getLastModifiedTime().toInstant();
        }
        return entry(kind, name, target, size, modified, header.getMode());
    }

    private static EntryKind kind(byte type, String name) throws IOException {
        return switch (type) {
            case TarConstants.LF_NORMAL,
                    TarConstants.LF_OLDNORM,
                    TarConstants.LF_CONTIG,
                    TarConstants.LF_GNUTYPE_SPARSE ->
                name.endsWith("/")
                        ? EntryKind.DIRECTORY // as V7 wrote them
                        : EntryKind.FILE;
            case TarConstants.LF_DIR -> EntryKind.DIRECTORY;
            case TarConstants.LF_SYMLINK -> EntryKind.SYMBOLIC_LINK;
            case TarConstants.LF_LINK -> EntryKind.HARD_LINK;
            case TarConstants.LF_MULTIVOLUME ->
                throw new IOException(
                        "entry " + Names.shown(name) + " began in another volume, which is not supported");
            default -> EntryKind.OTHER;
        };
    }

    /**
     * Whether an entry may have content. A type that is in no standard is skipped by all programs, with as much content
     * as its header says.
     */
    private static boolean mayHaveContent(byte type, EntryKind kind) {
        return switch (type) {
            case TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO -> false;
            default -> kind == EntryKind.FILE || kind == EntryKind.OTHER;
        };
    }

    private static String decode(String bytes) {
        return Names.ofTar(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static int paddingOf(long size) {
        return (int) (-size & (BLOCK - 1));
    }

    @Override
    boolean isSparse() {
        return sparse != null;
    }

    @Override
    long takeHole() {
        return sparse == null ? 0 : sparse.hole(Long.MAX_VALUE);
    }

    @Override
    int readContent(byte[] b, int off, int length) throws IOException {
        SparseContent holed = sparse;
        int most = length;
        if (holed != null) {
            int zeros = (int) holed.hole(length);
            if (zeros > 0) {
                Arrays.fill(b, off, off + zeros, (byte) 0);
                return zeros;
            }
            most = holed.data(length);
        }
        if (left == 0) {
            return -1;
        }
        int count = in.read(b, off, (int) Math.min(most, left));
        if (count < 0) {
            throw in.cut("a content of which " + left + " bytes are missing");
        }
        left -= count;
        if (holed != null) {
            holed.pass(count);
        }
        return count;
    }
}
