package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.fifoio.adapters.compress.Gzip;
import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PumpAllocationTest {

    private static final int WARM = 4 << 20;
    private static final int MEASURED = 16 << 20;

    /** The smallest object for each step of 16 KiB, which no step here exceeds, would be this much. */
    private static final long LESS_THAN_AN_OBJECT_FOR_EACH_STEP = MEASURED / (16 << 10) * 16L;

    /** Sources that themselves allocate nothing, once they are running. */
    enum Source {
        BYTES {
            @Override
            StepwiseSource open() {
                return PushSource.from(Endless::new);
            }
        },
        BYTES_WITH_LENGTH {
            @Override
            StepwiseSource open() {
                return BYTES.open().ofLength(Long.MAX_VALUE);
            }
        },
        GZIP {
            @Override
            StepwiseSource open() {
                return BYTES.open().through(Gzip.level(0)); // level 0, so that a step writes about what it reads
            }
        },
        JSON_ARRAY {
            @Override
            StepwiseSource open() {
                return Json.array(new Same("element"), (generator, element) -> generator.writeString(element));
            }
        },
        JSON_ROWS {
            @Override
            StepwiseSource open() {
                return Json.rows()
                        .of(
                                List.of("a", "b"),
                                new Same("value"),
                                (row, value) -> row.text(value).text(value));
            }
        },
        CSV {
            @Override
            StepwiseSource open() {
                return Csv.rows()
                        .of(
                                List.of("a", "b"),
                                new Same("value"),
                                (row, value) -> row.text(value).text(value));
            }
        };

        abstract StepwiseSource open();
    }

    @ParameterizedTest
    @EnumSource
    void aStepAllocatesNothingOnceWarm(Source source) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = source.open().open()) {
            drain(in, buffer, WARM);
            long before = threads.getThreadAllocatedBytes(self);
            drain(in, buffer, MEASURED);
            long allocated = threads.getThreadAllocatedBytes(self) - before;

            assertThat(allocated)
                    .as("bytes allocated while %d were read", MEASURED)
                    .isLessThan(LESS_THAN_AN_OBJECT_FOR_EACH_STEP);
        }
    }

    private static void drain(InputStream in, byte[] buffer, int bytes) throws IOException {
        for (int left = bytes; left > 0; ) {
            left -= in.read(buffer, 0, Math.min(left, buffer.length));
        }
    }

    /** Zeros, for ever. */
    private static final class Endless extends InputStream {

        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] b, int off, int len) {
            Objects.checkFromIndexSize(off, len, b.length);
            return len;
        }
    }

    /** The same element, for ever. */
    private record Same(String element) implements Iterator<String> {

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public String next() {
            return element;
        }
    }
}
