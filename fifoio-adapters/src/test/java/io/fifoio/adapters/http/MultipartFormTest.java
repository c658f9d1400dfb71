package io.fifoio.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.Taps;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms, byte by byte. */
@ExtendWith(NoLeakedThreads.class)
final class MultipartFormTest {

    private static final byte[] PAYLOAD = Payload.ofSize(200_000);
    private static final PushSource CONTENT = out -> out.write(PAYLOAD);

    private static String textOf(MultipartForm form) throws Exception {
        return new String(Payload.writtenBy(form), StandardCharsets.UTF_8);
    }

    private static String boundaryOf(MultipartForm form) {
        return form.contentType().replace("multipart/form-data; boundary=", "");
    }

    @Test
    void isWrittenAsTheStandardSays() throws Exception {
        PushSource hello = out -> out.write("hello".getBytes(StandardCharsets.US_ASCII));
        MultipartForm form = MultipartForm.of(List.of(
                FormPart.field("title", "Grüße"),
                FormPart.file("data", "a.txt", hello),
                FormPart.field("meta", hello).contentType("application/json")));

        assertThat(textOf(form).replace(boundaryOf(form), "BOUNDARY"))
                .isEqualTo(String.join(
                        "\r\n",
                        "--BOUNDARY",
                        "Content-Disposition: form-data; name=\"title\"",
                        "",
                        "Grüße",
                        "--BOUNDARY",
                        "Content-Disposition: form-data; name=\"data\"; filename=\"a.txt\"",
                        "Content-Type: application/octet-stream",
                        "",
                        "hello",
                        "--BOUNDARY",
                        "Content-Disposition: form-data; name=\"meta\"",
                        "Content-Type: application/json",
                        "",
                        "hello",
                        "--BOUNDARY--",
                        ""));
    }

    /** What is left of the previous part must not get into the present one. */
    @Test
    void takesNothingForAPartWhoseTurnIsOver() throws Exception {
        AtomicReference<OutputStream> left = new AtomicReference<>();
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        MultipartForm form = MultipartForm.of(List.of(
                FormPart.field("a", left::set),
                FormPart.field(
                        "b", out -> refusal.set(catchThrowable(() -> left.get().write('!'))))));

        assertThat(textOf(form)).doesNotContain("!");
        assertThat(refusal.get())
                .isInstanceOf(IOException.class)
                .hasMessage("part \"a\": written to after its content had ended");
    }

    @Test
    void hasABoundaryOfItsOwnThatAnyHeaderTakes() {
        Set<String> boundaries = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            MultipartForm form = MultipartForm.of(List.of(FormPart.field("a", "b")));
            assertThat(form.contentType()).isEqualTo(form.contentType());
            boundaries.add(boundaryOf(form));
        }

