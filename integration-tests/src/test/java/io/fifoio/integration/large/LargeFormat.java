package io.fifoio.integration.large;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fifoio.adapters.Codec;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.Row;
import io.fifoio.adapters.RowFormat;
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
import java.util.function.Function;
import java.util.stream.LongStream;

/** A format, with data passed through it that the heap could not hold: written, opened, read back and compared. */
enum LargeFormat {
    JSON_ARRAY(bytes -> json(Json.array(ids(bytes), LargeFormat::write).open(), bytes)),
    JSON_ARRAY_BY_PIPE(bytes -> json(Json.array(ids(bytes), LargeFormat::write).open(LargeFormat::onAThread), bytes)),
    JSON_3_ARRAY(bytes -> json(
            io.fifoio.adapters.json3.Json.array(ids(bytes), LargeFormat::write3).open(), bytes)),
    JSON_LINES(bytes -> json(Json.lines(ids(bytes), LargeFormat::write).open(), bytes)),
    JSON_ROWS(bytes -> json(rows(Json.rows(), bytes).open(), bytes)),
    CSV(bytes -> csv(rows(Csv.rows(), bytes).open(), bytes)),
    GZIP(Compression.GZIP),
    PARALLEL_GZIP(bytes -> compressed(ParallelGzip.level(6), Compression.GZIP, bytes)),
    ZLIB(Compression.ZLIB),
    DEFLATE(Compression.DEFLATE),
    BZIP2(Compression.BZIP2),
    XZ(Compression.XZ),
    ZSTD(Compression.ZSTD),
    LZ4(Compression.LZ4),
    SNAPPY(Compression.SNAPPY),
    TAR(bytes -> archived(Tar.of(entries(sized(bytes))).open(), Tar::read, bytes)),
    ZIP(bytes -> archived(Zip.of(entries(sized(bytes))).open(), Zip::read, bytes)),
    ZIP_OF_UNKNOWN_SIZE(bytes ->
            archived(Zip.of(entries(Entry.file("large", filling(bytes)))).open(), Zip::read, bytes));

    private static final List<String> COLUMNS = List.of("id", "text");
    private static final String TEXT = "sixty characters as there are in many a record or some more";

    /** Of each record, in each of the formats, at least. */
    private static final int LEAST_RECORD = TEXT.length() + 5;

    private static final int SMALL_ENTRIES = 1000;

    private final Passing passing;

    LargeFormat(Passing passing) {
        this.passing = passing;
    }

    LargeFormat(Compression format) {
        this(bytes -> compressed(format, format, bytes));
    }

    @FunctionalInterface
    private interface Passing {
        /** @return how many bytes the format made of the given number */
        long pass(long bytes) throws IOException;
    }

    private static void onAThread(Runnable task) {
        new Thread(task, "producer").start();
    }

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

    private static PushSource rows(RowFormat format, long bytes) {
        return format.of(COLUMNS, ids(bytes), LargeFormat::fill);
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

    private static long csv(SourceInputStream opened, long bytes) throws IOException {
        try (opened;
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

    private static Entry sized(long bytes) {
        return Entry.file("large", bytes, filling(bytes));
    }

    private static List<Entry> entries(Entry large) {
        return LongStream.rangeClosed(0, SMALL_ENTRIES)
                .mapToObj(i -> i == SMALL_ENTRIES / 2 ? large : Entry.file("small-" + i, i, filling(i)))
                .toList();
    }

    private static long archived(SourceInputStream opened, Function<InputStream, ArchiveReader> format, long bytes)
            throws IOException {
        try (ArchiveReader reader = format.apply(opened)) {
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
            long made = valueOf(name).passing.pass(bytes);
            long millis = (System.nanoTime() - began) / 1_000_000;
            System.out.printf("| %s | %d | %d | %d |%n", name, bytes >> 20, made >> 20, millis);
        }
    }
}
