package io.fifoio.integration.jdbc;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.Text;
import io.fifoio.adapters.jdbc.Blobs;
import io.fifoio.adapters.jdbc.Capabilities;
import io.fifoio.adapters.jdbc.Capability;
import io.fifoio.adapters.jdbc.LobUpdate;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;

/** The largest values that are held in memory, into each database of its arguments: a program for a JVM with a small heap. */
final class LargestInMemory {

    /** A statement in the form of text has each of them twice. */
    private static final byte[] BYTES = {'\'', '\'', '\'', '\'', '\\', 0, 0, '\''};

    private static final String LETTERS = "\u0416\u0416\u0416\u0416";

    private LargestInMemory() {}

    public static void main(String[] arguments) throws Exception {
        for (String name : arguments) {
            Database database = Database.valueOf(name);
            database.createTables();
            long most = most(database);
            write(database, Operation.BLOB, out -> {
                for (int i = 0; i < most / BYTES.length; i++) {
                    out.write(BYTES);
                }
            });
            int bytes = LETTERS.getBytes(StandardCharsets.UTF_8).length;
            write(database, Operation.CLOB, Text.of(writer -> {
                for (int i = 0; i < most / bytes; i++) {
                    writer.write(LETTERS);
                }
            }));
            writeBoth(database, most);
        }
        System.exit(0); // drivers' threads
    }

    private static long most(Database database) throws Exception {
        try (Connection connection = database.connect()) {
            String limit = Capabilities.of(connection)
                    .of(Capability.Operation.WRITE_BLOB)
                    .limit();
            if (!limit.equals(Blobs.LARGEST_IN_MEMORY + " bytes")) {
                throw new AssertionError("the report says " + limit + ", Blobs " + Blobs.LARGEST_IN_MEMORY);
            }
            return Blobs.LARGEST_IN_MEMORY;
        }
    }

    /** Two values share what is held. */
    private static void writeBoth(Database database, long most) throws Exception {
        byte[] quotes = "'".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
        PushSource half = out -> {
            for (long i = 0; i < most / 2 / quotes.length; i++) {
                out.write(quotes);
            }
        };
        try (Connection connection = database.begin();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + database.table("lob") + "(id, data, text) values (99, ?, ?)")) {
            LobUpdate.of(insert).blob(1, half).clob(2, half).executeUpdate();
            connection.commit();
        }
        System.out.println(database + ", both: stored");
    }

    private static void write(Database database, Operation operation, PushSource source) throws Exception {
        try (Connection connection = database.begin()) {
            operation.write(database, connection, operation.ordinal(), source);
            connection.commit();
        }
        System.out.println(database + ", " + operation + ": stored");
    }
}
