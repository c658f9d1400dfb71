package io.fifoio.adapters.compress;

import java.io.IOException;
import java.util.List;

/** A library that a format needs and that may be missing. */
enum Library {
    COMMONS_COMPRESS(
            "org.apache.commons:commons-compress", "org.apache.commons.compress.compressors.CompressorInputStream"),
    LZ4("at.yawk.lz4:lz4-java", "net.jpountz.lz4.LZ4FrameInputStream"),
    XZ("org.tukaani:xz", "org.tukaani.xz.XZInputStream"),
    ZSTD("com.github.luben:zstd-jni", "com.github.luben.zstd.ZstdInputStream");

    private final String artifact;
    private final String witness;

    /**
     * @param artifact its Maven coordinates
     * @param witness a class that exists if the library is there
     */
    Library(String artifact, String witness) {
        this.artifact = artifact;
        this.witness = witness;
    }

    /** Makes the exception for a format whose classes could not be linked. */
    static IOException failure(Compression format, List<Library> needed, LinkageError error) {
        List<String> missing = needed.stream()
                .filter(library -> !library.isPresent())
                .map(library -> library.artifact)
                .toList();
        if (missing.isEmpty()) {
            return new IOException(
                    format + " can't be used here, its library does not load, or is too old: " + error, error);
        }
        return new IOException(
                format + " needs " + String.join(" and ", missing)
                        + ", to be added to the dependencies (and to the modules, where there are modules)",
                error);
    }

    /** Returns its Maven coordinates. */
    String artifact() {
        return artifact;
    }

    private boolean isPresent() {
        try {
            Class.forName(witness, false, Library.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
