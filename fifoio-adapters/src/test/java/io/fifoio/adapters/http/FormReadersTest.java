package io.fifoio.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.adapters.testing.Program;
import io.fifoio.testing.NoLeakedThreads;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Forms, as foreign parsers read them. */
@ExtendWith(NoLeakedThreads.class)
final class FormReadersTest {

    private static final byte[] PAYLOAD = Payload.ofSize(200_000);
    private static final PushSource CONTENT = out -> out.write(PAYLOAD);

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
        // Blanks at the ends are refused.
        return (text.charAt(0) == ' ' ? "." : "") + text + '.';
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
