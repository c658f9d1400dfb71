package io.fifoio.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and content types of parts: how they are written, and which are refused. */
@ExtendWith(NoLeakedThreads.class)
final class FormPartTest {

    private static final byte[] PAYLOAD = Payload.ofSize(200_000);
    private static final PushSource CONTENT = out -> out.write(PAYLOAD);

    private static String textOf(MultipartForm form) throws Exception {
        return new String(Payload.writtenBy(form), StandardCharsets.UTF_8);
    }

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("plain", "plain", "plain"),
                Arguments.of("a \"quoted\" one", "a %22quoted%22 one", "a %22quoted%22 one"),
                Arguments.of("a\r\nb", "a%0D%0Ab", "a%0D%0Ab"),
                Arguments.of("a\nb\r", "a%0D%0Ab%0D%0A", "a%0Ab%0D"),
                Arguments.of("100 % ; = \\ ,", "100 % ; = \\ ,", "100 % ; = \\ ,"),
                Arguments.of("Grüße \uD83D\uDE00", "Grüße \uD83D\uDE00", "Grüße \uD83D\uDE00"),
                Arguments.of("x?a=?b", "x?a=?b", "x?a=?b"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesAreWrittenAsBrowsersDo(String text, String asName, String asFilename) throws Exception {
        MultipartForm form = MultipartForm.of(List.of(FormPart.file(text, text, out -> {})));

        assertThat(textOf(form).lines().toList().get(1))
                .isEqualTo("Content-Disposition: form-data; name=\"" + asName + "\"; filename=\"" + asFilename + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0",
                "tab\there",
                " lead",
                "trail ",
                " ",
                "no break\u00a0",
                "\u3000wide",
                "line\u2028",
                "=?UTF-8?Q?x=2Ejsp?=",
                "a =?utf-8?b?YWRtaW4=?= b",
                "a\0b",
                "a\u000bb",
                "a\u001bb",
                "a\u007f",
                "a\u0085b",
                "ends\\",
                "half \uD83D"
            })
    void refusesNamesThatReadersTakeForSomethingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormPart.field(text, "value"))
                .withMessageStartingWith("name of a form's part ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormPart.file("name", text, CONTENT))
                .withMessageStartingWith("filename of a form's part ");
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
    void saysWhatReadersWouldMakeOfTheNamesThatItRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormPart.file("name", "x.jsp ", CONTENT))
                .withMessage("filename of a form's part begins or ends with a blank, which some readers cut off:"
                        + " \"x.jsp \"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormPart.field("=?UTF-8?Q?x?=", "value"))
                .withMessage("name of a form's part has a MIME encoded word (=?...?=), which some readers decode:"
                        + " \"=?UTF-8?Q?x?=\"");
    }
}
