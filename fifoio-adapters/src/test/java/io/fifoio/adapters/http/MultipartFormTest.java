package io.fifoio.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.StepwiseSource;
import io.fifoio.adapters.Taps;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Program;
import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms, byte by byte, and as a parser reads them that is not ours. */
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

    /** What is left of the part before must not get into the one whose turn it is. */
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

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("plain", "plain", "plain"),
                Arguments.of("a \"quoted\" one", "a %22quoted%22 one", "a %22quoted%22 one"),
                Arguments.of("a\r\nb", "a%0D%0Ab", "a%0D%0Ab"),
                Arguments.of("a\nb\r", "a%0D%0Ab%0D%0A", "a%0Ab%0D"),
                Arguments.of("100 % ; = \\ ,", "100 % ; = \\ ,", "100 % ; = \\ ,"),
                Arguments.of("Grüße \uD83D\uDE00", "Grüße \uD83D\uDE00", "Grüße \uD83D\uDE00"),
                Arguments.of("tab\there", "tab\there", "tab\there"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesAreWrittenAsBrowsersDo(String text, String asName, String asFilename) throws Exception {
        MultipartForm form = MultipartForm.of(List.of(FormPart.file(text, text, out -> {})));

        assertThat(textOf(form).lines().toList().get(1))
                .isEqualTo("Content-Disposition: form-data; name=\"" + asName + "\"; filename=\"" + asFilename + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "a\u000bb", "a\u001bb", "a\u007f", "a\u0085b", "ends\\", "half \uD83D"})
    void refusesNamesThatReadersTakeForSomethingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormPart.field(text, "value"))
                .withMessageStartingWith("name of a form's part ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormPart.file("name", text, CONTENT))
                .withMessageStartingWith("filename of a form's part ");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/csv; charset=UTF-8",
                "text/csv;charset=utf-8 ; header=present",
                "application/vnd.api+json",
                "multipart/mixed; boundary=\"a b\\\"c\""
            })
    void takesContentTypes(String type) throws Exception {
        MultipartForm form = MultipartForm.of(List.of(FormPart.field("a", "b").contentType(type)));

        assertThat(textOf(form)).contains("\r\nContent-Type: " + type + "\r\n\r\nb\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "text/",
                "/plain",
                "text/plain;",
                "text/plain; charset",
                "text/plain; charset=a b",
                "text/plain\r\nX-Injected: 1",
                "text/plain\n",
                "text/plain; a=\"\r\n\r\nbody\"",
                "text/plain; a=\"ä\"",
                " text/plain"
            })
    void refusesOtherContentTypes(String type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormPart.field("a", "b").contentType(type))
                .withMessageStartingWith("content type of part \"a\" is not of the form type/subtype; name=value: \"");
    }

    @Test
    void refusesContentTypesWithoutEnd() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormPart.field("a", "b").contentType("a/b; c=\"" + "\\d".repeat(100_000) + "\""))
                .withMessage("content type of part \"a\" has 200009 characters, at most 1000 are allowed");
        assertThat(FormPart.field("a", "b").contentType("a/b; c=\"" + "\\d".repeat(490) + "\""))
                .isNotNull();
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
    void goesThroughCodecsLikeAnySource() throws Exception {
        AtomicReference<byte[]> digest = new AtomicReference<>();
        MultipartForm form = MultipartForm.of(
                List.of(FormPart.file("c", "d", CONTENT.through(Taps.digest("SHA-256", digest::set)))));

        byte[] read = form.through(GZIPOutputStream::new).feed(in -> new GZIPInputStream(in).readAllBytes());

        assertThat(read).isEqualTo(Payload.writtenBy(form));
        assertThat(digest.get()).hasSize(32);
    }

    /** Names that stand for themselves, contents of all kinds. */
    private static List<FormPart> parts() {
        byte[] nasty = "--\r\n--fifoio\r\n\r\n--fifoio---\r\n".getBytes(StandardCharsets.US_ASCII);
        return List.of(
                FormPart.field("title", "two\r\nlines, Grüße"),
                FormPart.field("empty", ""),
                FormPart.file("files", "Grüße; a=b.bin", CONTENT).contentType("image/png"),
                FormPart.file("files", "nasty", out -> out.write(nasty)),
                FormPart.file("nothing", "", out -> {}));
    }

    @Test
    void isReadBackByCommonsFileUpload() throws Exception {
        MultipartForm form = MultipartForm.of(parts());

        List<FileUploads.Part> read = FileUploads.read(form);

        List<FormPart> parts = parts();
        assertThat(read).hasSize(parts.size());
        for (int i = 0; i < read.size(); i++) {
            FileUploads.Part part = read.get(i);
            assertThat(part.field()).isEqualTo(parts.get(i).name());
            assertThat(part.content())
                    .as(part.field())
                    .isEqualTo(Payload.writtenBy(parts.get(i).content()));
        }
        assertThat(read)
                .extracting(FileUploads.Part::filename)
                .containsExactly(null, null, "Grüße; a=b.bin", "nasty", "");
        assertThat(read)
                .extracting(FileUploads.Part::contentType)
                .containsExactly(null, null, "image/png", "application/octet-stream", "application/octet-stream");
    }

    /** Whatever the names are: there are as many parts as were given, with headers of these two names alone. */
    @Test
    void noNameMakesAHeaderOrAPart() throws Exception {
        long seed = 20261126;
        Random random = new Random(seed);
        String[] pieces = {"\"", "\r", "\n", "\r\n", ";", "=", "\\", ":", " ", "--", "a", "Content-Type: x/y", "ä", "%"
        };
        for (int round = 0; round < 500; round++) {
            List<FormPart> parts = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                parts.add(FormPart.file(text(random, pieces), text(random, pieces), out -> out.write('x')));
            }
            MultipartForm form = MultipartForm.of(parts);

            List<FileUploads.Part> read = FileUploads.read(form);

            assertThat(read).as("seed %d, round %d, %s", seed, round, form).hasSize(3);
            assertThat(read)
                    .as("seed %d, round %d, %s", seed, round, form)
                    .allMatch(part -> Arrays.equals(part.content(), new byte[] {'x'}))
                    .allMatch(part -> "application/octet-stream".equals(part.contentType()))
                    .allMatch(part -> part.headers().equals(Set.of("content-disposition", "content-type")));
        }
    }

    private static String text(Random random, String[] pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.append('.').toString();
    }

    @Test
    void isReadBackByPython() throws Exception {
        Program.assumeHere("python3", "--version", "Python 3");
        MultipartForm form = MultipartForm.of(parts());
        String script = """
                import sys, hashlib, email.parser, email.policy
                head = b'Content-Type: ' + sys.argv[1].encode() + b'\\r\\n\\r\\n'
                body = sys.stdin.buffer.read()
                form = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
                assert not form.defects, form.defects
                for part in form.iter_parts():
                    assert not part.defects, part.defects
                    print(part.get_param('name', header='content-disposition'), part.get_content_type(),
                          hashlib.sha256(part.get_payload(decode=True)).hexdigest(), len(part.items()), sep='|')
                """;

        String printed = Program.of("python3", "-c", script, form.contentType()).run(form);

        List<String> expected = new ArrayList<>();
        for (FormPart part : parts()) {
            String type = part.head().contains("image/png")
                    ? "image/png"
                    : part.head().contains("octet-stream") ? "application/octet-stream" : "text/plain";
            expected.add(part.name() + "|" + type + "|" + sha256(Payload.writtenBy(part.content())) + "|"
                    + (type.equals("text/plain") ? 1 : 2));
        }
        assertThat(printed.lines()).containsExactlyElementsOf(expected);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
