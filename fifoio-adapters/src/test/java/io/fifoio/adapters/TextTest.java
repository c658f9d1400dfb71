package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Code that writes to a {@code Writer}, as a source. */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
final class TextTest {

    /** Ends with a character of two chars, of which a writer that is only flushed would keep the first. */
    private static final String TEXT = "naïve, 10 €, 😀";

    @Test
    void nothingIsLeftInTheWriter() throws Exception {
        try (InputStream in = Text.of(writer -> writer.write(TEXT)).open()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
        }
    }

    @Test
    void isOneExpressionWithACodec() throws Exception {
        try (InputStream in = Text.of(writer -> writer.write(TEXT))
                        .through(GZIPOutputStream::new)
                        .open();
                InputStream plain = new GZIPInputStream(in)) {
            assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
        }
    }

    @Test
    void soIsALambdaOfBytes() throws Exception {
        try (InputStream in = PushSource.of(out -> out.write(7))
                        .through(GZIPOutputStream::new)
                        .open();
                InputStream plain = new GZIPInputStream(in)) {
            assertThat(plain.readAllBytes()).containsExactly(7);
        }
    }

    @Test
    void halfAPairOfSurrogatesFails() {
        assertThatThrownBy(() -> {
                    try (InputStream in =
                            Text.of(writer -> writer.write("half: \uD83D")).open()) {
                        in.readAllBytes();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasRootCauseInstanceOf(CharacterCodingException.class);
    }

    @Test
    void aFailureIsNotTheEnd() {
        IOException failure = new IOException("out of paper");

        assertThatThrownBy(() -> {
                    try (InputStream in = Text.of(writer -> {
                                writer.write(TEXT);
                                throw failure;
                            })
                            .open()) {
                        in.readAllBytes();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasCause(failure);
    }

    @Test
    void theCallersStreamStaysOpen() throws Exception {
        ByteArrayOutputStream target = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };

        Text.of(writer -> {
                    writer.write(TEXT);
                    writer.close();
                })
                .writeTo(target);

        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo(TEXT);
    }

    @Test
    void whatIsNotThereIsRefusedAtOnce() {
        assertThatThrownBy(() -> Text.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("text");
        assertThatThrownBy(() -> PushSource.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("source");
    }
}
