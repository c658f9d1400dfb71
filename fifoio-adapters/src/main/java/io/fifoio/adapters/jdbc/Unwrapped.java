package io.fifoio.adapters.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a driver has made, where a pool, or what traces statements, has put something of its own around it: several of them at times. */
final class Unwrapped {

    /** More layers are a cycle. */
    private static final int DEEPEST = 100;

    private Unwrapped() {}

    /**
     * @param type what it is
     * @param ofDriver names of types by which the driver has it. Commons DBCP, asked for a connection, gives its own again, and so
     *     does p6spy beneath another pool; asked for one of the driver, they give that
     * @return the same, where nothing is around it, or the pool does not give it, or fails where it is asked
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

    /** The driver may be known to the application alone, which runs this. */
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
