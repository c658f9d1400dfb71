package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.testing.Await;
import io.fifoio.testing.NoLeakedThreads;
import io.fifoio.testing.Running;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Code that writes to a {@code Writer}, as a source. */
@ExtendWith(NoLeakedThreads.class)
@Timeout(60)
final class TextTest {

    /** Ends with a character of two chars; a writer that is only flushed would hold back the first of them. */
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
                .hasMessageContaining("the text has half a surrogate pair, U+D83D, after 6 chars")
                .hasRootCauseInstanceOf(CharacterCodingException.class);
    }

    static Stream<Arguments> halves() {
        return Stream.of(
                Arguments.of("U+D83D, after 0 chars", (Text) writer -> writer.write("\uD83D")),
                Arguments.of("U+D83D, after 2 chars", (Text) writer -> writer.write("\uD83D\uDE00\uD83Dx")),
                Arguments.of("U+DE00, after 3 chars", (Text) writer -> {
                    writer.write("abc");
                    writer.write('\uDE00');
                }),
                Arguments.of("U+D83D, after 3 chars", (Text) writer -> {
                    writer.write("abc\uD83D");
                    writer.write("".toCharArray());
                    writer.write("defghi".toCharArray(), 1, 3);
                }),
                Arguments.of("U+D83D, after 4 chars", (Text) writer -> {
                    writer.write('a');
                    writer.write('\uD83D');
                    writer.write(".\uDE00.", 1, 1);
                    writer.write("b\uD83D");
                    writer.flush();
                    writer.write("\uD83D\uDE00");
                }));
    }

    @ParameterizedTest
    @MethodSource("halves")
    void tellsWhichHalfAPairAndWhere(String half, Text text) {
        assertThatThrownBy(() -> Text.of(text).writeTo(new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage("the text has half a surrogate pair, " + half);
    }

    /** A {@code PrintWriter} swallows exceptions, and goes on. */
    @ParameterizedTest
    @EnumSource
    void textThatLostCharsIsNotTakenForWhole(Engines engine) {
        PushSource text = Text.of(writer -> {
            PrintWriter printer = new PrintWriter(writer);
            printer.print("abc\uD800 LOST");
            printer.print(" end");
            printer.flush();
        });

        assertThatThrownBy(() -> {
                    try (InputStream in = engine.open(text)) {
                        in.readAllBytes();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("an earlier write failed")
                .hasRootCauseInstanceOf(CharacterCodingException.class);
    }

    static Stream<Text> writesThatFail() {
        return Stream.of(
                writer -> writer.write("\uD800x"),
                writer -> writer.write(new char[] {'\uD800', 'x'}),
                writer -> {
                    writer.write('\uD800');
                    writer.write('x');
                },
                writer -> writer.write("abc", 2, 2),
                writer -> writer.write(new char[3], -1, 2),
                writer -> {
                    writer.write('\uD800');
                    writer.flush();
                    writer.append("x");
                });
    }

    @ParameterizedTest
    @MethodSource("writesThatFail")
    void noFailureOfAWriteIsForgotten(Text failing) {
        AtomicReference<Throwable> swallowed = new AtomicReference<>();
        ByteArrayOutputStream target = new ByteArrayOutputStream();

        assertThatThrownBy(() -> Text.of(writer -> {
                            writer.write("begin ");
                            swallowed.set(catchThrowable(() -> failing.writeTo(writer)));
                            writer.close();
                            catchThrowable(() -> writer.write("end"));
                            writer.flush();
                        })
                        .writeTo(target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("an earlier write failed")
                .cause()
                .isSameAs(swallowed.get());
        assertThat(target.toString()).doesNotContain("end");
    }

    @Test
    void aFailureBehindTheEncoderIsNotForgotten() {
        IOException failure = new IOException("disk full");
        OutputStream target = new OutputStream() {
            private boolean failed;

            @Override
            public void write(int b) throws IOException {
                if (!failed) {
                    failed = true;
                    throw failure;
                }
            }
        };

        assertThatThrownBy(() -> Text.of(writer -> {
                            PrintWriter printer = new PrintWriter(writer);
                            printer.print("head");
                            printer.flush();
                            printer.print("body");
                        })
                        .writeTo(target))
                .isInstanceOf(IOException.class)
                .hasCause(failure);
    }

    @Test
    void closingIsFlushing() throws Exception {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        AtomicReference<String> afterClosing = new AtomicReference<>();

        Text.of(writer -> {
                    try (writer) {
                        writer.write("head ");
                    }
                    afterClosing.set(target.toString(StandardCharsets.UTF_8));
                    writer.write(TEXT);
                })
                .writeTo(target);

        assertThat(afterClosing).hasValue("head ");
        assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("head " + TEXT);
    }

    @Test
    void whatIsWrittenAfterItHasReturnedIsRefused() throws Exception {
        AtomicReference<Writer> kept = new AtomicReference<>();
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        Text.of(writer -> {
                    kept.set(writer);
                    writer.write("all");
                })
                .writeTo(target);

        assertThatThrownBy(() -> kept.get().write("more"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("had returned");
        kept.get().close();
        assertThat(target).hasToString("all");
    }

    @Test
    @Timeout(20)
    void aThreadThatStillWritesIsAFailure() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) {
                writing.countDown();
                try {
                    Await.open(gate);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        AtomicReference<Running<Void>> other = new AtomicReference<>();
        try {
            assertThatThrownBy(() -> Text.of(writer -> {
                                other.set(Running.start(() -> writer.write("x".repeat(100_000))));
                                Await.open(writing);
                            })
                            .writeTo(slow))
                    .isInstanceOf(IOException.class)
                    .hasMessage("another thread of the source is still writing");
        } finally {
            gate.countDown();
        }
        catchThrowable(() -> other.get().result());
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
