package io.fifoio.integration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.compress.Gzip;
import io.fifoio.adapters.jdbc.Blobs;
import io.fifoio.adapters.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** JSON array -> gzip -> BLOB on disk, and all the way back. A program, so that it can have a small heap. */
final class JsonIntoBlob {

    private static final long SEED = 20261123;

    /** Random bytes in an element; in Base64 they are 4000 characters. */
    private static final int ELEMENT = 3000;

    private JsonIntoBlob() {}

    /** How many elements make a document of that size. */
    static long elements(long jsonBytes) {
        return jsonBytes / (ELEMENT * 4 / 3);
    }

    /** @param arguments the database file, and how many bytes of JSON */
    public static void main(String[] arguments) throws Exception {
        String url = "jdbc:h2:file:" + arguments[0];
        long elements = elements(Long.parseLong(arguments[1]));
        try (Connection connection = DriverManager.getConnection(url)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table export(data blob)");
            }
            connection.setAutoCommit(false);
            write(connection, elements);
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            readBack(connection, elements);
        }
        System.out.println("read back as written: " + elements + " elements, seed " + SEED);
    }

    private static void write(Connection connection, long elements) throws SQLException, IOException {
        Iterable<byte[]> values = () -> values(elements);
        PushSource json = Json.array(values, JsonGenerator::writeBinary);
        try (PreparedStatement insert = connection.prepareStatement("insert into export(data) values (?)")) {
            Blobs.executeUpdate(insert, 1, json.through(Gzip.level(6)));
        }
        connection.commit();
    }

    private static void readBack(Connection connection, long elements) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select data from export")) {
            rows.next();
            try (InputStream in = new GZIPInputStream(rows.getBinaryStream(1));
                    JsonParser parser = new JsonFactory().createParser(in)) {
                compare(parser, elements);
            }
        }
    }

    private static void compare(JsonParser parser, long elements) throws IOException {
        Iterator<byte[]> expected = values(elements);
        expect(parser.nextToken() == JsonToken.START_ARRAY, "an array");
        for (long i = 0; i < elements; i++) {
            parser.nextToken();
            expect(Arrays.equals(parser.getBinaryValue(), expected.next()), "element " + i + " of " + elements);
        }
        expect(parser.nextToken() == JsonToken.END_ARRAY, "the array's end");
        expect(parser.nextToken() == null, "the document's end");
    }

    private static void expect(boolean met, String what) {
        if (!met) {
            throw new AssertionError("expected " + what + ", seed " + SEED);
        }
    }

    private static Iterator<byte[]> values(long elements) {
        Random random = new Random(SEED);
        return Stream.generate(() -> {
                    byte[] bytes = new byte[ELEMENT];
                    random.nextBytes(bytes);
                    return bytes;
                })
                .limit(elements)
                .iterator();
    }
}
