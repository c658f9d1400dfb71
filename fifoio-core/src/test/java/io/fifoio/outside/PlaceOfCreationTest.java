package io.fifoio.outside;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.CharFifo;
import io.fifoio.Fifo;
import io.fifoio.testing.Running;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stands in a package of its own, as users do: frames of the library are not the place that is looked for. */
final class PlaceOfCreationTest {

    private static final String TRACE_CREATION = "io.fifoio.traceCreation";

    @AfterEach
    void forget() {
        System.clearProperty(TRACE_CREATION);
    }

    @Test
    void theFailureNamesThePlaceWhereThePairWasMadeIfAskedFor() throws Exception {
        System.setProperty(TRACE_CREATION, "true");

        assertThat(abandoned(Fifo.ofCapacity(3).input()::read))
                .contains("made at", getClass().getName() + ".theFailure");
        assertThat(abandoned(Fifo.create().input()::read)).contains(getClass().getName() + ".theFailure");
        assertThat(abandoned(CharFifo.plain(3).reader()::read))
                .contains(getClass().getName() + ".theFailure");
    }

    @Test
    void theFailureNamesNoPlaceUnlessAskedFor() throws Exception {
        assertThat(abandoned(Fifo.ofCapacity(3).input()::read))
                .contains("abandoned")
                .doesNotContain("made at");
    }

    private static String abandoned(Callable<Integer> read) throws Exception {
        Running<Integer> reading = Running.start(read);
        while (reading.thread().isAlive()) {
            System.gc();
            reading.thread().join(10);
        }
        return String.valueOf(reading.failure().getMessage());
    }
}
