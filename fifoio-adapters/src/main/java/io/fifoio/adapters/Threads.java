package io.fifoio.adapters;

import java.lang.ref.Cleaner;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** The threads that sources write and sinks read on: virtual from Java 24 on, else daemons. One for each opened stream. */
final class Threads {

    /**
     * The Java version from which on a virtual thread that waits with a monitor held gives its carrier back. Before, as many streams
     * as there are processors, read or written in synchronized code (that of a {@code GZIPOutputStream}, of a driver), would keep all
     * carriers, and wait for the other sides of their pairs, which have none to run on.
     */
    private static final int GIVES_CARRIER_BACK = 24;

    /** Tells of what nobody can reach any more. */
    static final Cleaner CLEANER = Cleaner.create();

    static final Executor PRODUCERS = executor("fifoio-producer-");
    static final Executor CONSUMERS = executor("fifoio-consumer-");

    private Threads() {}

    private static Executor executor(String name) {
        ThreadFactory factory = factory(name);
        return task -> factory.newThread(task).start();
    }

    private static ThreadFactory factory(String name) {
        return factory(name, Runtime.version().feature());
    }

    static ThreadFactory factory(String name, int javaVersion) {
        if (javaVersion < GIVES_CARRIER_BACK) {
            return daemons(name);
        }
        try {
            return virtual(name);
        } catch (ReflectiveOperationException | UnsupportedOperationException noVirtualThreadsHere) {
            return daemons(name);
        }
    }

    /** {@code Thread.ofVirtual().name(name, 0).factory()}, which this code can't name: it is compiled for Java 17. */
    private static ThreadFactory virtual(String name) throws ReflectiveOperationException {
        Class<?> builderType = Class.forName("java.lang.Thread$Builder");
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        builder = builderType.getMethod("name", String.class, long.class).invoke(builder, name, 0L);
        return (ThreadFactory) builderType.getMethod("factory").invoke(builder);
    }

    static ThreadFactory daemons(String name) {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, name + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
