package io.fifoio.adapters.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the records of a zip, from its first byte to its last. The library's own reader of streams takes a missing
 * directory for the end and does not look at checksums.
 */
final class ZipReader extends ArchiveReader {

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final ZipDirectory directory = new ZipDirectory();
    private @Nullable ZipHeader current;
    private boolean told;
    private long compressed;
    private long plain;

    ZipReader(InputStream in, ArchiveLimits limits) {
        super(in, limits);
    }

    @Override
    @Nullable
    ArchivedEntry readEntry() throws IOException {
        long position = in.position();
        int signature = ByteBuffer.wrap(
                        in.readFully(4, position == 0 ? "front of the first entry" : "front of a record"))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        if (signature != ZipHeader.SIGNATURE) {
            directory.read(in, signature, told ? null : listing());
            return null;
        }
        ZipHeader header = ZipHeader.read(in, position);
        current = header;
        told |= header.mode() >= 0;
        inflater.reset();
        checksum.reset();
        compressed = 0;
        plain = 0;
        EntryKind kind = kind(header);
        if (kind == EntryKind.DIRECTORY) {
            ensureEmpty(header);
        }
        String target = kind == EntryKind.SYMBOLIC_LINK ? readTarget(header) : "";
        return entry(
                kind,
                header.name(),
                target,
                kind == EntryKind.SYMBOLIC_LINK ? 0 : header.size(),
                header.modified(),
                header.mode());
    }

    private static EntryKind kind(ZipHeader header) {
        if (header.name().endsWith("/")) {
            return EntryKind.DIRECTORY;
        }
        return switch (header.mode() < 0 ? 0 : header.mode() & UnixStat.FILE_TYPE_FLAG) {
            case 0, UnixStat.FILE_FLAG -> EntryKind.FILE;
            case UnixStat.DIR_FLAG -> EntryKind.DIRECTORY;
            case UnixStat.LINK_FLAG -> EntryKind.SYMBOLIC_LINK;
            default -> EntryKind.OTHER;
        };
    }

    /** Checks that a directory has no content: some programs ignore it, others make a file of it. */
    private void ensureEmpty(ZipHeader header) throws IOException {
        String what = "entry " + Names.shown(header.name()) + " of kind " + EntryKind.DIRECTORY + " has a ";
        if (header.size() > 0) {
            throw new IOException(what + "size: " + header.size());
        }
        if (readContent(new byte[1], 0, 1) >= 0) {
            throw new IOException(what + "content");
        }
    }

    /** Reads the target of a link, which is its content. */
    private String readTarget(ZipHeader header) throws IOException {
        if (header.size() < 0 || header.size() > Extraction.LONGEST_TARGET) {
            throw new IOException("the target of the link " + Names.shown(header.name()) + " is longer than "
                    + Extraction.LONGEST_TARGET + " bytes, or its length is not told before it");
        }
        byte[] target = new byte[(int) header.size()];
        int filled = 0;
        while (true) {
            int count = filled < target.length
                    ? readContent(target, filled, target.length - filled)
                    : readContent(new byte[1], 0, 1);
            if (count < 0) {
                return Names.ofZip(target);
            }
            filled += count;
        }
    }

    @Override
    int readContent(byte[] b, int off, int length) throws IOException {
        ZipHeader header = current;
        if (header == null) {
            return -1;
        }
        int count = header.isDeflated() ? inflate(header, b, off, length) : copy(header, b, off, length);
        if (count > 0) {
            checksum.update(b, off, count);
            plain += count;
            if (header.size() >= 0 && plain > header.size()) {
                throw new IOException("entry " + Names.shown(header.name()) + " is longer than its size, "
                        + header.size() + " bytes");
            }
            return count;
        }
        end(header);
        current = null;
        return -1;
    }

    private int copy(ZipHeader header, byte[] b, int off, int length) throws IOException {
        long left = header.size() - compressed;
        if (left == 0) {
            return -1;
        }
        int count = in.read(b, off, (int) Math.min(length, left));
        if (count < 0) {
            throw in.cut("a content of which " + left + " bytes are missing");
        }
        compressed += count;
        return count;
    }

    private int inflate(ZipHeader header, byte[] b, int off, int length) throws IOException {
        try {
            while (true) {
                int there = in.look(1);
                if (header.compressedSize() >= 0) {
                    there = (int) Math.min(there, header.compressedSize() - compressed);
                }
                // Set again each time, because the bytes move within their array.
                inflater.setInput(in.array(), in.offset(), there);
                int count = inflater.inflate(b, off, length);
                int used = there - inflater.getRemaining();
                in.take(used);
                compressed += used;
                if (count > 0) {
                    return count;
                }
                if (inflater.finished()) {
                    return -1;
                }
                if (there == 0 && in.look(1) == 0) {
                    throw in.cut("a deflated content");
                }
                if (used == 0) {
                    throw damaged(header, "it does not end where it should, or needs a dictionary");
                }
            }
        } catch (DataFormatException e) {
            throw damaged(header, String.valueOf(e.getMessage()));
        }
    }

    private static IOException damaged(ZipHeader header, String reason) {
        return new IOException("the content of entry " + Names.shown(header.name()) + " is damaged: " + reason);
    }

    private void end(ZipHeader header) throws IOException {
        if (header.hasDescriptor()) {
            ZipDescriptor.check(in, header, checksum.getValue(), compressed, plain);
        } else if (checksum.getValue() != header.checksum()
                || compressed != header.compressedSize()
                || plain != header.size()) {
            throw damaged(header, "its checksum or a size is not as its header says");
        }
        directory.add(header, checksum.getValue(), compressed, plain);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        super.close();
    }
}
