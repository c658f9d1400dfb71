package io.fifoio.adapters;

import java.lang.ref.Cleaner;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that sources write and sinks read on, one for each opened stream: virtual ones if the runtime has them,
 * otherwise daemons. If a virtual thread opens a stream on a JDK before 24, the other end gets a daemon, because there
 * a virtual thread that waits within {@code synchronized} keeps its carrier (JEP 491). {@code docs/DESIGN.md} has the
 * reasons.
 */
final class Threads {

    private static final int FIRST_JDK_THAT_LETS_GO = 24;

    /** Reports things that have become unreachable. */
    static final Cleaner CLEANER = Cleaner.create();

    static final Executor PRODUCERS =
            executor("fifoio-producer-", Runtime.version().feature());
    static final Executor CONSUMERS =
            executor("fifoio-consumer-", Runtime.version().feature());

    private static final Executor WATCHED_PRODUCERS = ofDaemons("fifoio-watched-producer-");

    private Threads() {}

    /**
     * Returns the same executor, or one with platform threads if its threads may be virtual: the JVM does not say for
     * whom a virtual thread waits.
     */
    static Executor thatCanBeWatched(Executor producers) {
        return producers == PRODUCERS ? WATCHED_PRODUCERS : producers;
    }

    /** @param jdk the feature number of the JDK */
    static Executor executor(String name, int jdk) {
        Executor daemons = ofDaemons(name);
        ThreadFactory virtual;
        Method isVirtual;
        try {
            virtual = virtual(name);
            isVirtual = Thread.class.getMethod("isVirtual");
        } catch (ReflectiveOperationException | UnsupportedOperationException noVirtualThreadsHere) {
            return daemons;
        }
        Executor virtuals = task -> virtual.newThread(task).start();
        if (jdk >= FIRST_JDK_THAT_LETS_GO) {
            return virtuals;
        }
        return task -> (is(isVirtual, Thread.currentThread()) ? daemons : virtuals).execute(task);
    }

    private static Executor ofDaemons(String name) {
        ThreadFactory daemons = daemons(name);
        return task -> daemons.newThread(task).start();
    }

    private static boolean is(Method question, Thread thread) {
        try {
            return (boolean) question.invoke(thread);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Thread.isVirtual", e);
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
