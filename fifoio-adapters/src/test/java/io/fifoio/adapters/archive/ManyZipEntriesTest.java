package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import io.fifoio.adapters.Steps;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Zips whose directory is longer than a step may be, which is 16 MiB. */
@ExtendWith(NoLeakedThreads.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class ManyZipEntriesTest {

    private static final String LONG_NAME = "a-name-of-16-chr/".repeat(3500);

    private static PushSource zip(int entries, String prefix) {
        Iterable<Entry> each = () -> IntStream.range(0, entries)
                .mapToObj(i -> Entry.file(prefix + i, 0, out -> {}))
                .iterator();
        return Zip.of(each);
    }

    @Test
    void openedItIsWhatIsWrittenStraight() throws Exception {
        PushSource zip = zip(300, LONG_NAME);

        byte[] opened;
        try (SourceInputStream in = zip.open()) {
            opened = in.readAllBytes();
        }

        assertThat(opened.length).isGreaterThan(2 * (16 << 20));
        assertThat(opened).isEqualTo(Payload.writtenBy(zip));
    }

    @Test
    void noStepWritesMoreThanSomeHundredKibibytes() throws Exception {
        StepwiseSource zip = (StepwiseSource) zip(100, LONG_NAME);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int largest = 0;
        int smallest = Integer.MAX_VALUE;

        try (Steps steps = zip.begin(out)) {
            boolean more = true;
            while (more) {
                int before = out.size();
                more = steps.next();
                largest = Math.max(largest, out.size() - before);
                smallest = Math.min(smallest, out.size() - before);
            }
        }

        assertThat(out.size()).isGreaterThan(100 * 2 * LONG_NAME.length());
        assertThat(largest).isLessThan(256 * 1024);
        assertThat(smallest).as("each writes something").isPositive();
    }
}
