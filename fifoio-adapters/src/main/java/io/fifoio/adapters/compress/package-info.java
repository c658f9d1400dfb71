/**
 * Compression: gzip, zlib and deflate by what the JDK has, bzip2 and framed Snappy by {@code org.apache.commons:commons-compress}, xz and zstd by it with
 * {@code org.tukaani:xz} and {@code com.github.luben:zstd-jni}, LZ4 by {@code at.yawk.lz4:lz4-java}.
 */
@NullMarked
package io.fifoio.adapters.compress;

import org.jspecify.annotations.NullMarked;
