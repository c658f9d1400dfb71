package io.fifoio.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The watch works: it notices a thread of either kind that a test would leave behind. */
final class NoLeakedThreadsTest {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final CountDownLatch gate = new CountDownLatch(1);
    private final Set<Thread> before = NoLeakedThreads.threads();

    @AfterEach
    void openGate() {
        gate.countDown();
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void seesAPlatformThread() throws Exception {
        Thread left = new Thread(this::awaitGate, "left behind");
        left.start();

        assertThat(NoLeakedThreads.leftSince(before, SHORT))
                .singleElement()
                .asString()
                .contains("left behind");

        gate.countDown();
        assertThat(NoLeakedThreads.leftSince(before, LONG)).isEmpty();
    }

    /** OkHttp's pool, which lives as long as the JVM, names its threads after the task while they run one. */
    @Test
    void knowsAPoolsThreadByItsNameAfterTheTask() throws Exception {
        Thread pooled = new Thread(this::awaitGate, "OkHttp localhost");
        pooled.start();
        assertThat(NoLeakedThreads.leftSince(before, SHORT)).hasSize(1);

        pooled.setName("OkHttp TaskRunner");

        assertThat(NoLeakedThreads.leftSince(before, SHORT)).isEmpty();
    }

    /** A waiting one has no carrier, so only the dump shows it. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void seesAVirtualThreadThatWaits() throws Exception {
        Thread left = startVirtual("fifoio-left-behind", this::awaitGate);
        Parking.awaitParked(left);

        assertThat(NoLeakedThreads.leftSince(before, SHORT))
                .singleElement()
                .asString()
                .contains("fifoio-left-behind");

        gate.countDown();
        assertThat(NoLeakedThreads.leftSince(before, LONG)).isEmpty();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void seesAVirtualThreadThatRuns() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        startVirtual("fifoio-busy", () -> {
            running.countDown();
            while (gate.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        running.await();

        List<String> left = NoLeakedThreads.leftSince(before, SHORT);

        assertThat(left).anySatisfy(line -> assertThat(line).contains("fifoio-busy"));
    }

    /** {@code Thread.ofVirtual().name(name).start(task)}, which this code, compiled for Java 17, can't name. */
    private static Thread startVirtual(String name, Runnable task) throws ReflectiveOperationException {
        Class<?> type = Class.forName("java.lang.Thread$Builder");
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        builder = type.getMethod("name", String.class).invoke(builder, name);
        return (Thread) type.getMethod("start", Runnable.class).invoke(builder, task);
    }
}
