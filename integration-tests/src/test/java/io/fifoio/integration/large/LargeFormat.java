package io.fifoio.integration.large;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fifoio.adapters.Codec;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.Row;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.archive.ArchiveReader;
import io.fifoio.adapters.archive.Entry;
import io.fifoio.adapters.archive.Tar;
import io.fifoio.adapters.archive.Zip;
import io.fifoio.adapters.compress.Compression;
import io.fifoio.adapters.compress.Decompression;
import io.fifoio.adapters.compress.ParallelGzip;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.LongStream;

/** A format, with data passed through it that the heap could not hold: written, opened, read back and compared. */
enum LargeFormat {
    JSON_ARRAY {
        @Override
        long pass(long bytes) throws IOException {
            return json(Json.array(ids(bytes), LargeFormat::write).open(), bytes);
        }
    },
    JSON_ARRAY_BY_PIPE {
        @Override
        long pass(long bytes) throws IOException {
            return json(Json.array(ids(bytes), LargeFormat::write).open(ON_A_THREAD), bytes);
        }
    },
    JSON_3_ARRAY {
        @Override
        long pass(long bytes) throws IOException {
            return json(
                    io.fifoio.adapters.json3.Json.array(ids(bytes), LargeFormat::write3)
                            .open(),
                    bytes);
        }
    },
    JSON_LINES {
        @Override
        long pass(long bytes) throws IOException {
            return json(Json.lines(ids(bytes), LargeFormat::write).open(), bytes);
        }
    },
    JSON_ROWS {
        @Override
        long pass(long bytes) throws IOException {
            return json(Json.rows().of(COLUMNS, ids(bytes), LargeFormat::fill).open(), bytes);
        }
    },
    CSV {
        @Override
        long pass(long bytes) throws IOException {
            try (SourceInputStream opened = Csv.rows()
                            .of(COLUMNS, ids(bytes), LargeFormat::fill)
                            .open();
                    BufferedReader lines = new BufferedReader(new InputStreamReader(opened, StandardCharsets.UTF_8))) {
                expect(String.join(",", COLUMNS).equals(lines.readLine()), "the header");
                for (long id = 0; id < records(bytes); id++) {
                    String line = lines.readLine();
                    expect(line.startsWith(id + "," + TEXT), "row " + id);
                }
                expect(lines.readLine() == null, "the end");
                return opened.result().bytes();
            }
        }
    },
    GZIP {
        @Override
        long pass(long bytes) throws IOException {
            return compressed(Compression.GZIP, Compression.GZIP, bytes);
        }
    },
    PARALLEL_GZIP {
        @Override
        long pass(long bytes) throws IOException {
            return compressed(ParallelGzip.level(6), Compression.GZIP, bytes);
        }
    },
    ZLIB {
        @Override
        long pass(long bytes) throws IOException {
            return compressed(Compression.ZLIB, Compression.ZLIB, bytes);
        }
    },
    DEFLATE {
        @Override
        long pass(long bytes) throws IOException {
            return compressed(Compression.DEFLATE, Compression.DEFLATE, bytes);
        }
    },
    BZIP2 {
        @Override
        long pass(long bytes) throws IOException {
            return compressed(Compression.BZIP2, Compression.BZIP2, bytes);
        }
    },
    XZ {
        @Override
        long pass(long bytes) throws IOException {
            return compressed(Compression.XZ, Compression.XZ, bytes);
        }
    },
    ZSTD {
        @Override
        long pass(long bytes) throws IOException {
            return compressed(Compression.ZSTD, Compression.ZSTD, bytes);
        }
    },
    LZ4 {
        @Override
        long pass(long bytes) throws IOException {
            return compressed(Compression.LZ4, Compression.LZ4, bytes);
        }
    },
    SNAPPY {
        @Override
        long pass(long bytes) throws IOException {
            return compressed(Compression.SNAPPY, Compression.SNAPPY, bytes);
        }
    },
    TAR {
        @Override
        long pass(long bytes) throws IOException {
            SourceInputStream opened =
                    Tar.of(entries(Entry.file("large", bytes, filling(bytes)))).open();
            return archived(opened, Tar.read(opened), bytes);
        }
    },
    ZIP {
        @Override
        long pass(long bytes) throws IOException {
            SourceInputStream opened =
                    Zip.of(entries(Entry.file("large", bytes, filling(bytes)))).open();
            return archived(opened, Zip.read(opened), bytes);
        }
    },
    ZIP_OF_UNKNOWN_SIZE {
        @Override
        long pass(long bytes) throws IOException {
            SourceInputStream opened =
                    Zip.of(entries(Entry.file("large", filling(bytes)))).open();
            return archived(opened, Zip.read(opened), bytes);
        }
    };

