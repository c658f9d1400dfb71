package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fifoio.adapters.testing.Program;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Tars made by hand, with files of which they contain only what is not a hole. */
final class SparseTars {

    private SparseTars() {}

    /** How a map is written. */
    enum Kind {
        GNU {
            @Override
            byte[] named(String name, long size, byte[] data, long... map) {
                return gnu(name, size, data, map);
            }
        },
        PAX_0_0 {
            @Override
            byte[] named(String name, long size, byte[] data, long... map) {
                StringBuilder records = new StringBuilder(sizes(size, map));
                for (int i = 0; i < map.length; i += 2) {
                    records.append(record("offset", map[i])).append(record("numbytes", map[i + 1]));
                }
                return Tars.joined(Tars.pax(records.toString()), Tars.entry(name, '0', data, ""));
            }
        },
        PAX_0_1 {
            @Override
            byte[] named(String name, long size, byte[] data, long... map) {
                String records = sizes(size, map)
                        + record("name", name)
                        + (map.length == 0 ? "" : record("map", joined(map, ",")));
                return Tars.joined(Tars.pax(records), Tars.entry("GNUSparseFile.1/" + name, '0', data, ""));
            }
        },
        PAX_1_0 {
            @Override
            byte[] named(String name, long size, byte[] data, long... map) {
                String lines = map.length / 2 + "\n" + joined(map, "\n") + (map.length == 0 ? "" : "\n");
                byte[] text = lines.getBytes(StandardCharsets.UTF_8);
                byte[] content = Tars.joined(text, new byte[-text.length & 511], data);
                return Tars.joined(
                        Tars.pax(version1(name, size)), Tars.entry("GNUSparseFile.1/" + name, '0', content, ""));
            }
        };

        /** @param map offset and length in turn */
        abstract byte[] named(String name, long size, byte[] data, long... map);

        byte[] entry(long size, byte[] data, long... map) {
            return named("sparse", size, data, map);
        }
    }

    static String sizes(long size, long... map) {
        return record("size", size) + record("numblocks", map.length / 2);
    }

    static String version1(String name, long size) {
        return record("major", 1) + record("minor", 0) + record("name", name) + record("realsize", size);
    }

    static String record(String name, Object value) {
        String rest = " GNU.sparse." + name + "=" + value + "\n";
        int length = rest.length() + 2;
        length = rest.length() + String.valueOf(length).length();
        length = rest.length() + String.valueOf(length).length();
        return length + rest;
    }

    private static String joined(long[] map, String between) {
        return String.join(between, Arrays.stream(map).mapToObj(Long::toString).toList());
    }

    static byte[] gnu(String name, long size, byte[] data, long... map) {
        byte[] header = Tars.header(name, 'S', data.length, "");
        put(header, 257, "ustar  \0");
        number(header, 483, size);
        byte[] rest = new byte[512];
        List<byte[]> parts = new ArrayList<>();
        parts.add(header);
        byte[] block = header;
        int at = 386;
        for (int i = 0; i < map.length; i += 2) {
            if (at == (block == header ? 482 : 504)) {
                block[at] = 1;
                block = rest.clone();
                parts.add(block);
                at = 0;
            }
            number(block, at, map[i]);
            number(block, at + 12, map[i + 1]);
            at += 24;
        }
        Tars.summed(header);
        parts.add(data);
        parts.add(new byte[-data.length & 511]);
        return Tars.joined(parts.toArray(byte[][]::new));
    }

    /** The checksum of the header that these bytes begin with. */
    static void resum(byte[] archive) {
        System.arraycopy(Tars.summed(Arrays.copyOf(archive, 512)), 0, archive, 0, 512);
    }

    /** In digits; where they are not enough, in bytes. */
    private static void number(byte[] block, int at, long number) {
        if (number < 1L << 33) {
            put(block, at, String.format("%011o\0", number));
        } else {
            ByteBuffer.wrap(block, at, 12).put((byte) 0x80).put(new byte[3]).putLong(number);
        }
    }

    private static void put(byte[] block, int at, String text) {
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, block, at, text.length());
    }

    static byte[] filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** Returns an archive of files of every kind that all programs read alike, with random contents. */
    static byte[] byChance(long seed, int count) {
        Random random = new Random(seed);
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Long> map = new ArrayList<>();
            int data = 0;
            long end = 0;
            for (int left = random.nextInt(60); left > 0; left--) {
                int length = 512 * (1 + random.nextInt(3)) - (left == 1 ? random.nextInt(512) : 0);
                end += random.nextInt(3) * random.nextInt(3000);
                map.addAll(List.of(end, (long) length));
                data += length;
                end += length;
            }
            if (random.nextBoolean()) {
                end += random.nextInt(3000);
                map.addAll(List.of(end, 0L));
            }
            byte[] bytes = new byte[data];
            random.nextBytes(bytes);
            Kind kind = Kind.values()[i % Kind.values().length];
            entries.add(kind.named(
                    "sparse" + i,
                    end,
                    bytes,
                    map.stream().mapToLong(Long::longValue).toArray()));
        }
        return Tars.archive(entries.toArray(byte[][]::new));
    }

    /** As {@code sha256sum} prints them: digest, two blanks, name. */
    static List<String> sums(byte[] archive) throws Exception {
        List<String> sums = new ArrayList<>();
        try (ArchiveReader reader = ArchiveFormat.TAR.read(archive)) {
            while (reader.next()) {
                byte[] content = reader.entry().content().readAllBytes();
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
                sums.add(
                        HexFormat.of().formatHex(digest) + "  " + reader.entry().name());
            }
        }
        return sums;
    }

    /** Skips the test if a file without content would really take as much room as its length. */
    static void assumeHoles(Path folder) throws Exception {
        assumeTrue(File.separatorChar == '/', "holes are counted by du, which POSIX has");
        Path file = folder.resolve("hole");
        try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
            hole.setLength(16 << 20);
            hole.write(1);
        }
        String kilobytes = Program.of("du", "-k", file.toString()).run().split("\\s")[0];
        Files.delete(file);
        assumeTrue(Long.parseLong(kilobytes) < 1024, () -> "the file system of " + folder + " makes no holes");
    }

    /** Read in pieces of such a length, the entry behind it too. */
    static byte[] content(byte[] entry, long size, int piece) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (ArchiveReader reader = ArchiveFormat.TAR.read(Tars.archive(entry, Tars.file("next")))) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().name()).isEqualTo("sparse");
            assertThat(reader.entry().size()).isEqualTo(size);
            InputStream content = reader.entry().content();
            byte[] buffer = new byte[piece];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                assertThat(count).isPositive();
                read.write(buffer, 0, count);
            }
            assertThat(reader.next()).isTrue();
            assertThat(reader.entry().name()).isEqualTo("next");
            assertThat(reader.next()).isFalse();
        }
        return read.toByteArray();
    }
}
