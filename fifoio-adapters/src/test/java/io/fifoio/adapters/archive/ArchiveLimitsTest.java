package io.fifoio.adapters.archive;

import static io.fifoio.adapters.archive.ArchiveFormat.PAYLOAD;
import static io.fifoio.adapters.archive.ArchiveFormat.file;
import static io.fifoio.adapters.archive.ArchiveFormat.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Archives that contain more than is allowed. */
@ExtendWith(NoLeakedThreads.class)
final class ArchiveLimitsTest {

    @ParameterizedTest
    @EnumSource
    void namesTheLimitThatWasMet(ArchiveFormat format) throws Exception {
        byte[] archive = format.write(file("a"), file("bb"), Entry.file("c", out -> out.write(PAYLOAD)));
        ArchiveLimits all = ArchiveLimits.DEFAULT;

        assertThatThrownBy(() -> names(format.read(archive, all.entries(2))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 2 entries")
                .hasMessageContaining("\"entries\"");
        assertThatThrownBy(() -> names(format.read(archive, all.entrySize(2999))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"entrySize\" is 2999");
        assertThatThrownBy(() -> names(format.read(archive, all.totalSize(8999))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 8999 bytes")
                .hasMessageContaining("\"totalSize\"");
        assertThatThrownBy(() -> names(format.read(archive, all.nameLength(1))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"nameLength\" is 1")
                .hasMessageContaining("\"bb\"");
        assertThat(names(format.read(
                        archive, all.entries(3).entrySize(3000).totalSize(9000).nameLength(2))))
                .containsExactly("a", "bb", "c");
    }

    @Test
    void refusesALimitThatMakesNoSense() {
        assertThatThrownBy(() -> ArchiveLimits.DEFAULT.entries(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("entries is -1");
    }

    /** A bomb: it grows a thousandfold, which is known only when it is read. */
    @Test
    void stopsABombThatIsPassedOver() throws Exception {
        byte[] archive = ArchiveFormat.ZIP.write(Entry.file("bomb", out -> {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                out.write(zeros);
            }
        }));
        assertThat(archive.length).isLessThan(100_000);
        try (ArchiveReader reader = ArchiveFormat.ZIP.read(archive, ArchiveLimits.DEFAULT.entrySize(1 << 20))) {
            assertThat(reader.next()).isTrue();
            assertThatThrownBy(reader::next).isInstanceOf(IOException.class).hasMessageContaining("\"entrySize\"");
        }
    }

    @Test
    void stopsABombByItsRatio() throws Exception {
        byte[] archive = ArchiveFormat.ZIP.write(Entry.file("bomb", out -> out.write(new byte[10_000_000])));
        long ratio = 10_000_000 / archive.length;

        assertThat(ratio).isGreaterThan(200);
        assertThat(names(ArchiveFormat.ZIP.read(archive, ArchiveLimits.DEFAULT.ratio(2 * ratio))))
                .containsExactly("bomb");
        assertThatThrownBy(() -> names(ArchiveFormat.ZIP.read(archive, ArchiveLimits.DEFAULT.ratio(100))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the limit \"ratio\" is 100");
        assertThatThrownBy(() -> ArchiveLimits.DEFAULT.ratio(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ratio is 0");
    }

    @ParameterizedTest
    @EnumSource
    void takesWhatDoesNotShrinkAtARatioOfOne(ArchiveFormat format) throws Exception {
        byte[] archive = format.write(file("a"), file("b"), Entry.file("c", 0, out -> {}));

        assertThat(names(format.read(archive, ArchiveLimits.DEFAULT.ratio(1)))).containsExactly("a", "b", "c");
    }
}
