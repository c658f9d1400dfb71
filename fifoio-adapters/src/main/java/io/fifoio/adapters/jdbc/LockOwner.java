package io.fifoio.adapters.jdbc;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Finds the owner of the lock that a thread waits for, whether it is a monitor or a lock of
 * {@code java.util.concurrent}.
 */
final class LockOwner {

    /** Longer chains are cycles of other threads. */
    private static final int DEEPEST = 100;

    private LockOwner() {}

    enum Answer {
        YES,
        /** It waits for a lock of another thread, for something that nobody owns, or not at all. */
        NO,
        /** The JVM does not say: a thread is virtual, or the module {@code java.management} is missing. */
        UNKNOWN
    }

    /** A thread that waits for a lock of another one. */
    record Waiter(long id, String name, Thread.State state, List<StackTraceElement> stack) {}

    /**
     * Finds the threads that wait for a lock that this thread holds, as far as the JVM says, which it does not for
     * virtual threads.
     */
    static List<Waiter> waitersFor(Thread holder) {
        try {
            return waitersFor(holder, ManagementFactory.getThreadMXBean());
        } catch (LinkageError notThere) {
            return List.of();
        }
    }

    private static List<Waiter> waitersFor(Thread holder, ThreadMXBean threads) {
        // Without stacks at first, because most threads wait for something else.
        long[] waiting = Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null && info.getLockOwnerId() == holder.getId())
                .mapToLong(ThreadInfo::getThreadId)
                .toArray();
        return Stream.of(threads.getThreadInfo(waiting, Integer.MAX_VALUE))
                .filter(Objects::nonNull)
                .map(info -> new Waiter(
                        info.getThreadId(), info.getThreadName(), info.getThreadState(), List.of(info.getStackTrace())))
                .toList();
    }

    /** Whether one thread waits for a lock of the other, directly or through further threads. */
    static Answer isOf(Thread holder, Thread waiting) {
        try {
            return isOf(holder, waiting, ManagementFactory.getThreadMXBean());
        } catch (LinkageError notThere) {
            return Answer.UNKNOWN;
        }
    }

    private static Answer isOf(Thread holder, Thread waiting, ThreadMXBean threads) {
        if (threads.getThreadInfo(holder.getId()) == null || threads.getThreadInfo(waiting.getId()) == null) {
            return Answer.UNKNOWN;
        }
        long id = waiting.getId();
        for (int depth = 0; depth < DEEPEST; depth++) {
            ThreadInfo info = threads.getThreadInfo(id);
            if (info == null) {
                return Answer.NO; // it is that of a third thread, which has ended, or which is virtual
            }
            id = info.getLockOwnerId();
            if (id == holder.getId()) {
                return Answer.YES;
            }
            if (id < 0) {
                return Answer.NO;
            }
        }
        return Answer.NO;
    }
}
