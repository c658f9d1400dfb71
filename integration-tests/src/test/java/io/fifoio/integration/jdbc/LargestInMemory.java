package io.fifoio.integration.jdbc;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.Text;
import io.fifoio.adapters.jdbc.Blobs;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;

/** The largest values that are held in memory, into each database of its arguments: a program for a JVM with a small heap. */
final class LargestInMemory {

    /** A statement in the form of text has some of them twice. */
    private static final byte[] BYTES = {1, 2, 3, '\'', '\\', 0, (byte) 200, (byte) 255};

    private static final String LETTERS = "\u0416\u0416\u0416\u0416";

    private LargestInMemory() {}

    public static void main(String[] arguments) throws Exception {
        for (String name : arguments) {
            Database database = Database.valueOf(name);
            database.createTables();
            write(database, Operation.BLOB, out -> {
                for (int i = 0; i < Blobs.LARGEST_IN_MEMORY / BYTES.length; i++) {
                    out.write(BYTES);
                }
            });
            int bytes = LETTERS.getBytes(StandardCharsets.UTF_8).length;
            write(database, Operation.CLOB, Text.of(writer -> {
                for (int i = 0; i < Blobs.LARGEST_IN_MEMORY / bytes; i++) {
                    writer.write(LETTERS);
                }
            }));
        }
        System.exit(0); // drivers' threads
    }

    private static void write(Database database, Operation operation, PushSource source) throws Exception {
        try (Connection connection = database.begin()) {
            operation.write(database, connection, operation.ordinal(), source);
            connection.commit();
        }
        System.out.println(database + ", " + operation + ": stored");
    }
}
