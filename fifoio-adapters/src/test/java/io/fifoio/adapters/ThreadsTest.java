package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which threads sources and sinks get where nobody has named an executor. */
final class ThreadsTest {

    /**
     * Java 21 to 23 have virtual threads that keep their carriers while they wait with a monitor held: as many streams as there are
     * carriers would wait for each other's other sides for ever.
     */
    @ParameterizedTest
    @ValueSource(ints = {17, 21, 23})
    void arePlatformThreadsWhereAWaitWithAMonitorHeldKeepsACarrier(int javaVersion) {
        ThreadFactory threads = Threads.factory("test-", javaVersion);

        Thread thread = threads.newThread(() -> {});

        assertThat(thread.getClass()).isEqualTo(Thread.class);
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("test-0");
    }
}
