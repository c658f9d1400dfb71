package io.fifoio.adapters;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** The threads that sources write on: virtual where the runtime has them, else daemons. One for each opened stream. */
final class ProducerThreads {

    private static final String NAME = "fifoio-producer-";

    static final Executor EXECUTOR = executor();

    private ProducerThreads() {}

    private static Executor executor() {
        ThreadFactory factory = factory();
        return task -> factory.newThread(task).start();
    }

    private static ThreadFactory factory() {
        try {
            return virtual();
        } catch (ReflectiveOperationException | UnsupportedOperationException noVirtualThreadsHere) {
            return daemons(NAME);
        }
    }

    /** {@code Thread.ofVirtual().name(NAME, 0).factory()}, which this code can't name: it is compiled for Java 17. */
    private static ThreadFactory virtual() throws ReflectiveOperationException {
        Class<?> builderType = Class.forName("java.lang.Thread$Builder");
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        builder = builderType.getMethod("name", String.class, long.class).invoke(builder, NAME, 0L);
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
