package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLFeatureNotSupportedException;
import org.junit.jupiter.api.Test;

/** Methods of drivers that JDBC does not know. */
final class ReflectedTest {

    @Test
    void namesTheDriverAndItsVersionWhereThereIsNoSuchMethod() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            String version = connection.getMetaData().getDriverVersion();

            assertThatThrownBy(() -> Reflected.call(connection, connection, "getCopyAPI", new Class<?>[0]))
                    .isInstanceOf(SQLFeatureNotSupportedException.class)
                    .hasMessage("H2 JDBC Driver " + version + " has no getCopyAPI in "
                            + connection.getClass().getName() + "; another version of this driver may have it")
                    .hasCauseInstanceOf(NoSuchMethodException.class);
        }
    }
}
