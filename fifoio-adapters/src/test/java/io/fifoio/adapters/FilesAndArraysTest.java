package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fifoio.IncompleteStreamException;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that know their length because the bytes are there already. */
@ExtendWith(NoLeakedThreads.class)
final class FilesAndArraysTest {

    private static final int LENGTH = 100_000;
    private static final byte[] PAYLOAD = Payload.ofSize(LENGTH);

    @TempDir
    private Path folder;

    private Path file;
    private StepwiseSource source;

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.write(folder.resolve("file"), PAYLOAD);
        source = PushSource.from(file);
    }

    private void grow() throws IOException {
        Files.write(file, new byte[1], StandardOpenOption.APPEND);
    }

    private void cut() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(LENGTH - 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsOpenedAnewEachTime(Engines engine) throws Exception {
        assertThat(source.length()).hasValue(LENGTH);
        try (SourceInputStream in = engine.open(source)) {
            assertThat(in.readAllBytes()).isEqualTo(PAYLOAD);
        }

        Files.write(file, new byte[] {1, 2, 3});

        assertThat(source.length()).hasValue(3);
        try (SourceInputStream in = engine.open(source)) {
            assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
        }
        assertThat(Payload.writtenBy(source)).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatGrowsMeanwhileIsAFailure(Engines engine) throws Exception {
        try (SourceInputStream in = engine.open(source)) {
            grow();
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining(LENGTH + " were announced");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatShrinksMeanwhileIsAFailure(Engines engine) throws Exception {
        try (SourceInputStream in = engine.open(source)) {
            cut();
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasMessageContaining(LENGTH + " were announced");
        }
    }

    @Test
    void aFileThatShrinksMeanwhileFailsWhatIsEncodedFromIt() {
        PushSource encoded = source.through(Taps.progress(1, bytes -> cut()));

        assertThatThrownBy(() -> encoded.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IncompleteStreamException.class)
                .hasMessageContaining(LENGTH + " were announced");
    }

    @Test
    void aFileIsReadByTheThreadThatReadsTheSource() throws Exception {
        Set<Thread> readers = ConcurrentHashMap.newKeySet();
        PushSource watched = source.through(Taps.progress(1, bytes -> readers.add(Thread.currentThread())));

        assertThat(watched.<byte[]>feed(InputStream::readAllBytes)).isEqualTo(PAYLOAD);

        assertThat(readers).containsExactly(Thread.currentThread());
    }

    @Test
    void aFileThatIsNotThereHasNoLengthAndFailsTheRead() throws Exception {
        PushSource missing = PushSource.from(folder.resolve("missing"));

        assertThat(missing.length()).isEmpty();
        try (SourceInputStream in = missing.open()) {
            assertThatThrownBy(in::read)
                    .isInstanceOf(IncompleteStreamException.class)
                    .hasCauseInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void whatIsNoRegularFileHasNoLength() {
        assertThat(PushSource.from(folder).length()).isEmpty();
    }

    @Test
    void aFileWithMoreThanItSaysIsAFailure() throws Exception {
        Path status = Path.of("/proc/self/status");
        assumeTrue(Files.isRegularFile(status), "no such file system here");

        try (SourceInputStream in = PushSource.from(status).open()) {
            assertThatThrownBy(in::readAllBytes).hasMessageContaining("0 were announced");
        }
        assertThat(PushSource.from(() -> Files.newInputStream(status)).<byte[]>feed(InputStream::readAllBytes))
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anArrayIsWrittenAsItIsThen(Engines engine) throws Exception {
        byte[] array = PAYLOAD.clone();
        PushSource ofArray = PushSource.from(array);
        array[0]++;

        assertThat(ofArray.length()).hasValue(LENGTH);
        for (int i = 0; i < 2; i++) {
            try (SourceInputStream in = engine.open(ofArray)) {
                assertThat(in.readAllBytes()).isEqualTo(array);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LENGTH})
    void anArrayIsGivenToNobody(int length) throws Exception {
        byte[] array = Payload.ofSize(length);
        StepwiseSource ofArray = PushSource.from(array);
        OutputStream vandal = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] b, int off, int len) {
                Arrays.fill(b, (byte) 0);
            }
        };

        ofArray.writeTo(vandal);
        try (Steps steps = ofArray.begin(vandal)) {
            while (steps.next()) {}
        }

        assertThat(array).isEqualTo(Payload.ofSize(length));
    }

    @Test
    void refuseNothing() {
        assertThatThrownBy(() -> PushSource.from((Path) null)).hasMessage("file");
        assertThatThrownBy(() -> PushSource.from((byte[]) null)).hasMessage("bytes");
    }

    /** Whatever is said in place. */
    @Test
    void areToldFromWhatOpensAStream() {
        StepwiseSource ofLambda = PushSource.from(() -> new ByteArrayInputStream(PAYLOAD));
        StepwiseSource ofReference = PushSource.from(source::open);

        assertThat(ofLambda.length()).isEmpty();
        assertThat(ofReference.length()).isEmpty();
    }
}
