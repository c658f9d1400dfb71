package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the pauses of a writer follow what its reader does. */
final class WritingPausesTest {

    private static final int CAPACITY = 1000;
    private static final int MANY = 100;

    private final WritingPauses pauses = new WritingPauses(CAPACITY);

    private int after(int times, IntUnaryOperator roomAfter) {
        for (int i = 0; i < times; i++) {
            pauses.learn(roomAfter.applyAsInt(pauses.current()));
        }
        return pauses.current();
    }

    @Test
    void aReaderOfSmallPiecesIsLookedAtEverMoreSeldom() {
        assertThat(pauses.current()).isEqualTo(WritingPauses.LEAST);
        assertThat(after(1, current -> 3)).isEqualTo(2 * WritingPauses.LEAST);
        assertThat(after(1, current -> 249)).isEqualTo(4 * WritingPauses.LEAST);
        assertThat(after(MANY, current -> 3)).isEqualTo(WritingPauses.MOST);
    }

    @Test
    void aQuarterOfTheRingIsEnough() {
        int grown = after(3, current -> 3);

        assertThat(after(MANY, current -> 250)).isEqualTo(grown);
        assertThat(after(MANY, current -> 499)).isEqualTo(grown);
    }

    @Test
    void halfOfTheRingIsMoreThanEnough() {
        int grown = after(3, current -> 3);

        assertThat(after(1, current -> 500)).isEqualTo(grown / 2);
        assertThat(after(MANY, current -> 999)).isEqualTo(WritingPauses.LEAST);
    }

    @Test
    void aReaderThatHasReadAllIsNotKeptWaiting() {
        after(MANY, current -> 3);

        assertThat(after(1, current -> CAPACITY)).isEqualTo(WritingPauses.LEAST);
    }

    /** Of a reader that reads 2 bytes in each pause. */
    @Test
    void theyComeToRestWhereAQuarterToHalfIsFree() {
        int rest = after(MANY, current -> Math.min(CAPACITY, 2 * current));

        assertThat(2 * rest).isBetween(250, 500);
        assertThat(after(1, current -> 2 * current)).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aTinyRingIsLookedAtOften(int capacity) {
        WritingPauses tiny = new WritingPauses(capacity);
        for (int room = 1; room <= capacity; room++) {
            tiny.learn(room);
            assertThat(tiny.current()).isEqualTo(WritingPauses.LEAST);
        }
    }
}
