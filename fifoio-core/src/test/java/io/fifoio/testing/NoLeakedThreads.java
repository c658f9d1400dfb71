package io.fifoio.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves a thread behind. Platform threads are compared with those before the test; virtual ones,
 * which the JVM does not list, are looked for by the library's name in a thread dump.
 */
public final class NoLeakedThreads implements BeforeEachCallback, AfterEachCallback {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 50;
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(NoLeakedThreads.class);

    /** Threads that the JVM, the test runner or a pool shared by the whole JVM starts when it likes. */
    private static final List<String> OTHERS = List.of(
            "junit-",
            "surefire-",
            "ForkJoinPool",
            "Attach Listener",
            "Cleaner",
            "process reaper",
            "Java2D",
            "VirtualThread",
            "Keep-Alive-Timer",
            "HttpClient-",
            "ProgressBar",
            "Read-Poller",
            "Write-Poller",
            "Notification Thread",
            "Common-Cleaner",
            "OkHttp TaskRunner",
            "Okio Watchdog",
            "ping-",
            "mysql-cj-",
            "PostgreSQL-JDBC",
            "mariadb-",
            "derby.",
            "HSQLDB Timer",
            "duckdb-");

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put("before", threads());
    }

    @Override
    @SuppressWarnings("unchecked")
    public void afterEach(ExtensionContext context) throws Exception {
        List<String> left = leftSince((Set<Thread>) context.getStore(NAMESPACE).get("before"), GRACE);
        if (!left.isEmpty()) {
            throw new AssertionError("the test left threads behind: " + String.join("\n", left));
        }
    }

    /** Returns the threads that did not exist before and do not end within the given time. */
    static List<String> leftSince(Set<Thread> before, Duration grace) throws Exception {
        Set<Thread> leaked = threads();
        leaked.removeAll(before);
        long deadline = System.nanoTime() + grace.toNanos();
        List<String> left = new ArrayList<>();
        for (Thread thread : leaked) {
            // A pool's thread may have the name of its task while it runs one, and gets its own back after that.
            do {
                thread.join(Math.min(
                        LOOK_MILLIS, Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()))));
            } while (thread.isAlive() && isWatched(thread) && System.nanoTime() < deadline);
            if (thread.isAlive() && isWatched(thread)) {
                left.add(thread + " at " + List.of(thread.getStackTrace()));
            }
        }
        left.addAll(virtualThreads(deadline));
        return left;
    }

    static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (isWatched(thread)) {
                threads.add(thread);
            }
        }
        return threads;
    }

    private static boolean isWatched(Thread thread) {
        return OTHERS.stream().noneMatch(thread.getName()::startsWith) && !isSystem(thread);
    }

    private static boolean isSystem(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group == null
                || group.getName().equals("system")
                || group.getName().equals("InnocuousThreadGroup");
    }

    /**
     * Returns the lines of a thread dump that name a thread of the library; dumps are taken until there are none or the
     * time is up.
     */
    private static List<String> virtualThreads(long deadline) throws Exception {
        if (Runtime.version().feature() < 21) {
            return List.of();
        }
        List<String> named;
        do {
            named = dumpLines().filter(line -> line.contains("fifoio-")).toList();
        } while (!named.isEmpty() && System.nanoTime() < deadline);
        return named;
    }

    /** {@code HotSpotDiagnosticMXBean.dumpThreads}, which this code, compiled for Java 17, can't name. */
    private static Stream<String> dumpLines() throws Exception {
        Path folder = Files.createTempDirectory("threads");
        Path dump = folder.resolve("dump.txt");
        try {
            Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
            Class<?> format = Class.forName("com.sun.management.HotSpotDiagnosticMXBean$ThreadDumpFormat");
            Object text = format.getField("TEXT_PLAIN").get(null);
            Object bean = ManagementFactory.getPlatformMXBean(
                    type.asSubclass(java.lang.management.PlatformManagedObject.class));
            type.getMethod("dumpThreads", String.class, format).invoke(bean, dump.toString(), text);
            return Files.readAllLines(dump).stream();
        } finally {
            deleteAll(dump, folder);
        }
    }

    private static void deleteAll(Path... paths) throws IOException {
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
