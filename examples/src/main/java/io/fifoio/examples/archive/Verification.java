package io.fifoio.examples.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks an archive as a stream and compares every regular file with the manifest. */
final class Verification {

    private static final int BUFFER = 64 * 1024;

    private final Manifest manifest;
    private final byte[] buffer = new byte[BUFFER];

    private long files;

    Verification(Manifest manifest) {
        this.manifest = manifest;
    }

    /** How many files were found to be what the manifest says. */
    long files() {
        return files;
    }

    /** @return the count of files, all of which are what the manifest says */
    long run(InputStream in, Progress progress) throws Exception {
        InputStream unzipped = new GZIPInputStream(in, BUFFER);
        try (Manifest.Reader rows = manifest.new Reader();
                TarArchiveInputStream tar = new TarArchiveInputStream(unzipped, "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (isRegularFile(entry)) {
                    if (!rows.hasNext()) {
                        throw new IOException("\"" + entry.getName() + "\" is in the archive, not in the manifest");
                    }
                    verify(entry, digest(tar, progress), rows.next());
                    files++;
                }
            }
            if (rows.hasNext()) {
                throw new IOException("\"" + rows.next().path() + "\" is in the manifest, not in the archive");
            }
            // Read to the very end, because only there does gzip check its checksum.
            unzipped.transferTo(OutputStream.nullOutputStream());
            return files;
        }
    }

    /** {@code TarArchiveEntry.isFile()} says yes to links. */
    private static boolean isRegularFile(TarArchiveEntry entry) {
        return entry.isFile() && !entry.isSymbolicLink() && !entry.isLink();
    }

    private byte[] digest(InputStream content, Progress progress) throws IOException {
        MessageDigest digest = sha256();
        int count;
        while ((count = content.read(buffer)) > 0) {
            digest.update(buffer, 0, count);
            progress.bytes(count);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static void verify(TarArchiveEntry entry, byte[] sha256, ManifestRow row) throws IOException {
        if (!entry.getName().equals(row.path())
                || entry.getSize() != row.size()
                || !Arrays.equals(sha256, row.sha256())) {
            throw new IOException("\"" + entry.getName() + "\" (" + entry.getSize()
                    + " bytes) is not what the manifest says: \"" + row.path() + "\" (" + row.size() + " bytes)");
        }
    }
}
