package io.fifoio.adapters.archive;

import static io.fifoio.adapters.archive.SparseTars.content;
import static io.fifoio.adapters.archive.SparseTars.filled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.archive.SparseTars.Kind;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of which an archive contains only what is not a hole. */
@ExtendWith(NoLeakedThreads.class)
final class SparseTarTest {

    @ParameterizedTest
    @EnumSource
    void isReadWithItsHolesAsZeros(Kind kind) throws Exception {
        byte[] expected = new byte[10_000];
        Arrays.fill(expected, 1024, 2048, (byte) 1);
        Arrays.fill(expected, 5000, 5003, (byte) 2);
        byte[] data = Tars.joined(filled(1024, 1), filled(3, 2));
        for (int piece : new int[] {1, 512, 1000, 100_000}) {
            assertThat(content(kind.entry(10_000, data, 1024, 1024, 5000, 3, 10_000, 0), 10_000, piece))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadWhereItIsNothingButAHoleOrHasNone(Kind kind) throws Exception {
        byte[] dense = filled(1500, 1);

        assertThat(content(kind.entry(3000, new byte[0], 3000, 0), 3000, 700)).isEqualTo(new byte[3000]);
        assertThat(content(kind.entry(0, new byte[0]), 0, 700)).isEmpty();
        assertThat(content(kind.entry(1500, dense, 0, 512, 512, 988), 1500, 700))
                .isEqualTo(dense);
    }

    /** By bsdtar 3.6.2, of a file of 4096 bytes; gzipped. Its map has an empty region at 0 and one at the end. */
    @Test
    void isReadAsLibarchiveWritesNothingButAHole() throws Exception {
        byte[] gzipped = Base64.getMimeDecoder().decode("""
            H4sIAAAAAAACA+2UTQrCMBCFs84pcoI6mU7SdNGtuhJBPEDQgJXWSlpBPL2pK39QN1YQ82Ux5L0QkiEvc3ucOrt2frRpKscG
            AQA0kehr4L4CYIZCqhSQtCSlBMhUa8XEkX2BQ9tZH47im6Z7te6df3+5HyEFserK2hUyy5UhNFomZEyeSsglD6596dbPXUQx
            mS2Tdm9965LabhtfPKjlLqjAka7VnQ179s+Ro7nWvbNVW55cQZBrziIfILR3cenuuKxcAoP8Am/yL/vJbf6JKGMCYv4HBzmE
            cQkUxEhFIpHI/3AG+aRyGgAMAAA=
            """);
        byte[] archive = new GZIPInputStream(new ByteArrayInputStream(gzipped)).readAllBytes();

        try (ArchiveReader reader = ArchiveFormat.TAR.read(archive)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().name()).isEqualTo("hole");
            assertThat(reader.entry().size()).isEqualTo(4096);
            assertThat(reader.entry().content().readAllBytes()).isEqualTo(new byte[4096]);
            assertThat(reader.next()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasAsManyRegionsAsFitIntoAMebibyte(Kind kind) throws Exception {
        long[] map = new long[2 * 1000];
        for (int i = 0; i < map.length; i += 2) {
            map[i] = i * 512L;
            map[i + 1] = 512;
        }
        byte[] read = content(kind.entry(1_023_488, filled(512_000, 1), map), 1_023_488, 64 * 1024);
        for (int i = 0; i < read.length; i++) {
            assertThat(read[i]).isEqualTo((byte) (i / 512 % 2 == 0 ? 1 : 0));
        }

        long[] tooMany = new long[2 * 300_000];
        for (int i = 0; i < tooMany.length; i += 2) {
            tooMany[i] = i * 512L;
            tooMany[i + 1] = 512;
        }
        assertThatThrownBy(() -> content(kind.entry(1, new byte[0], tooMany), 1, 1))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(".*(too long|longer than 1048576 bytes).*");
    }

    @ParameterizedTest
    @EnumSource
    void isPassedOverAndCountsInFullAgainstTheLimits(Kind kind) throws Exception {
        byte[] archive = Tars.archive(kind.entry(1_000_000, new byte[512], 0, 512, 1_000_000, 0), Tars.file("next"));
        ArchiveLimits all = ArchiveLimits.DEFAULT;

        try (ArchiveReader reader = ArchiveFormat.TAR.read(archive)) {
            assertThat(reader.next() && reader.next()).isTrue();
            assertThat(reader.entry().name()).isEqualTo("next");
        }
        assertThatThrownBy(() -> ArchiveFormat.names(ArchiveFormat.TAR.read(archive, all.entrySize(999_999))))
                .hasMessageContaining("\"entrySize\" is 999999");
        assertThatThrownBy(() -> ArchiveFormat.names(ArchiveFormat.TAR.read(archive, all.totalSize(1_000_003))))
                .hasMessageContaining("\"totalSize\"");
        assertThatThrownBy(() -> ArchiveFormat.names(ArchiveFormat.TAR.read(archive, all.ratio(100))))
                .hasMessageContaining("\"ratio\" is 100");
    }

    /** A small archive can contain many large holes, which would fill the disk. */
    @ParameterizedTest
    @EnumSource
    @Timeout(20)
    void isExtractedWithItsHoles(Kind kind, @TempDir Path folder) throws Exception {
        SparseTars.assumeHoles(folder);
        long size = 4L << 30;
        byte[] archive = Tars.archive(
                kind.entry(size, filled(515, 1), 1 << 20, 512, size - 3, 3),
                kind.named("hole", size, new byte[0], size, 0),
                kind.named("short", 1000, filled(512, 2), 0, 512, 1000, 0));

        long free = Files.getFileStore(folder).getUsableSpace();

        try (ArchiveReader reader = ArchiveFormat.TAR.read(archive)) {
            reader.extractTo(folder);
        }

        assertThat(free - Files.getFileStore(folder).getUsableSpace()).isLessThan(1L << 30);
        try (FileChannel file = FileChannel.open(folder.resolve("sparse"))) {
            assertThat(file.size()).isEqualTo(size);
            ByteBuffer around = ByteBuffer.allocate(514);
            file.read(around, (1 << 20) - 1);
            assertThat(around.array()).isEqualTo(Tars.joined(new byte[1], filled(512, 1), new byte[1]));
            ByteBuffer end = ByteBuffer.allocate(4);
            file.read(end, size - 4);
            assertThat(end.array()).containsExactly(0, 1, 1, 1);
        }
        assertThat(folder.resolve("hole")).hasSize(size);
        assertThat(folder.resolve("short")).hasBinaryContent(Tars.joined(filled(512, 2), new byte[488]));
    }

    /** As everything else that is not a sparse file. */
    @ParameterizedTest
    @EnumSource
    @Timeout(20)
    void isExtractedByAThreadThatWasInterrupted(Kind kind, @TempDir Path folder) throws Exception {
        byte[] archive = Tars.archive(
                kind.entry(1000, filled(512, 1), 0, 512, 1000, 0), kind.named("hole", 1000, new byte[0], 1000, 0));

        Thread.currentThread().interrupt();
        try (ArchiveReader reader = ArchiveFormat.TAR.read(archive)) {
            reader.extractTo(folder);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(folder.resolve("sparse")).hasBinaryContent(Tars.joined(filled(512, 1), new byte[488]));
        assertThat(folder.resolve("hole")).hasBinaryContent(new byte[1000]);
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(20)
    void isPassedOverWithoutItsZeros(Kind kind) throws Exception {
        long size = 1L << 40;
        byte[] archive = Tars.archive(kind.entry(size, filled(512, 1), 512, 512, size, 0), Tars.file("next"));
        ArchiveLimits all = ArchiveLimits.DEFAULT.entrySize(size).totalSize(2 * size);

        assertThat(passedOver(archive, all)).isEqualTo(2);
        assertThatThrownBy(() -> passedOver(archive, all.ratio(1000))).hasMessageContaining("\"ratio\" is 1000");
        assertThatThrownBy(() -> passedOver(archive, all.totalSize(size + 3))).hasMessageContaining("\"totalSize\"");
    }

    private static int passedOver(byte[] archive, ArchiveLimits limits) throws IOException {
        int entries = 0;
        try (ArchiveReader reader = ArchiveFormat.TAR.read(archive, limits)) {
            while (reader.next()) {
                entries++;
            }
        }
        return entries;
    }

    @ParameterizedTest
    @EnumSource
    void isAnErrorWhereverItIsCut(Kind kind) {
        byte[] archive = kind.entry(1000, filled(512, 1), 0, 512, 1000, 0);
        for (int length = 0; length < archive.length; length++) {
            byte[] cut = Arrays.copyOf(archive, length);

            assertThatThrownBy(() -> ArchiveFormat.TAR.names(cut))
                    .as("cut to %s of %s", length, archive.length)
                    .isInstanceOf(IOException.class);
        }
    }
}
