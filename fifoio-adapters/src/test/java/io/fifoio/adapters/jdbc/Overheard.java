package io.fifoio.adapters.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** A database that says it has another driver, and what was asked of its connections, statements and results. */
final class Overheard {

    private static final Set<String> TOLD = Set.of("setAutoCommit", "commit", "rollback", "close", "setFetchSize");

    private final List<String> calls = new ArrayList<>();
    private final DataSource dataSource;
    private final String driver;

    Overheard(DataSource dataSource, String driver) {
        this.dataSource = dataSource;
        this.driver = driver;
    }

    List<String> calls() {
        return calls;
    }

    DataSource dataSource() {
        return listening(DataSource.class, dataSource);
    }

    private <T> T listening(Class<T> type, Object real) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("getDriverName")) {
                return driver;
            }
            if (method.getName().equals("getResultSetHoldability")) {
                return ResultSet.CLOSE_CURSORS_AT_COMMIT; // as PostgreSQL's does by default, and H2 does not
            }
            if (TOLD.contains(method.getName())) {
                calls.add(type.getSimpleName() + "." + method.getName()
                        + (arguments == null ? "" : "(" + arguments[0] + ")"));
            }
            Object result;
            try {
                result = method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            for (Class<?> known :
                    List.of(Connection.class, PreparedStatement.class, ResultSet.class, DatabaseMetaData.class)) {
                if (known.isInstance(result)) {
                    return listening(known, result);
                }
            }
            return result;
        };
        return type.cast(Proxy.newProxyInstance(Overheard.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