    private static final List<String> COLUMNS = List.of("id", "text");
    private static final String TEXT = "sixty characters as there are in many a record or some more";

    /** Of each record, in each of the formats, at least. */
    private static final int LEAST_RECORD = TEXT.length() + 5;

    private static final Executor ON_A_THREAD = task -> new Thread(task, "producer").start();

    private static final int SMALL_ENTRIES = 1000;

    /** @return how many bytes the format made of it */
    abstract long pass(long bytes) throws IOException;

    private static long records(long bytes) {
        return bytes / LEAST_RECORD;
    }

    private static Iterable<Long> ids(long bytes) {
        return () -> LongStream.range(0, records(bytes)).iterator();
    }

    private static void write(JsonGenerator generator, long id) throws IOException {
        generator.writeStartObject();
        generator.writeNumberField("id", id);
        generator.writeStringField("text", TEXT);
        generator.writeEndObject();
    }

    private static void write3(tools.jackson.core.JsonGenerator generator, long id) {
        generator.writeStartObject();
        generator.writeNumberProperty("id", id);
        generator.writeStringProperty("text", TEXT);
        generator.writeEndObject();
    }

    private static void fill(Row row, long id) throws IOException {
        row.integer(id).text(TEXT);
    }

    /** In an array or not. */
    private static long json(SourceInputStream opened, long bytes) throws IOException {
        try (opened;
                JsonParser parser = new JsonFactory().createParser(opened)) {
            long id = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_INT) {
                    expect(parser.getLongValue() == id, "record " + id);
                    id++;
                }
            }
            expect(id == records(bytes), records(bytes) + " records, not " + id);
            return opened.result().bytes();
        }
    }

    private static PushSource filling(long bytes) {
        return PushSource.from(() -> new Filling(bytes));
    }

    private static long compressed(Codec codec, Compression format, long bytes) throws IOException {
        try (SourceInputStream opened = filling(bytes).through(codec).open();
                InputStream plain = Decompression.of(format).open(opened)) {
            compare(plain, bytes);
            return opened.result().bytes();
        }
    }

    private static List<Entry> entries(Entry large) {
        return LongStream.rangeClosed(0, SMALL_ENTRIES)
                .mapToObj(i -> i == SMALL_ENTRIES / 2 ? large : Entry.file("small-" + i, i, filling(i)))
                .toList();
    }

    private static long archived(SourceInputStream opened, ArchiveReader reader, long bytes) throws IOException {
        try (reader) {
            for (int i = 0; i <= SMALL_ENTRIES; i++) {
                expect(reader.next(), "entry " + i);
                compare(reader.entry().content(), i == SMALL_ENTRIES / 2 ? bytes : i);
            }
            expect(!reader.next(), "the archive's end");
            return opened.result().bytes();
        }
    }

    private static void compare(InputStream read, long bytes) throws IOException {
        Filling expected = new Filling(bytes);
        byte[] wanted = new byte[64 * 1024];
        byte[] got = new byte[64 * 1024];
        long position = 0;
        for (int count = expected.read(wanted); count >= 0; count = expected.read(wanted)) {
            int there = read.readNBytes(got, 0, count);
            expect(
                    there == count && Arrays.equals(wanted, 0, count, got, 0, count),
                    "the bytes from " + position + " to " + (position + count) + " as they were");
            position += count;
        }
        expect(read.read() < 0, "the end after " + bytes + " bytes");
    }

    private static void expect(boolean met, String what) {
        if (!met) {
            throw new AssertionError("expected " + what + ", seed " + Filling.SEED);
        }
    }

    /** @param arguments names of formats, after how many bytes */
    public static void main(String[] arguments) throws Exception {
        long bytes = Long.parseLong(arguments[0]);
        for (String name : Arrays.asList(arguments).subList(1, arguments.length)) {
            long began = System.nanoTime();
            long made = valueOf(name).pass(bytes);
            long millis = (System.nanoTime() - began) / 1_000_000;
            System.out.printf("| %s | %d | %d | %d |%n", name, bytes >> 20, made >> 20, millis);
        }
    }
}
