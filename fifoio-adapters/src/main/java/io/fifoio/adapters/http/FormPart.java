package io.fifoio.adapters.http;

import io.fifoio.adapters.PushSource;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One part of a {@link MultipartForm}: a field or a file, with the source of its content. Immutable.
 *
 * <p>Names are written as browsers write them: in UTF-8, with {@code %22} for a quotation mark, and {@code %0D} and
 * {@code %0A} for what would end the line. Names that some servers would read as other names are refused: those with
 * any other control character (tabs included) or half a surrogate pair; with a blank at either end, which they strip;
 * with a backslash at the end, which they combine with the following quotation mark; and with a MIME encoded word (RFC
 * 2047, {@code =?UTF-8?Q?...?=}), which they decode.
 */
public final class FormPart {

    private static final String OF_ANY_KIND = "application/octet-stream";

    private static final int LONGEST_TYPE = 1000;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String QUOTED = "\"(?:[\\t !#-\\[\\]-~]|\\\\[\\t -~])*+\"";

    /** RFC 9110, 8.3.1. */
    private static final Pattern TYPE = Pattern.compile(
            TOKEN + "/" + TOKEN + "(?:[ \\t]*+;[ \\t]*+" + TOKEN + "=(?:" + TOKEN + "|" + QUOTED + "))*+");

    private final String name;
    private final @Nullable String filename;
    private final @Nullable String contentType;
    private final PushSource content;

    private FormPart(String name, @Nullable String filename, @Nullable String contentType, PushSource content) {
        this.name = name;
        this.filename = filename;
        this.contentType = contentType;
        this.content = content;
    }

    /**
     * A text field, in UTF-8, without a content type (which means text).
     *
     * @param value sent unchanged, including its line ends
     * @throws IllegalArgumentException if the name is empty or as the class refuses it, or the value has half a
     *     surrogate pair
     */
    public static FormPart field(String name, String value) {
        checkEncodable("value of field \"" + name + "\"", value);
        return field(name, PushSource.from(value.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * A field whose value is written by a source; it should be given a {@link #contentType}.
     *
     * @param content written when the form reaches this part; if it has a length, it is held to it
     * @throws IllegalArgumentException if the name is empty or as the class refuses it
     */
    public static FormPart field(String name, PushSource content) {
        checkName(name);
        return new FormPart(name, null, null, Objects.requireNonNull(content, "content"));
    }

    /**
     * A file, with the content type {@code application/octet-stream} unless it is given
     * {@linkplain #contentType another}.
     *
     * @param name of the field
     * @param filename may be empty
     * @param content written when the form reaches this part; if it has a length, it is held to it
     * @throws IllegalArgumentException if the name is empty, or a name is as the class refuses it
     */
    public static FormPart file(String name, String filename, PushSource content) {
        checkName(name);
        checkText("filename", filename);
        return new FormPart(name, filename, OF_ANY_KIND, Objects.requireNonNull(content, "content"));
    }

    /**
     * The same part with a content type.
     *
     * @param mediaType as in {@code text/csv; charset=UTF-8}
     * @throws IllegalArgumentException if it is not of that form (RFC 9110, 8.3.1), or longer than 1000 characters
     */
    public FormPart contentType(String mediaType) {
        if (mediaType.length() > LONGEST_TYPE) {
            throw new IllegalArgumentException("content type of part \"" + name + "\" has " + mediaType.length()
                    + " characters, at most " + LONGEST_TYPE + " are allowed");
        }
        if (!TYPE.matcher(mediaType).matches()) {
            throw new IllegalArgumentException("content type of part \"" + name
                    + "\" is not of the form type/subtype; name=value: \"" + printable(mediaType) + "\"");
        }
        return new FormPart(name, filename, mediaType, content);
    }

    String name() {
        return name;
    }

    PushSource content() {
        return content;
    }

    /** Returns the lines before the content, including the empty one. */
    String head() {
        StringBuilder head = new StringBuilder("Content-Disposition: form-data; name=\"");
        head.append(escaped(name.replaceAll("\\r\\n|\\r|\\n", "\r\n"))).append('"');
        if (filename != null) {
            head.append("; filename=\"").append(escaped(filename)).append('"');
        }
        if (contentType != null) {
            head.append("\r\nContent-Type: ").append(contentType);
        }
        return head.append("\r\n\r\n").toString();
    }

    /** Escapes a name as the HTML standard says ("escape a multipart form data name"). */
    private static String escaped(String text) {
        return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static void checkName(String name) {
        checkText("name", name);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name of a form's part is empty");
        }
    }

    private static void checkText(String what, String text) {
        checkEncodable(what + " of a form's part", text);
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\r' && c != '\n')) {
            throw new IllegalArgumentException(
                    what + " of a form's part has a control character: \"" + printable(text) + "\"");
        }
        if (text.endsWith("\\")) {
            throw new IllegalArgumentException(what + " of a form's part ends with a backslash: \"" + text + "\"");
        }
        if (isBlankAt(0, text) || isBlankAt(text.length() - 1, text)) {
            throw new IllegalArgumentException(what
                    + " of a form's part begins or ends with a blank, which some readers cut off: \"" + text + "\"");
        }
        int word = text.indexOf("=?");
        if (word >= 0 && text.indexOf("?=", word + 2) >= 0) {
            throw new IllegalArgumentException(what
                    + " of a form's part has a MIME encoded word (=?...?=), which some readers decode: \"" + text
                    + "\"");
        }
    }

    /**
     * Whether there is a blank of any script: Python strips all of them. Line ends do not count, because they are
     * escaped.
     */
    private static boolean isBlankAt(int index, String text) {
        return !text.isEmpty() && Character.isSpaceChar(text.charAt(index));
    }

    private static void checkEncodable(String what, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(what + " has half a surrogate pair: \"" + text + "\"");
        }
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public String toString() {
        return "FormPart[" + printable(name) + (filename == null ? "]" : ", " + printable(filename) + "]");
    }
}
