package io.fifoio.adapters.jdbc;

import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Types;

/** A statement that handles its stream as badly as some drivers do, and reports one row inserted. */
final class LossyDriver {

    /** What the driver does with the stream that it is given. */
    interface Handling {
        void of(InputStream in) throws Exception;
    }

    private LossyDriver() {}

    static PreparedStatement reading(Connection connection, Handling handling) {
        InputStream[] parameter = new InputStream[1];
        return (PreparedStatement) Proxy.newProxyInstance(
                LossyDriver.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getConnection" -> connection;
                    case "setBinaryStream" -> {
                        parameter[0] = (InputStream) arguments[1];
                        yield null;
                    }
                    case "executeUpdate" -> {
                        handling.of(parameter[0]);
                        yield 1;
                    }
                    case "getQueryTimeout" -> 0;
                    case "isWrapperFor" -> false;
                    case "close" -> null;
                    case "getParameterMetaData" -> ofBlobs();
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    private static Object ofBlobs() {
        return Proxy.newProxyInstance(
                LossyDriver.class.getClassLoader(),
                new Class<?>[] {ParameterMetaData.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getParameterType" -> Types.BLOB;
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }
}
