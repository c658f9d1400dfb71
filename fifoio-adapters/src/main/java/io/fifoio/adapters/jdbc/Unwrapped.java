package io.fifoio.adapters.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the object that a driver has made if a pool, or a tool that traces statements, has wrapped it; sometimes there
 * are several wrappers.
 */
final class Unwrapped {

    /** More layers than this are a cycle. */
    private static final int DEEPEST = 100;

    private Unwrapped() {}

    /**
     * @param type the type of the object
     * @param ofDriver names of the driver's types for it. If Commons DBCP is asked for a connection, it returns its own
     *     again, and so does p6spy beneath another pool; if they are asked for one of these types, they return the
     *     driver's
     * @return the given object, if it is not wrapped, or if the pool does not return what it wraps or fails when it is
     *     asked
     */
    static <T extends Wrapper> T of(T wrapper, Class<T> type, List<String> ofDriver) {
        T current = wrapper;
        for (int depth = 0; depth < DEEPEST; depth++) {
            T inner = layerWithin(current, type, ofDriver);
            if (inner == current) {
                break;
            }
            current = inner;
        }
        return current;
    }

    private static <T extends Wrapper> T layerWithin(T wrapper, Class<T> type, List<String> ofDriver) {
        try {
            return within(wrapper, type, ofDriver);
        } catch (SQLException | RuntimeException | LinkageError notUnwrapped) { // before JDBC 4 nothing is
            return wrapper;
        }
    }

    private static <T extends Wrapper> T within(T wrapper, Class<T> type, List<String> ofDriver) throws SQLException {
        for (String name : ofDriver) {
            Class<?> own = find(name);
            if (own != null && !own.isInstance(wrapper) && wrapper.isWrapperFor(own)) {
                return type.cast(wrapper.unwrap(own));
            }
        }
        return wrapper.isWrapperFor(type) ? wrapper.unwrap(type) : wrapper;
    }

    /** Loads a type. The driver may be visible only to the application, which runs this. */
    private static @Nullable Class<?> find(String name) {
        Class<?> own = find(name, Unwrapped.class.getClassLoader());
        return own != null ? own : find(name, Thread.currentThread().getContextClassLoader());
    }

    private static @Nullable Class<?> find(String name, @Nullable ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError notThere) {
            return null;
        }
    }
}
