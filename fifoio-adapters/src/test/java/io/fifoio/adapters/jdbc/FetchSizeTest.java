package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many rows a driver is told to fetch, for a result with rows of given widths. */
final class FetchSizeTest {

    private static final int NARROW = 20;
    private static final int MIB = 1024 * 1024;

    /** Of formats that write when so much is there: at once, as JSON does, as CSV does with text that takes most. */
    private static final List<Integer> BUFFERS = List.of(1, 8_000, 32 * 1024);

    private record Fetch(int rows, long bytes) {}

    /** A driver that uses the size whenever it fetches, and a format that buffers. */
    private static List<Fetch> fetches(int rows, IntUnaryOperator width, int buffer) {
        FetchSize size = new FetchSize();
        List<Fetch> fetches = new ArrayList<>();
        int row = 0;
        long pending = 0;
        while (row < rows) {
            int end = Math.min(rows, row + size.rows());
            int begin = row;
            long bytes = 0;
            for (; row < end; row++) {
                bytes += width.applyAsInt(row);
                pending += width.applyAsInt(row);
                long written = pending < buffer ? 0 : pending;
                pending -= written;
                size.changesAfterRow(written);
            }
            fetches.add(new Fetch(end - begin, bytes));
        }
        return fetches;
    }

    @Test
    void isDoubledAtMostWhileRowsAreNarrow() {
        for (int buffer : BUFFERS) {
            List<Fetch> fetches = fetches(100_000, row -> NARROW, buffer);

            assertThat(fetches).extracting(Fetch::rows).startsWith(4, 8, 16, 32).contains(5_000);
            for (int i = 1; i < fetches.size(); i++) {
                assertThat(fetches.get(i).rows())
                        .isLessThanOrEqualTo(2 * fetches.get(i - 1).rows());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 5000", "500, 1048", "2000, 262", "20000, 26", "100000, 5", "400000, 1", "1048576, 1"})
    void comesToAboutHalfAMegabyte(int width, int rows) {
        for (int buffer : BUFFERS) {
            List<Fetch> fetches = fetches(50_000, row -> width, buffer);

            assertThat(fetches.get(fetches.size() - 2).rows())
                    .as("buffer %d", buffer)
                    .isBetween(rows - rows / 8, rows + rows / 8);
            assertThat(fetches)
                    .allSatisfy(fetch -> assertThat(fetch.bytes()).isLessThanOrEqualTo(Math.max(MIB, 4L * width)));
        }
    }

    /** Wherever in a fetch they begin: no more than one fetch that was sized before brings them in large numbers. */
    @ParameterizedTest
    @CsvSource({"16384, 32", "50000, 32", "100000, 1", "1048576, 1", "16777216, 1"})
    void isSmallOnceSomeRowsWereWide(int width, int enough) {
        for (int buffer : BUFFERS) {
            for (int begin = 20_000; begin < 25_000; begin += 7) {
                int from = begin;
                List<Fetch> fetches = fetches(from + 200, row -> row < from ? NARROW : width, buffer);

                int rows = 0;
                for (Fetch fetch : fetches) {
                    if (rows - from >= enough) {
                        assertThat(fetch.bytes())
                                .as("%s, wide from row %d on, buffer %d", fetch, from, buffer)
                                .isLessThanOrEqualTo(Math.max(MIB, width));
                    }
                    rows += fetch.rows();
                }
            }
        }
    }

    /** For a driver that fetches when it likes. */
    @Test
    void fallsAtOnceInTheMiddleOfAFetch() {
        FetchSize size = new FetchSize();
        for (int row = 0; row < 100; row++) {
            size.changesAfterRow(NARROW);
        }
        assertThat(size.rows()).isEqualTo(64);

        assertThat(size.changesAfterRow(MIB)).isTrue();

        assertThat(size.rows()).isOne();
    }

    /** Nobody sees the first of them come; that one does not make the second fetch as large as the first. */
    @Test
    void isOneAfterAWideRow() {
        for (int buffer : BUFFERS) {
            List<Fetch> fetches = fetches(20_000, row -> row < 10_000 ? NARROW : MIB, buffer);

            assertThat(fetches).extracting(Fetch::rows).contains(4_096).endsWith(1, 1, 1);
            assertThat(fetches.stream().filter(fetch -> fetch.rows() > 1 && fetch.bytes() > MIB))
                    .as("large fetches with wide rows in them")
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void isLargeAgainSomeThousandRowsAfterTheLastWideOne() {
        for (int buffer : BUFFERS) {
            List<Fetch> fetches = fetches(50_000, row -> row < 1_000 ? MIB : NARROW, buffer);

            assertThat(fetches).as("buffer %d", buffer).contains(new Fetch(5_000, 5_000 * NARROW));
        }
    }

    @Test
    void staysSmallWhereWideRowsAreSprinkled() {
        long seed = 20_261_126;
        Random random = new Random(seed);
        int[] widths = random.ints(100_000, 0, 100)
                .map(percent -> percent == 0 ? MIB : NARROW)
                .toArray();
        for (int buffer : BUFFERS) {
            List<Fetch> fetches = fetches(widths.length, row -> widths[row], buffer);

            assertThat(fetches)
                    .as("seed %d", seed)
                    .allSatisfy(fetch -> assertThat(fetch.bytes()).isLessThan(5L * MIB));
            assertThat(fetches.size()).as("round trips").isLessThan(widths.length / 5);
        }
    }
}
