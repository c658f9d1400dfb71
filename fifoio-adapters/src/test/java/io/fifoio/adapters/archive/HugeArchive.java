package io.fifoio.adapters.archive;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Archives beyond what the first forms of their formats can hold, of zeros. Run in a JVM of its own, with a heap that holds a
 * small part of any entry.
 */
final class HugeArchive {

    /** Beyond 4 GiB, where the fields of a zip end. */
    static final long IN_ZIP = (4L << 30) + 12_345;

    /** Beyond 8 GiB, where the octal digits of a tar end. */
    static final long IN_TAR = (8L << 30) + 12_345;

    /** Beyond 65,535, where the count of a zip ends. */
    static final int SMALL = 66_000;

    private static final ArchiveLimits LIMITS = ArchiveLimits.DEFAULT;

    private HugeArchive() {}

    public static void main(String[] arguments) throws Exception {
        long start = System.nanoTime();
        Path file = arguments.length > 1 ? Path.of(arguments[1]) : null;
        switch (arguments[0]) {
            case "write-zip" -> write(zip(file.getParent()), file);
            case "write-opened-zip" -> {
                PushSource zip = Zip.of(() -> entries(Stream.empty(), SMALL));
                write(
                        out -> {
                            try (SourceInputStream in = zip.open()) {
                                in.transferTo(out);
                            }
                        },
                        file);
            }
            case "read-small-zip" -> {
                try (ArchiveReader reader = Zip.read(Files.newInputStream(file), LIMITS)) {
                    read(reader, SMALL, SMALL);
                }
            }
            case "read-zip" -> {
                try (ArchiveReader reader = Zip.read(Files.newInputStream(file), LIMITS)) {
                    read(reader, 2 + SMALL, 2 * IN_ZIP + SMALL);
                }
            }
            case "write-tar" -> {
                try (OutputStream out = new BufferedOutputStream(System.out, 1 << 16)) {
                    tar().writeTo(out);
                }
                return;
            }
            case "read-tar" -> {
                try (ArchiveReader reader = Tar.read(System.in, LIMITS)) {
                    read(reader, 2, IN_TAR + 1);
                }
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.printf(
                "%s: %d ms, heap of %d MiB%n",
                arguments[0],
                (System.nanoTime() - start) / 1_000_000,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    /** One entry whose content is long, one that takes as much in the archive, and many behind both. */
    private static PushSource zip(Path spool) {
        Iterable<Entry> entries = () -> entries(
                Stream.of(
                        Entry.file("deflated", zeros(IN_ZIP)),
                        Entry.file("stored", IN_ZIP, zeros(IN_ZIP)).stored()),
                SMALL);
        return Zip.of(entries, Spool.upTo(IN_ZIP).in(spool));
    }

    private static PushSource tar() {
        Iterable<Entry> entries = () -> entries(Stream.of(Entry.file("long", IN_TAR, zeros(IN_TAR))), 1);
        return Tar.of(entries);
    }

    private static Iterator<Entry> entries(Stream<Entry> first, int small) {
        return Stream.concat(
                        first,
                        IntStream.range(0, small).mapToObj(i -> Entry.file("small/" + i, 1, out -> out.write(0))))
                .iterator();
    }

    private static PushSource zeros(long count) {
        return out -> {
            byte[] zeros = new byte[1 << 16];
            for (long left = count; left > 0; left -= zeros.length) {
                out.write(zeros, 0, (int) Math.min(left, zeros.length));
            }
        };
    }

    private static void write(PushSource source, Path file) throws Exception {
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(file.toFile()), 1 << 16)) {
            source.writeTo(out);
        }
        System.out.println(Files.size(file) + " bytes");
    }

    private static void read(ArchiveReader reader, int entries, long bytes) throws IOException {
        byte[] buffer = new byte[1 << 16];
        byte[] zeros = new byte[1 << 16];
        int found = 0;
        long read = 0;
        while (reader.next()) {
            found++;
            InputStream content = reader.entry().content();
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                read += count;
                if (!Arrays.equals(buffer, 0, count, zeros, 0, count)) {
                    throw new IOException(reader.entry() + " holds what was not written, before byte " + read);
                }
            }
        }
        if (found != entries || read != bytes) {
            throw new IOException(found + " entries of " + read + " bytes, expected " + entries + " of " + bytes);
        }
    }
}
