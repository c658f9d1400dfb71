package io.fifoio.adapters.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** H2, behaving as a certain version of another driver does. */
@FunctionalInterface
interface OtherDriver {

    /** Returns what a method of a connection, a statement, a result, a text or the metadata returns. */
    @Nullable
    Object answer(Method method, @Nullable Object[] arguments, Callable<@Nullable Object> h2) throws Exception;

    static Connection around(Connection h2, OtherDriver other) {
        return around(Connection.class, h2, other);
    }

    private static <T> T around(Class<T> type, Object h2, OtherDriver other) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            Object result = other.answer(method, arguments == null ? new Object[0] : arguments, () -> {
                try {
                    return method.invoke(h2, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause() instanceof Exception cause ? cause : e;
                }
            });
            for (Class<?> known : List.of(
                    Connection.class, PreparedStatement.class, ResultSet.class, Clob.class, DatabaseMetaData.class)) {
                if (known.isInstance(result)) {
                    return around(known, result, other);
                }
            }
            return result;
        };
        return type.cast(Proxy.newProxyInstance(OtherDriver.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
