package io.fifoio.adapters.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar in the PAX interchange format. */
final class TarWriter implements ArchiveWriter {

    /** 20 blocks of 512 bytes, the record size that tar has by default. */
    private static final int RECORD = 20 * 512;

    /** Never closed: that would write the end of the archive, and it holds only memory. */
    private final TarArchiveOutputStream tar;

    TarWriter(OutputStream out) {
        tar = new TarArchiveOutputStream(out, RECORD, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    @Override
    public boolean mustMeasure(Entry entry) {
        return entry.size() < 0;
    }

    @Override
    public OutputStream begin(Entry entry, long size, long checksum) throws IOException {
        TarArchiveEntry header = new TarArchiveEntry(entry.name(), typeFlag(entry.kind()), true);
        header.setSize(size);
        header.setMode(entry.permissions());
        header.setLastModifiedTime(FileTime.from(entry.modified()));
        header.setLinkName(entry.linkTarget());
        // If this is set for every entry, the library makes an encoder for each, and finds out nothing more.
        tar.setAddPaxHeadersForNonAsciiNames(!isAscii(entry.name()) || !isAscii(entry.linkTarget()));
        tar.putArchiveEntry(header);
        return tar;
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static byte typeFlag(EntryKind kind) {
        return switch (kind) {
            case FILE -> TarConstants.LF_NORMAL;
            case DIRECTORY -> TarConstants.LF_DIR;
            case SYMBOLIC_LINK -> TarConstants.LF_SYMLINK;
            case HARD_LINK -> TarConstants.LF_LINK;
            case OTHER -> throw new AssertionError("no entry is made of this kind");
        };
    }

    @Override
    public void end() throws IOException {
        tar.closeArchiveEntry();
    }

    @Override
    public boolean writeEnd() throws IOException {
        tar.finish();
        tar.flush();
        return false;
    }

    @Override
    public void release() {
        // It holds nothing but memory.
    }
}
