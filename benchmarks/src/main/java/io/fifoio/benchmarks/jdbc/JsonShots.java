package io.fifoio.benchmarks.jdbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.compress.ParallelGzip;
import io.fifoio.adapters.jdbc.Blobs;
import io.fifoio.adapters.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * Times JSON -> gzip -> BLOB of H2 in one way: a program. Arguments: the way, a folder, records in thousands, how
 * often.
 */
final class JsonShots {

    static final String ACTION = "export";

    private static final int PIPE = 64 * 1024;
    private static final int WARM_UPS = 2;

    /** The ways, and the heap that each has in MiB: an array holds the whole. */
    enum Export {
        ARRAY(1024),
        PIPED(64),
        FIFO(64),
        PARALLEL(64);

        private final int heapMib;

        Export(int heapMib) {
            this.heapMib = heapMib;
        }

        int heapMib() {
            return heapMib;
        }

        @Override
        public String toString() {
            return switch (this) {
                case ARRAY -> "byte[], GZIPOutputStream";
                case PIPED -> "PipedInputStream, GZIPOutputStream";
                case FIFO -> "fifoio, GZIPOutputStream";
                case PARALLEL -> "fifoio, ParallelGzip";
            };
        }
    }

    private final JsonFactory factory = new JsonFactory();
    private final Iterable<Integer> records;

    private JsonShots(int records) {
        this.records = () -> IntStream.range(0, records).iterator();
    }

    /** Prints a line for each that is not the first. */
    public static void main(String[] arguments) throws Exception {
        Export way = Export.valueOf(arguments[0]);
        JsonShots shots = new JsonShots(Integer.parseInt(arguments[2]) * 1000);
        try (Connection connection = Store.H2.connect(Path.of(arguments[1]))) {
            Store.H2.createTables(connection);
            long jsonBytes = shots.jsonBytes();
            for (int i = -WARM_UPS; i < Integer.parseInt(arguments[3]); i++) {
                long began = System.nanoTime();
                try (PreparedStatement insert =
                        connection.prepareStatement("insert into large(id, data) values (1, ?)")) {
                    shots.export(way, insert);
                }
                connection.commit();
                double millis = (System.nanoTime() - began) / 1e6;
                if (i >= 0) {
                    System.out.println(new Shot("H2", ACTION, way.toString(), (int) (jsonBytes >> 20), millis).line());
                } else {
                    System.out.println(way + ": " + jsonBytes + " bytes of JSON became " + stored(connection));
                }
                Store.H2.deleteAll(connection);
            }
            connection.commit();
        }
        System.exit(0);
    }

    private static long stored(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select length(data) from large")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void export(Export way, PreparedStatement insert) throws Exception {
        switch (way) {
            case ARRAY -> {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                write(new GZIPOutputStream(bytes));
                insert.setBytes(1, bytes.toByteArray());
                insert.executeUpdate();
            }
            case PIPED -> piped(insert);
            case FIFO -> Blobs.executeUpdate(insert, 1, json().through(GZIPOutputStream::new));
            case PARALLEL -> Blobs.executeUpdate(insert, 1, json().through(ParallelGzip.level(6)));
        }
    }

    /** Writes as one would do it by hand, with luck: a failing writer would look like the end of the data. */
    private void piped(PreparedStatement insert) throws Exception {
        try (PipedInputStream in = new PipedInputStream(PIPE)) {
            PipedOutputStream out = new PipedOutputStream(in);
            FutureTask<Boolean> writing = new FutureTask<>(() -> {
                write(new GZIPOutputStream(out));
                return true;
            });
            new Thread(writing, "writer").start();
            insert.setBinaryStream(1, in);
            insert.executeUpdate();
            writing.get();
        }
    }

    private PushSource json() {
        return Json.array(records, JsonShots::write);
    }

    /** Writes with Jackson only. */
    private void write(OutputStream out) throws IOException {
        try (JsonGenerator generator = factory.createGenerator(out)) {
            generator.writeStartArray();
            for (Integer id : records) {
                write(generator, id);
            }
            generator.writeEndArray();
        }
    }

    private static void write(JsonGenerator generator, int id) throws IOException {
        generator.writeStartObject();
        generator.writeNumberField("id", id);
        generator.writeStringField("customer", "customer of some name " + id % 977);
        generator.writeStringField("city", "Z\u00fcrich");
        generator.writeNumberField("total", id * 7919L % 1_000_003);
        generator.writeBooleanField("paid", (id & 1) == 0);
        generator.writeEndObject();
    }

    private long jsonBytes() throws Exception {
        long[] count = {0};
        json().writeTo(new OutputStream() {
            @Override
            public void write(int b) {
                count[0]++;
            }

            @Override
            public void write(byte[] b, int off, int len) {
                count[0] += len;
            }
        });
        return count[0];
    }
}
