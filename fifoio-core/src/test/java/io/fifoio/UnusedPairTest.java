package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The ring is allocated by the first write: a pair that is made in advance and not used costs almost nothing, and
 * neither does one that has ended.
 */
final class UnusedPairTest {

    private static final int HUGE = 1 << 30;
    private static final int PAIRS = 1_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aThousandPairsOfOneGibibyteAreMadeUsedUpToTheWriteAndClosed() throws IOException {
        List<Fifo> kept = new ArrayList<>();
        long before = allocated();

        for (int i = 0; i < PAIRS; i++) {
            Fifo fifo = Fifo.ofCapacity(HUGE);
            kept.add(fifo);
            fifo.output().write(new byte[0]);
            fifo.output().flush();
            assertThat(fifo.input().tryRead(new byte[1], 0, 1)).isZero();
            assertThat(fifo.input().available()).isZero();
            fifo.output().complete();
            fifo.output().close();
            assertThat(fifo.input().read()).isEqualTo(-1);
            fifo.input().close();
        }

        assertThat(allocated() - before).isLessThan(PAIRS * 32L * 1024);
    }

    @Test
    void soAreOnesOfChars() throws IOException {
        List<CharFifo> kept = new ArrayList<>();
        long before = allocated();

        for (int i = 0; i < PAIRS; i++) {
            CharFifo fifo = CharFifo.plain(HUGE);
            kept.add(fifo);
            fifo.writer().write("");
            fifo.writer().close();
            assertThat(fifo.reader().read()).isEqualTo(-1);
            fifo.reader().close();
        }

        assertThat(allocated() - before).isLessThan(PAIRS * 32L * 1024);
    }

    /** There are at most 16 permits for pairs that are spread, see {@link Fifo}. */
    @Test
    void pairsThatEndedTakeNoPlaceFromLaterOnes() throws IOException {
        byte[] piece = new byte[16 * 1024];
        for (int i = 0; i < 40; i++) {
            Fifo fifo = Fifo.create();
            long before = allocated();

            for (int passed = 0; passed < 5 << 20; passed += piece.length) {
                fifo.output().write(piece);
                fifo.input().readNBytes(piece, 0, piece.length);
            }

            assertThat(allocated() - before).as("pair %d", i).isGreaterThan(1900L * 1024);
            if (i % 2 == 0) {
                fifo.input().close();
                fifo.output().close();
            } else {
                fifo.input().fail(new IOException());
                fifo.output().fail(new IOException());
            }
        }
    }

    private long allocated() {
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
