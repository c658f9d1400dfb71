package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.fifoio.adapters.testing.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives that were changed at random: reading and extracting them ends, with success or an {@code IOException}, and
 * touches nothing but the folder. A hundred thousand of them in the profile long; {@code -Dfifoio.fuzz=1000000} for
 * more.
 */
final class ArchiveFuzzTest {

    private static final long SEED = 20261125;
    private static final int INPUTS =
            Integer.getInteger("fifoio.fuzz", Boolean.getBoolean("fifoio.long") ? 100_000 : 10_000);

    /** Extracting costs far more than reading, so only one in this many is extracted. */
    private static final int EXTRACTED = 20;

    private static final ArchiveLimits LIMITS = ArchiveLimits.DEFAULT
            .entries(1000)
            .entrySize(1 << 20)
            .totalSize(4 << 20)
            .nameLength(500);

    @TempDir
    Path outside;

    private static List<byte[]> seeds() throws Exception {
        byte[] payload = Payload.ofSize(700);
        String longName = "long/".repeat(30);
        List<Entry> entries = List.of(
                Entry.directory("d"),
                Entry.file("d/a", payload.length, out -> out.write(payload)),
                Entry.file("d/ü🎈", out -> out.write("text ".repeat(100).getBytes("UTF-8"))),
                Entry.file(longName + "b", 3, out -> out.write(new byte[3])).stored(),
                Entry.symbolicLink("d/l", "../" + longName + "b"));
        byte[] links = Payload.writtenBy(Tar.of(List.of(
                Entry.file("a", 1, out -> out.write(1)),
                Entry.hardLink("b", "a"),
                Entry.symbolicLink("c", "a"),
                Entry.directory("d"),
                Entry.symbolicLink("d/e", ".."))));
        byte[] gnu = Tars.archive(
                Tars.entry("././@LongLink", 'L', (longName + "c\0").getBytes("UTF-8"), ""),
                Tars.file("short"),
                Tars.entry("././@LongLink", 'K', (longName + "c\0").getBytes("UTF-8"), ""),
                Tars.symbolicLink("l", "short"),
                Tars.entry("g", 'g', "13 comment=x\n".getBytes("UTF-8"), ""),
                Tars.file("last"));
        byte[] data = Payload.ofSize(1027);
        byte[] sparse = Tars.archive(
                SparseTars.Kind.GNU.entry(
                        10_000, Payload.ofSize(1539), 512, 512, 2048, 512, 4096, 512, 8000, 3, 10_000, 0),
                SparseTars.Kind.PAX_0_0.entry(10_000, data, 512, 1024, 4096, 3),
                SparseTars.Kind.PAX_0_1.entry(10_000, data, 512, 1024, 4096, 3),
                SparseTars.Kind.PAX_1_0.entry(10_000, data, 512, 1024, 4096, 3));
        return List.of(
                Payload.writtenBy(Tar.of(entries)),
                links,
                gnu,
                sparse,
                Payload.writtenBy(Zip.of(entries)),
                Payload.writtenBy(Zip.of(List.of(Entry.file("a", out -> out.write(payload))))));
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void endsWellOrWithAnIoExceptionAndStaysInside() throws Exception {
        Random random = new Random(SEED);
        List<byte[]> seeds = seeds();
        Path folder = outside.resolve("folder");
        Path guard = Files.writeString(outside.resolve("guard"), "guard");
        int succeeded = 0;
        for (int input = 0; input < INPUTS; input++) {
            int seed = random.nextInt(seeds.size());
            boolean tar = seed < 4;
            byte[] archive = mutated(seeds.get(seed), tar, random);
            boolean extract = input % EXTRACTED == 0;
            try (ArchiveReader reader = tar
                    ? Tar.read(new ByteArrayInputStream(archive), LIMITS)
                    : Zip.read(new ByteArrayInputStream(archive), LIMITS)) {
                if (extract) {
                    reader.extractTo(folder, random.nextBoolean() ? Existing.REFUSE : Existing.REPLACE);
                } else {
                    readAll(reader, random);
                }
                succeeded++;
            } catch (IOException expected) {
                if (extract && Files.exists(folder)) {
                    fail("left behind: " + expected + where(input, archive));
                }
            } catch (Throwable e) {
                throw new AssertionError("not an IOException" + where(input, archive), e);
            }
            if (extract) {
                Trees.delete(folder);
            }
        }
        assertThat(guard).hasContent("guard");
        try (Stream<Path> left = Files.list(outside)) {
            assertThat(left).as("seed %s", SEED).containsExactly(guard);
        }
        assertThat(succeeded).as("of %s, seed %s", INPUTS, SEED).isBetween(1, INPUTS - 1);
    }

    private static void readAll(ArchiveReader reader, Random random) throws IOException {
        byte[] buffer = new byte[1 + random.nextInt(2000)];
        while (reader.next()) {
            if (random.nextInt(4) > 0) {
                for (int count = 0; count >= 0; count = reader.entry().content().read(buffer)) {
                    assertThat(count).isBetween(0, buffer.length);
                }
            }
        }
    }

    private static String where(int input, byte[] archive) {
        return ", seed " + SEED + ", input " + input + ":\n" + HexFormat.of().formatHex(archive);
    }

    private static byte[] mutated(byte[] seed, boolean tar, Random random) {
        byte[] archive = seed.clone();
        int changes = random.nextInt(4);
        for (int i = 0; i <= changes; i++) {
            int at = random.nextInt(archive.length);
            switch (random.nextInt(8)) {
                case 0 -> archive[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> archive[at] = (byte) random.nextInt(256);
                case 2 -> archive[at] = (byte) "0123456789/.\\\0xgLKSMV125 ".charAt(random.nextInt(25));
                case 3 -> archive = Arrays.copyOf(archive, 1 + at);
                case 4 -> {
                    // A part again, elsewhere.
                    int length = Math.min(random.nextInt(600), archive.length - at);
                    int to = random.nextInt(archive.length - length + 1);
                    System.arraycopy(archive, at, archive, to, length);
                }
                case 5 -> {
                    int length = Math.min(1 + random.nextInt(8), archive.length - at);
                    Arrays.fill(archive, at, at + length, (byte) (random.nextBoolean() ? 0xff : 0));
                }
                case 6 -> {
                    byte[] inserted = "../".getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    System.arraycopy(
                            inserted,
                            0,
                            archive,
                            Math.max(0, Math.min(at, archive.length - 3)),
                            Math.min(3, archive.length));
                }
                default -> {
                    // A whole field of a header and not only single bytes, because fields are what matters.
                    int block = at / 512 * 512;
                    int[] fields = {0, 124, 125, 135, 156, 157, 257, 345};
                    int field = block + fields[random.nextInt(fields.length)];
                    if (tar && field < archive.length) {
                        archive[field] = (byte) "01256xgLKS7/.\0".charAt(random.nextInt(14));
                    }
                }
            }
        }
        return tar && random.nextInt(5) > 0 ? resummed(archive) : archive;
    }

    /** Corrects the checksums; otherwise nearly all archives would fail at the first one. */
    private static byte[] resummed(byte[] archive) {
        for (int block = 0; block + 512 <= archive.length; block += 512) {
            if (archive[block + 257] == 'u') {
                byte[] header = Arrays.copyOfRange(archive, block, block + 512);
                System.arraycopy(Tars.summed(header), 0, archive, block, 512);
            }
        }
        return archive;
    }
}
