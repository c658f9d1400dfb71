package io.fifoio.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

final class VirtualThreadsTest {

    @Test
    void aPlatformThreadIsNoVirtualOne() {
        assertThat(VirtualThreads.isCurrent()).isFalse();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void aVirtualThreadIsOne() throws Exception {
        AtomicReference<Boolean> seen = new AtomicReference<>();

        // Thread.startVirtualThread, which code compiled for Java 17 can't name.
        Thread thread = (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, (Runnable)
                        () -> seen.set(VirtualThreads.isCurrent()));
        thread.join();

        assertThat(seen).hasValue(true);
    }
}
