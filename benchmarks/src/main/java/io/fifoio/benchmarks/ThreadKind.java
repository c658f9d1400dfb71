package io.fifoio.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;

/** The threads that both ends run on. */
enum ThreadKind {
    PLATFORM {
        @Override
        ThreadFactory factory() {
            return task -> {
                Thread thread = new Thread(task);
                thread.setDaemon(true);
                return thread;
            };
        }
    },

    VIRTUAL {
        /** {@code Thread.ofVirtual().factory()}, which this code can't name: it is compiled for Java 17. */
        @Override
        ThreadFactory factory() {
            try {
                Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
                return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                        .getMethod("factory")
                        .invoke(builder);
            } catch (ReflectiveOperationException e) {
                throw new UnsupportedOperationException(
                        "Java " + Runtime.version().feature() + " has no virtual threads", e);
            }
        }
    };

    /** The kind that a benchmark's parameter names, in lower case. */
    static ThreadKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no threads are called '" + name + "'; there are " + Arrays.toString(values())));
    }

    static boolean hasVirtual() {
        return Runtime.version().feature() >= 21;
    }

    abstract ThreadFactory factory();

    Thread start(Runnable task) {
        Thread thread = factory().newThread(task);
        thread.start();
        return thread;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
