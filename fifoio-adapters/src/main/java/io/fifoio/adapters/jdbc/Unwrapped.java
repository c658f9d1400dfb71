package io.fifoio.adapters.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a driver has made, where a pool has put something of its own around it. */
final class Unwrapped {

    private Unwrapped() {}

    /**
     * @param type what it is
     * @param ofDriver names of types by which the driver has it. Commons DBCP, asked for a connection, gives its own again;
     *     asked for one of the driver, it gives that
     * @return the same, where nothing is around it, or the pool does not give it
     */
    static <T extends Wrapper> T of(T wrapper, Class<T> type, List<String> ofDriver) throws SQLException {
        T inner = wrapper.isWrapperFor(type) ? wrapper.unwrap(type) : wrapper;
        if (inner != wrapper) {
            return inner;
        }
        for (String name : ofDriver) {
            Class<?> own = find(name);
            if (own != null && !own.isInstance(wrapper) && wrapper.isWrapperFor(own)) {
                return type.cast(wrapper.unwrap(own));
            }
        }
        return wrapper;
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
