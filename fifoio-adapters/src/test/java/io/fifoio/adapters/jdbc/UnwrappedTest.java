package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class UnwrappedTest {

    /** What a layer returns if it is asked for a type that both it and what is beneath it have. */
    private enum First {
        /** As p6spy and Commons DBCP do. */
        ITSELF,
        /** As HikariCP does. */
        BENEATH
    }

    private Connection h2;

    @BeforeEach
    void open() throws SQLException {
        h2 = DriverManager.getConnection("jdbc:h2:mem:");
    }

    @AfterEach
    void close() throws SQLException {
        h2.close();
    }

    private static Connection around(First first, Supplier<Connection> beneath) {
        return around(first, beneath, null);
    }

    private static Connection around(First first, Supplier<Connection> beneath, @Nullable DatabaseMetaData metaData) {
        return (Connection) Proxy.newProxyInstance(
                UnwrappedTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "isWrapperFor" ->
                        ((Class<?>) arguments[0]).isInstance(proxy)
                                || ((Class<?>) arguments[0]).isInstance(beneath.get())
                                || beneath.get().isWrapperFor((Class<?>) arguments[0]);
                    case "unwrap" -> {
                        Class<?> type = (Class<?>) arguments[0];
                        if (first == First.ITSELF && type.isInstance(proxy)) {
                            yield proxy;
                        }
                        yield type.isInstance(beneath.get())
                                ? beneath.get()
                                : beneath.get().unwrap(type);
                    }
                    default -> {
                        if (metaData != null && method.getName().equals("getMetaData")) {
                            yield metaData;
                        }
                        try {
                            yield method.invoke(beneath.get(), arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                });
    }

    @Test
    void theDriversConnectionIsFoundBeneathAnyLayers() throws Exception {
        for (First upper : First.values()) {
            for (First lower : First.values()) {
                Connection traced = around(lower, () -> h2);
                assertThat(Driver.own(around(upper, () -> traced)))
                        .as("%s over %s", upper, lower)
                        .isSameAs(h2);
            }
        }
    }

    @Test
    void whatADriverGivesByNoNameIsFoundBeneathLayersThatGiveTheNext() throws Exception {
        Connection inner = around(First.BENEATH, () -> h2);
        Connection middle = around(First.BENEATH, () -> inner);
        Connection outer = around(First.BENEATH, () -> middle);

        assertThat(Unwrapped.of(outer, Connection.class, List.of())).isSameAs(h2);
    }

    /** As Amazon's does, which adds to the drivers of PostgreSQL, MariaDB and MySQL. */
    @Test
    void aDriverIsKnownBeneathALayerThatNamesItself() throws Exception {
        DatabaseMetaData metaData = (DatabaseMetaData) Proxy.newProxyInstance(
                UnwrappedTest.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getDriverName" -> "The Layer";
                    case "getDriverVersion" -> "4.3.0";
                    default -> method.invoke(h2.getMetaData(), arguments);
                });
        for (First first : First.values()) {
            Connection named = around(first, () -> h2, metaData);
            assertThat(Driver.of(named)).isEqualTo(Driver.H2);
            assertThat(Driver.own(named)).isSameAs(h2);
            assertThat(Driver.version(named)).isEqualTo(Driver.version(h2));
        }
    }

    @Test
    void layersThatGiveEachOtherAreNotFollowedForEver() throws Exception {
        Connection[] both = new Connection[2];
        both[0] = around(First.BENEATH, () -> both[1]);
        both[1] = around(First.BENEATH, () -> both[0]);

        Connection found = Unwrapped.of(both[0], Connection.class, List.of());

        assertThat(found == both[0] || found == both[1]).isTrue();
    }

    /** As with a layer of the application's own, which may know nothing about what it wraps. */
    @ParameterizedTest
    @ValueSource(strings = {"isWrapperFor", "unwrap"})
    void isWhatWasGivenWhereItFailsToTell(String failing) throws Exception {
        for (Throwable failure : List.of(
                new SQLFeatureNotSupportedException(failing),
                new IllegalStateException(failing),
                new AbstractMethodError(failing))) {
            Connection layer = OtherDriver.around(h2, (method, arguments, call) -> {
                if (method.getName().equals("isWrapperFor") && !failing.equals("isWrapperFor")) {
                    return true;
                }
                if (!method.getName().equals(failing)) {
                    return call.call();
                }
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (Exception) failure;
            });
            try (Statement statement = layer.createStatement()) {
                statement.execute("create table if not exists lob(data blob)");
            }
            layer.setAutoCommit(false);

            assertThat(Driver.own(layer)).isSameAs(layer);
            try (PreparedStatement insert = layer.prepareStatement("insert into lob values (?)")) {
                assertThat(Blobs.executeUpdate(insert, 1, out -> out.write(1))).isOne();
            }
        }
    }
}
