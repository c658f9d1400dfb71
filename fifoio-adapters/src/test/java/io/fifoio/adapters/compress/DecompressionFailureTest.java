package io.fifoio.adapters.compress;

import static io.fifoio.adapters.compress.DecompressionTest.PLAIN;
import static io.fifoio.adapters.compress.DecompressionTest.compressed;
import static io.fifoio.adapters.compress.DecompressionTest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Data that is truncated, damaged, followed by something, or from an input that fails. */
final class DecompressionFailureTest {

    @ParameterizedTest
    @EnumSource
    void tellsOfACutWhereverItIs(Compression format) throws Exception {
        byte[] compressed = CompressionTest.compress(format, Texts.JSON.ofSize(700));
        for (int length = 0; length < compressed.length; length++) {
            if (format == Compression.SNAPPY && length == 10) {
                continue; // the header alone, which is a whole stream of nothing
            }
            byte[] cut = Arrays.copyOf(compressed, length);

            assertThatThrownBy(() -> read(Decompression.of(format), cut))
                    .as("%d of %d bytes of %s", length, compressed.length, format)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void saysThatItIsCutAndWhere() throws Exception {
        byte[] cut = Arrays.copyOf(compressed(Compression.GZIP), 5000);

        assertThatThrownBy(() -> read(Decompression.of(Compression.GZIP), cut))
                .hasMessage("gzip data is cut off after 5000 compressed bytes were read:"
                        + " the end of the compressed data is missing");
    }

    @Test
    void saysThatALibraryMayBeTooOld() {
        LinkageError error = new NoSuchMethodError("itsMethod()");

        assertThat(Compression.LZ4.missing(error))
                .hasMessage("lz4 can't be used here, its library does not load, or is too old: " + error)
                .hasCause(error);
    }

    @ParameterizedTest
    @EnumSource
    void tellsACutFromDamage(Compression format) throws Exception {
        byte[] compressed = compressed(format);

        for (int length : new int[] {0, 1, 3, 500, compressed.length / 2, compressed.length - 1}) {
            byte[] cut = Arrays.copyOf(compressed, length);

            assertThatThrownBy(() -> read(Decompression.of(format), cut))
                    .as("%d of %d bytes of %s", length, compressed.length, format)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(
                            format + " data is cut off after " + length + " compressed bytes were read: ");
        }
        assertThatThrownBy(() -> read(Decompression.of(format), Arrays.copyOfRange(compressed, 20, 5000)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(format + " data could not be decoded after ");
    }

    /** The first part being whole must not make the data so. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"ZLIB", "DEFLATE"})
    void tellsOfACutInASecondPart(Compression format) throws Exception {
        byte[] compressed = CompressionTest.compress(format, Texts.JSON.ofSize(700));
        for (int length = 1; length < compressed.length; length++) {
            if (format == Compression.SNAPPY && length == 10) {
                continue; // as above
            }
            if (format == Compression.BZIP2 && length < 3) {
                continue; // its library takes that for something else behind the first part
            }
            byte[] cut = Arrays.copyOf(compressed, length);

            assertThatThrownBy(() -> read(Decompression.of(format), compressed, cut))
                    .as("%d of %d bytes of %s", length, compressed.length, format)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(" data is cut off after ");
        }
    }

    /** Some libraries give no message, and hardly any mentions truncation. */
    @Test
    void saysThatItIsCutWhereTheLibrarySaysNothing() throws Exception {
        byte[] cut = Arrays.copyOf(compressed(Compression.XZ), 1000);

        assertThatThrownBy(() -> read(Decompression.of(Compression.XZ), cut))
                .hasMessage("xz data is cut off after 1000 compressed bytes were read: its end is missing");
    }

    @Test
    void tellsASingleByteBehindGzipFromACut() throws Exception {
        assertThatThrownBy(
                        () -> read(Decompression.of(Compression.GZIP), compressed(Compression.GZIP), new byte[] {'\n'}))
                .hasMessageContaining("could not be decoded after")
                .hasMessageContaining(
                        "what follows a gzip member is not another member, which begins with 1f 8b, found 0a");
    }

    @Test
    void tellsAFewBytesBehindBzip2FromACut() throws Exception {
        for (String behind : new String[] {"\n", "\r\n", "BZx", "more of it"}) {
            assertThatThrownBy(() ->
                            read(Decompression.of(Compression.BZIP2), compressed(Compression.BZIP2), behind.getBytes()))
                    .hasMessageStartingWith("bzip2 data could not be decoded after ")
                    .hasMessageEndingWith(": Unexpected data after a valid BZip2 stream");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfWhatFollows(Compression format) throws Exception {
        byte[] compressed = compressed(format);

        for (byte[] garbage : new byte[][] {{0}, {'x'}, new byte[1001], "garbage and more of it".getBytes()}) {
            assertThatThrownBy(() -> read(Decompression.of(format), compressed, garbage))
                    .as("%s followed by %d bytes", format, garbage.length)
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsAgainAndAgain(Compression format) throws Exception {
        byte[] cut = Arrays.copyOf(compressed(format), 1000);
        try (InputStream in = Decompression.of(format).open(new ByteArrayInputStream(cut))) {
            IOException first = catchThrowableOfType(IOException.class, in::readAllBytes);
            IOException second = catchThrowableOfType(IOException.class, in::read);
            IOException third = catchThrowableOfType(IOException.class, () -> in.read(new byte[10], 0, 10));

            assertThat(second).isNotSameAs(first).hasCause(first).hasMessage(first.getMessage());
            assertThat(third).isNotSameAs(second).hasCause(first);
        }
    }

    @ParameterizedTest
    @EnumSource
    void passesOnAFailureOfItsInput(Compression format) throws Exception {
        byte[] start = Arrays.copyOf(compressed(format), 500);
        for (Exception failure : new Exception[] {new IOException("cable cut"), new IllegalStateException("odd")}) {
            InputStream broken = new SequenceInputStream(new ByteArrayInputStream(start), new InputStream() {
                @Override
                public int read() throws IOException {
                    if (failure instanceof IOException io) {
                        throw io;
                    }
                    throw (RuntimeException) failure;
                }

                @Override
                public int read(byte[] b, int off, int len) throws IOException {
                    return read();
                }
            });
            try (InputStream in = Decompression.of(format).open(broken)) {
                IOException thrown = catchThrowableOfType(IOException.class, in::readAllBytes);

                assertThat(thrown).isNotNull();
                assertThat(thrown == failure || thrown.getCause() == failure)
                        .as("%s tells of %s", thrown, failure)
                        .isTrue();
                assertThatThrownBy(in::read).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void saysWhatIsWrongWithGzip() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(written)) {
            out.write(PLAIN);
        }
        byte[] gzip = written.toByteArray();

        assertDamaged(gzip, 0, "a gzip member begins with 1f 8b, found 1e instead of 1f");
        assertDamaged(gzip, 2, "gzip method is 9, only 8 is known");
        byte[] reserved = gzip.clone();
        reserved[3] = 0x20;
        assertThatThrownBy(() -> read(Decompression.of(Compression.GZIP), reserved))
                .hasMessageContaining("gzip flags are 20");
        assertDamaged(gzip, gzip.length - 8, "gzip checksum is");
        assertDamaged(gzip, gzip.length - 4, "gzip size is");
    }

    private static void assertDamaged(byte[] gzip, int place, String message) {
        byte[] damaged = gzip.clone();
        damaged[place] ^= 1;
        assertThatThrownBy(() -> read(Decompression.of(Compression.GZIP), damaged))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("gzip data could not be decoded after ")
                .hasMessageContaining(message);
    }

    @Test
    void refusesAPresetDictionary() {
        Deflater deflater = new Deflater();
        byte[] zlib = new byte[100];
        try {
            deflater.setDictionary(new byte[] {1, 2, 3, 4, 5});
            deflater.setInput(new byte[] {1, 2, 3, 4, 5});
            deflater.finish();
            zlib = Arrays.copyOf(zlib, deflater.deflate(zlib));
        } finally {
            deflater.end();
        }
        byte[] withDictionary = zlib;

        assertThatThrownBy(() -> read(Decompression.of(Compression.ZLIB), withDictionary))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("preset dictionary");
    }

    @Test
    void refusesXzThatWantsMoreMemoryThanThereIs() throws Exception {
        byte[] xz = CompressionTest.compress(Compression.XZ.level(0), new byte[1]);
        // The size of the window, in the block's header, as if for 1.5 GiB; then the checksum of that header.
        int size = 16;
        assertThat(xz[12 + 2]).as("the filter LZMA2").isEqualTo((byte) 0x21);
        xz[size] = 37;
        CRC32 checksum = new CRC32();
        checksum.update(xz, 12, 8);
        ByteBuffer.wrap(xz).order(ByteOrder.LITTLE_ENDIAN).putInt(20, (int) checksum.getValue());

        assertThatThrownBy(() -> read(Decompression.of(Compression.XZ), xz))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("memory");
    }

    /** A heap that is full at the wrong moment leaves a decoder in the middle of something. */
    @ParameterizedTest
    @EnumSource
    void doesNotReadOnBehindAnError(Compression format) throws Exception {
        byte[] compressed = compressed(format);
        InputStream input = new ByteArrayInputStream(compressed) {
            private int reads;

            @Override
            public synchronized int read(byte[] b, int off, int len) {
                if (reads++ == 1) {
                    throw new OutOfMemoryError("once");
                }
                return super.read(b, off, Math.min(len, 1000));
            }
        };
        try (InputStream plain = Decompression.of(format).open(input)) {
            assertThatThrownBy(plain::readAllBytes)
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("once");
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(plain::read)
                        .isInstanceOf(IOException.class)
                        .hasMessage("an earlier read failed with an Error, so what follows can't be complete");
            }
        }
    }
}
