package io.fifoio.adapters.archive;

import static io.fifoio.adapters.archive.ArchiveFormat.PAYLOAD;
import static io.fifoio.adapters.archive.ArchiveFormat.file;
import static io.fifoio.adapters.archive.ArchiveFormat.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Archives that are truncated, damaged or followed by something. */
@ExtendWith(NoLeakedThreads.class)
final class DamagedArchiveTest {

    @ParameterizedTest
    @EnumSource
    void isAnErrorWhereverItIsCut(ArchiveFormat format) throws Exception {
        byte[] archive = format.write(file("a"), Entry.directory("d"), Entry.file("b", out -> out.write(PAYLOAD)));
        // One block of zeros is enough of an end; what follows in a tar is padding.
        int needed = format == ArchiveFormat.ZIP ? archive.length : 512 * (1 + 6 + 1 + 1 + 6 + 1);
        for (int length = 0; length < needed; length++) {
            byte[] cut = Arrays.copyOf(archive, length);

            assertThatThrownBy(() -> names(format.read(cut)))
                    .as("cut to %s of %s", length, archive.length)
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotEndAContentThatIsCut(ArchiveFormat format) throws Exception {
        byte[] cut = Arrays.copyOf(format.write(file("a")), 2000);
        try (ArchiveReader reader = format.read(cut)) {
            assertThat(reader.next()).isTrue();
            InputStream content = reader.entry().content();
            assertThatThrownBy(content::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("truncated");
            assertThatThrownBy(content::read).isInstanceOf(IOException.class).hasMessageContaining("truncated");
            assertThatThrownBy(reader::next).isInstanceOf(IOException.class).hasMessageContaining("truncated");
        }
    }

    /** What is wrong is the stream, and not the archive. */
    @ParameterizedTest
    @EnumSource
    void tellsOfAnInputThatFails(ArchiveFormat format) throws Exception {
        byte[] start = Arrays.copyOf(format.write(file("a")), 2000);
        for (Exception failure : new Exception[] {new IOException("cable cut"), new IllegalStateException("odd")}) {
            InputStream failing = new InputStream() {
                @Override
                public int read() throws IOException {
                    if (failure instanceof IOException checked) {
                        throw checked;
                    }
                    throw (RuntimeException) failure;
                }

                @Override
                public int read(byte[] b, int off, int len) throws IOException {
                    return read();
                }
            };
            InputStream input = new SequenceInputStream(new ByteArrayInputStream(start), failing);
            try (ArchiveReader reader = format.read(input, ArchiveLimits.DEFAULT)) {
                IOException thrown = catchThrowableOfType(IOException.class, () -> names(reader));

                assertThat(thrown).hasMessageNotContainingAny("is truncated", "damaged");
                assertThat(thrown == failure || thrown.getCause() == failure)
                        .as("%s tells of %s", thrown, failure)
                        .isTrue();
            }
        }
    }

    /** A heap that is full at the wrong moment: nobody knows how much of the archive was taken by then. */
    @ParameterizedTest
    @EnumSource
    void isNotReadOnBehindAnError(ArchiveFormat format) throws Exception {
        byte[] archive = format.write(file("a"), file("b"));
        for (boolean inContent : new boolean[] {true, false}) {
            AtomicBoolean failing = new AtomicBoolean();
            InputStream input = new ByteArrayInputStream(archive) {
                @Override
                public synchronized int read(byte[] b, int off, int len) {
                    if (failing.compareAndSet(true, false)) {
                        throw new OutOfMemoryError("once");
                    }
                    return super.read(b, off, Math.min(len, 600));
                }
            };
            try (ArchiveReader reader = format.read(input, ArchiveLimits.DEFAULT)) {
                assertThat(reader.next()).isTrue();
                InputStream content = reader.entry().content();
                failing.set(true);
                assertThatThrownBy(() -> {
                            if (inContent) {
                                content.readAllBytes();
                            } else {
                                reader.next();
                            }
                        })
                        .isInstanceOf(OutOfMemoryError.class);

                assertThatThrownBy(content::read)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("failed with an Error");
                assertThatThrownBy(reader::next)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("failed with an Error");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatFollowsTheEnd(ArchiveFormat format) throws Exception {
        byte[] archive = Tars.joined(format.write(file("a")), new byte[] {1});

        assertThatThrownBy(() -> names(format.read(archive)))
                .isInstanceOf(IOException.class)
                .hasMessage("something follows the archive's end, at byte " + (archive.length - 1)
                        + (format == ArchiveFormat.TAR
                                ? "; another archive must be read with a reader of its own"
                                : ""));
    }

    @ParameterizedTest
    @EnumSource
    void noticesADamagedContentOrHeader(ArchiveFormat format) throws Exception {
        byte[] archive = format.write(file("a"));
        archive[format == ArchiveFormat.TAR ? 3 : archive.length / 2] ^= 1;

        assertThatThrownBy(() -> names(format.read(archive)))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(".*(damaged|checksum).*");
    }
}
