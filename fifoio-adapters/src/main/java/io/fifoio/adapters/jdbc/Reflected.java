package io.fifoio.adapters.jdbc;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** A public method of a driver that is not a part of JDBC. */
final class Reflected {

    private Reflected() {}

    /** @param connection the driver's own, which gives its name and version if there is no such method */
    static Object call(Connection connection, Object target, String name, Class<?>[] types, Object... arguments)
            throws SQLException, IOException {
        try {
            return method(target.getClass(), name, types).invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw thrown(e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw new SQLFeatureNotSupportedException(
                    Driver.version(connection) + " has no " + name + " in "
                            + target.getClass().getName() + "; another version of this driver may have it",
                    e);
        }
    }

    /** Finds a method in a public class or interface, because the class of the object itself may be hidden. */
    private static Method method(Class<?> type, String name, Class<?>[] types) throws NoSuchMethodException {
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            if (Modifier.isPublic(above.getModifiers())) {
                try {
                    return above.getMethod(name, types);
                } catch (NoSuchMethodException notHere) {
                    // Perhaps it is in a superclass.
                }
            }
            for (Class<?> one : above.getInterfaces()) {
                try {
                    return method(one, name, types);
                } catch (NoSuchMethodException notHere) {
                    // Perhaps it is in another one.
                }
            }
        }
        throw new NoSuchMethodException(type.getName() + "." + name);
    }

    private static SQLException thrown(Throwable cause) throws IOException {
        if (cause instanceof SQLException e) {
            return e;
        }
        if (cause instanceof IOException e) {
            throw e;
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        return new SQLException(cause.toString(), cause);
    }
}
