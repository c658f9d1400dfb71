package io.fifoio.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.NoLeakedThreads;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;

/** The two sides write on cache lines of their own, even if the processor fetches lines in pairs. */
@ExtendWith(NoLeakedThreads.class)
final class RingLayoutTest {

    private static final long APART = 128;

    private static final List<String> WRITER =
            List.of("writeWord", "nextPosition", "knownReadPosition", "writeRound", "claimedPosition", "resumeAt");
    private static final List<String> READER = List.of("readPosition", "knownWritePosition", "readRound");
    private static final List<String> READ_ONLY = List.of("capacity", "length");

    private final ClassLayout layout = ClassLayout.parseClass(Ring.class);

    private final Map<String, FieldLayout> fields = layout.fields().stream()
            .filter(field -> !field.classShortName().startsWith("Padding"))
            .collect(Collectors.toMap(FieldLayout::name, field -> field));

    @Test
    void noFieldIsForgottenHere() {
        assertThat(fields.keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.of(WRITER, READER, READ_ONLY)
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void theWriterAndTheReaderAreTwoCacheLinesApart() {
        assertApart(WRITER, READER);
    }

    @Test
    void whatNeverChangesIsTwoCacheLinesFromWhatDoes() {
        assertApart(READ_ONLY, WRITER);
        assertApart(READ_ONLY, READER);
    }

    @Test
    void theHeaderOfTheObjectIsTwoCacheLinesFromTheWriter() {
        for (String name : WRITER) {
            assertThat(fields.get(name).offset() - layout.headerSize())
                    .as("%s in %s", name, layout.toPrintable())
                    .isGreaterThanOrEqualTo(APART);
        }
    }

    private void assertApart(List<String> some, List<String> others) {
        for (String one : some) {
            for (String other : others) {
                assertThat(distance(fields.get(one), fields.get(other)))
                        .as("bytes between %s and %s in %s", one, other, layout.toPrintable())
                        .isGreaterThanOrEqualTo(APART);
            }
        }
    }

    private static long distance(FieldLayout one, FieldLayout other) {
        return one.offset() < other.offset()
                ? other.offset() - one.offset() - one.size()
                : one.offset() - other.offset() - other.size();
    }
}
