package io.fifoio.integration;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.archive.ArchiveReader;
import io.fifoio.adapters.archive.Entry;
import io.fifoio.adapters.archive.Tar;
import io.fifoio.adapters.archive.Zip;
import io.fifoio.adapters.compress.Compression;
import io.fifoio.adapters.compress.Decompression;
import io.fifoio.adapters.csv.Csv;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * Uses every format that the adapters know, and reports for each whether it works or what the error says. Loaded in a
 * place where some libraries are missing.
 */
final class EveryFormat implements Callable<Map<String, String>> {

    static final String WORKS = "works";

    private static final String TEXT = "carried";

    private final Map<String, String> told = new TreeMap<>();

    @Override
    public Map<String, String> call() {
        for (Compression format : Compression.values()) {
            use(format + " written and read", () -> {
                PushSource source = out -> out.write(TEXT.getBytes());
                byte[] compressed = written(source.through(format));
                ensureCarried(Decompression.of(format)
                        .open(new ByteArrayInputStream(compressed))
                        .readAllBytes());
            });
            use(format + " read", () -> readNothing(format));
        }
        List<Entry> entries = List.of(Entry.file("a", TEXT.length(), out -> out.write(TEXT.getBytes())));
        use("tar written", () -> written(Tar.of(entries)));
        use("tar read", () -> Tar.read(new ByteArrayInputStream(new byte[1024])).next());
        use("tar written and read", () -> {
            try (ArchiveReader reader = Tar.read(Tar.of(entries).open())) {
                reader.next();
                ensureCarried(reader.entry().content().readAllBytes());
            }
        });
        use("zip written", () -> written(Zip.of(entries)));
        use(
                "zip read",
                () -> Zip.read(new ByteArrayInputStream(written(Zip.of(entries))))
                        .next());
        use(
                "Jackson 2",
                () -> written(
                        io.fifoio.adapters.json.Json.rows().of(List.of("n"), List.of(1), (row, n) -> row.integer(n))));
        use(
                "Jackson 3",
                () -> written(
                        io.fifoio.adapters.json3.Json.rows().of(List.of("n"), List.of(1), (row, n) -> row.integer(n))));
        use("csv", () -> written(Csv.rows().of(List.of("n"), List.of(1), (row, n) -> row.integer(n))));
        return told;
    }

    /** Reads from an empty input, which is an error; but the decoder is needed first. */
    private static void readNothing(Compression format) throws IOException {
        try {
            Decompression.of(format).open(InputStream.nullInputStream()).read();
        } catch (IOException e) {
            if (e.getCause() instanceof LinkageError) {
                throw e;
            }
        }
    }

    private void use(String format, Use use) {
        try {
            use.run();
            told.put(format, WORKS);
        } catch (Exception | LinkageError e) {
            told.put(format, String.valueOf(e.getMessage()));
        }
    }

    private static byte[] written(PushSource source) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        source.writeTo(out);
        return out.toByteArray();
    }

    private static void ensureCarried(byte[] read) {
        if (!TEXT.equals(new String(read))) {
            throw new IllegalStateException("read was " + new String(read));
        }
    }

    @FunctionalInterface
    private interface Use {
        void run() throws Exception;
    }
}
