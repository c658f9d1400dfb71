/**
 * Compression: gzip, zlib and deflate with the JDK, bzip2 and framed Snappy with
 * {@code org.apache.commons:commons-compress}, xz and zstd with that and {@code org.tukaani:xz} and
 * {@code com.github.luben:zstd-jni}, LZ4 with {@code at.yawk.lz4:lz4-java}.
 */
@NullMarked
package io.fifoio.adapters.compress;

import org.jspecify.annotations.NullMarked;