        assertThat(boundaries).hasSize(1000).allMatch(boundary -> boundary.matches("[0-9A-Za-z_-]{39}"));
    }

    @Test
    void refusesWhatIsNoForm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultipartForm.of(List.of()))
                .withMessage("a multipart form needs at least one part");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormPart.field("", "value"))
                .withMessage("name of a form's part is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormPart.field("name", "half \uD83D"))
                .withMessageStartingWith("value of field \"name\" has half a surrogate pair");
    }

    @Test
    void knowsItsLengthWhereAllContentsDo() throws Exception {
        MultipartForm known = MultipartForm.of(
                List.of(FormPart.field("ä", "ö"), FormPart.file("data", "ü\".bin", CONTENT.ofLength(PAYLOAD.length))));
        MultipartForm unknown =
                MultipartForm.of(List.of(FormPart.field("a", "b"), FormPart.file("data", "a.bin", CONTENT)));

        assertThat(known.length()).hasValue(Payload.writtenBy(known).length);
        assertThat(known)
                .hasToString("MultipartForm[FormPart[ä], FormPart[data, ü\".bin]], "
                        + known.length().getAsLong() + " bytes");
        assertThat(unknown.length()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 11, 100_000})
    void namesThePartWhoseLengthIsNotMet(int written) {
        PushSource sized = new PushSource() {
            @Override
            public java.util.OptionalLong length() {
                return java.util.OptionalLong.of(10);
            }

            @Override
            public void writeTo(java.io.OutputStream out) throws IOException {
                out.write(new byte[written]);
            }
        };
        MultipartForm form = MultipartForm.of(List.of(FormPart.field("a", "b"), FormPart.file("data", "x", sized)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> form.writeTo(out))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("part \"data\": declared 10 bytes, its content ");
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain(boundaryOf(form) + "--");
    }

    @Test
    void isNotWholeWhereAContentSwallowedAFailedWrite() {
        PushSource swallowing = out -> new PrintStream(out, true).print("too long");
        MultipartForm form = MultipartForm.of(List.of(FormPart.file("data", "x", new PushSource() {
            @Override
            public java.util.OptionalLong length() {
                return java.util.OptionalLong.of(1);
            }

            @Override
            public void writeTo(java.io.OutputStream out) throws Exception {
                swallowing.writeTo(out);
            }
        })));

        assertThatThrownBy(() -> form.writeTo(new ByteArrayOutputStream()))
                .hasMessage("part \"data\": declared 1 bytes, its content has at least 8");
    }

    @Test
    void needsNoThreadWhereItsContentsDoNot() throws Exception {
        AtomicReference<Thread> ranOn = new AtomicReference<>();
        StepwiseSource inSteps = PushSource.from(() -> {
            ranOn.set(Thread.currentThread());
            return new ByteArrayInputStream(PAYLOAD);
        });
        MultipartForm form = MultipartForm.of(List.of(FormPart.field("a", "b"), FormPart.file("c", "d", inSteps)));

        assertThat(form).isInstanceOf(StepwiseSource.class);
        try (var in = form.open()) {
            assertThat(in.readAllBytes()).isEqualTo(Payload.writtenBy(form));
        }
        assertThat(ranOn).hasValue(Thread.currentThread());
        assertThat(MultipartForm.of(List.of(FormPart.file("c", "d", CONTENT)))).isNotInstanceOf(StepwiseSource.class);
    }

    @Test
    void namesTheStepsOfAContentThatAreNull() throws Exception {
        StepwiseSource nothing = out -> null;
        MultipartForm form = MultipartForm.of(List.of(FormPart.field("a", nothing), FormPart.field("b", "c")));

        try (var in = form.open()) {
            assertThatThrownBy(in::readAllBytes).hasRootCauseMessage("the steps of part \"a\"");
        }
    }

    @Test
    void goesThroughCodecsLikeAnySource() throws Exception {
        AtomicReference<byte[]> digest = new AtomicReference<>();
        MultipartForm form = MultipartForm.of(
                List.of(FormPart.file("c", "d", CONTENT.through(Taps.digest("SHA-256", digest::set)))));

        byte[] read = form.through(GZIPOutputStream::new).feed(in -> new GZIPInputStream(in).readAllBytes());

        assertThat(read).isEqualTo(Payload.writtenBy(form));
        assertThat(digest.get()).hasSize(32);
    }

    /** The part would lack what its content believes it has written. */
    @Test
    void isNotWholeWhereAContentSwallowsWhatItsWriteThrows() {
        MultipartForm form = MultipartForm.of(List.of(FormPart.file("f", "a.bin", out -> {
            out.write(1);
            try {
                out.write(new byte[3], 1, 3);
            } catch (IndexOutOfBoundsException swallowed) {
                // As some do.
            }
        })));

        assertThatThrownBy(() -> Payload.writtenBy(form))
                .isInstanceOf(IOException.class)
                .hasMessage("part \"f\": a write of its content failed")
                .hasCauseInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void announcesNoLengthThatALongCannotHold(int parts) {
        PushSource huge = CONTENT.ofLength(Long.MAX_VALUE);
        MultipartForm form = MultipartForm.of(Collections.nCopies(parts, FormPart.file("a", "b", huge)));

        assertThat(form.length()).isEmpty();
        assertThat(form).hasToString("MultipartForm[FormPart[a, b]" + ", FormPart[a, b]".repeat(parts - 1) + "]");
    }
}
