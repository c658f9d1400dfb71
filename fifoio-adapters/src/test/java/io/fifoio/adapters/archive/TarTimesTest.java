package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Program;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times and sizes in records, in every form in which programs write them. */
@ExtendWith(NoLeakedThreads.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class TarTimesTest {

    private static Instant read(byte[] archive) throws IOException {
        try (ArchiveReader reader = ArchiveFormat.TAR.read(archive)) {
            assertThat(reader.next()).isTrue();
            Instant modified = reader.entry().modified();
            assertThat(reader.next()).isFalse();
            return modified;
        }
    }

    private static byte[] withTime(String time) {
        int length = " mtime=\n".length() + time.length();
        int all = length + String.valueOf(length + 3).length();
        all = length + String.valueOf(all).length();
        return Tars.archive(Tars.pax(all + " mtime=" + time + "\n"), Tars.file("a"));
    }

    static List<Instant> times() {
        return List.of(
                Instant.ofEpochSecond(999_999_999_999L),
                Instant.ofEpochSecond(1_000_000_000_000L),
                Instant.ofEpochSecond(-1_000_000_000_000L, 500_000_000),
                Instant.ofEpochSecond(0, 100),
                Instant.ofEpochSecond(-1, 999_999_900),
                Instant.MIN,
                Instant.ofEpochSecond(Instant.MAX.getEpochSecond(), 999_999_900));
    }

    @ParameterizedTest
    @MethodSource("times")
    void areReadBackAsWeWroteThem(Instant time) throws Exception {
        byte[] archive =
                Payload.writtenBy(Tar.of(List.of(Entry.file("a", 0, out -> {}).modified(time))));

        assertThat(read(archive)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({
        "1e-05, 1970-01-01T00:00:00.000010Z",
        "-1e-05, 1969-12-31T23:59:59.999990Z",
        "1.5E+2, 1970-01-01T00:02:30Z",
        "5., 1970-01-01T00:00:05Z",
        "-5.75, 1969-12-31T23:59:54.250Z",
        "0.9999999999, 1970-01-01T00:00:00.999999999Z",
        "-0.0000000001, 1969-12-31T23:59:59.999999999Z",
        "1e-999999999, 1970-01-01T00:00:00Z",
        "-1e-999999999, 1969-12-31T23:59:59.999999999Z",
        "0e999999999, 1970-01-01T00:00:00Z",
        "000000000000000000000005, 1970-01-01T00:00:05Z"
    })
    void areReadWithFractionsAndExponents(String text, Instant time) throws Exception {
        assertThat(read(withTime(text))).isEqualTo(time);
    }

    /** If they were written out, each would have more digits than fit into memory. */
    @ParameterizedTest
    @ValueSource(strings = {"31557014167219201", "1e17", "1e+18", "1e999999999", "9999999999999999999999999"})
    void areTheLastOrFirstInstantWhereTheyLieBeyond(String text) throws Exception {
        assertThat(read(withTime(text))).isEqualTo(Instant.MAX);
        assertThat(read(withTime("-" + text))).isEqualTo(Instant.MIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e", "1e9999999999", "e5", ".5", "+5", "1.5.5", "nan", "inf", "0x10", " 5", "5 "})
    void areRefusedWhereTheyAreNone(String text) {
        assertThatThrownBy(() -> read(withTime(text)))
                .isInstanceOf(IOException.class)
                .hasMessage("the PAX record mtime is no time: \"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-5, 1e16, 1234567890.25, -1e-7, 1e300})
    void areReadAsPythonWritesThem(double time) throws Exception {
        Program.assumeHere("python3", "--version", "Python");
        byte[] archive = Program.of("python3", "-c", """
                import sys, tarfile
                t = tarfile.open(fileobj=sys.stdout.buffer, mode='w|', format=tarfile.PAX_FORMAT)
                i = tarfile.TarInfo('a'); i.mtime = %s
                t.addfile(i)
                t.close()
                """.formatted(time)).output(out -> {});

        double read = read(archive).getEpochSecond() + read(archive).getNano() / 1e9;
        assertThat(read).isBetween(Math.min(3e16, time) - 1e-7, time + 1e-7);
    }

    /** As a writer fills up a field. */
    @Test
    void aSizeMayBeginWithZeros() throws Exception {
        byte[] archive = Tars.archive(Tars.pax("31 size=0000000000000000000001\n"), Tars.file("a"));

        assertThat(ArchiveFormat.TAR.names(archive)).containsExactly("a");
    }

    /** Python takes it for nothing from some thousand on. */
    @Test
    void aSizeOfHundredsOfDigitsIsRefused() {
        byte[] archive = Tars.archive(Tars.pax("210 size=" + "0".repeat(199) + "1\n"), Tars.file("a"));

        assertThatThrownBy(() -> ArchiveFormat.TAR.names(archive))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the PAX record size is no size");
    }
}
