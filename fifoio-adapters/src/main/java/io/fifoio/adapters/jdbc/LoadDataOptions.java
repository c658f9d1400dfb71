package io.fifoio.adapters.jdbc;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code LOAD DATA} statement says about its text.
 *
 * @param lineEnd in ASCII; empty if the statement is not understood, or if lines have no end
 * @param fieldEnd and quote and escape: a byte, or {@link #NONE}
 * @param ignored how many lines are ignored: the server only looks for their ends
 */
record LoadDataOptions(String lineEnd, int fieldEnd, int quote, int escape, long ignored) {

    /** Stands for no character: no byte has this value. */
    static final int NONE = 0x100;

    private static final LoadDataOptions NOT_UNDERSTOOD = new LoadDataOptions("", NONE, NONE, NONE, 0);

    /** The beginning of a comment whose text the server executes. */
    private static final Pattern READ_COMMENT = Pattern.compile("/\\*M?!");

    /** Character sets in which a byte of a character may have the value of a quote, an escape or an end. */
    private static final Pattern CHARACTERS_WITH_SUCH_BYTES =
            Pattern.compile("ucs2|utf16|utf32|big5|gbk|gb18030|sjis|cp932", Pattern.CASE_INSENSITIVE);

    private static final Pattern IGNORED_LINES = Pattern.compile("[0-9]{1,18} (lines|rows)");

    private static final String BEFORE_STRINGS = "#[^\n]*+|--(?=\\s)[^\n]*+|/\\*.*?\\*/|`[^`]*+`|[xX]'[^']*+'";
    private static final String BEHIND_STRINGS = "|\\w++|[^\\s\\w]";

    private static final Pattern TOKEN = Pattern.compile(
            BEFORE_STRINGS
                    + "|'[^'\\\\]*+(?:(?:''|\\\\.)[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:(?:\"\"|\\\\.)[^\"\\\\]*+)*+\""
                    + BEHIND_STRINGS,
            Pattern.DOTALL);

    private static final Pattern TOKEN_WITHOUT_ESCAPES = Pattern.compile(
            BEFORE_STRINGS + "|'[^']*+(?:''[^']*+)*+'|\"[^\"]*+(?:\"\"[^\"]*+)*+\"" + BEHIND_STRINGS, Pattern.DOTALL);

    private static final Pattern ESCAPE = Pattern.compile("\\\\[a-zA-Z0]");

    /**
     * @param sqlMode of the session
     * @param characterSet of the database
     * @throws IllegalArgumentException if the statement has an escape such as {@code '\r\n'}, which a session of that
     *     mode takes literally
     */
    static LoadDataOptions of(String sql, String sqlMode, String characterSet) {
        boolean escapes = !sqlMode.contains("NO_BACKSLASH_ESCAPES");
        String lineBegin = "";
        String lineEnd = "\n";
        String fieldEnd = "\t";
        String quote = "";
        String escape = escapes ? "\\" : "";
        long ignored = 0;
        boolean ofLines = false;
        String option = "";
        String before = "";
        int words = 0;
        Matcher tokens = (escapes ? TOKEN : TOKEN_WITHOUT_ESCAPES).matcher(sql);
        while (tokens.find()) {
            String token = tokens.group();
            if (token.startsWith("#") || token.startsWith("--") || token.startsWith("/*")) {
                continue;
            }
            String word = token.toLowerCase(Locale.ROOT);
            if (words < 2 && !word.equals(words == 0 ? "load" : "data")) {
                return NOT_UNDERSTOOD; // XML, or something else before it
            }
            words++;
            if (before.equals("by")) {
                String value = value(token, escapes);
                switch ((ofLines ? "lines " : "fields ") + option) {
                    case "lines starting" -> lineBegin = value;
                    case "lines terminated" -> lineEnd = value;
                    case "fields terminated" -> fieldEnd = value;
                    case "fields enclosed" -> quote = value;
                    case "fields escaped" -> escape = value;
                    default -> {}
                }
            }
            if (IGNORED_LINES.matcher(before + " " + word).matches()) {
                ignored = Long.parseLong(before);
            }
            switch (word) {
                case "fields", "columns" -> ofLines = false;
                case "lines" -> ofLines = true;
                case "by" -> option = before;
                default -> {}
            }
            before = word;
        }
        if (lineBegin == null || lineEnd == null || fieldEnd == null || quote == null || escape == null) {
            return NOT_UNDERSTOOD;
        }
        if (!lineBegin.isEmpty()
                || fieldEnd.length() > 1
                || quote.length() > 1
                || escape.length() > 1
                || lineEnd.equals(fieldEnd) // the server has ends of fields alone then
                || READ_COMMENT.matcher(sql).find()
                || CHARACTERS_WITH_SUCH_BYTES.matcher(sql + " " + characterSet).find()) {
            return NOT_UNDERSTOOD;
        }
        int quoted = character(quote);
        int escaped = character(escape);
        if (lineEnd.indexOf(quoted) >= 0 || lineEnd.indexOf(escaped) >= 0) {
            return NOT_UNDERSTOOD;
        }
        return new LoadDataOptions(lineEnd, character(fieldEnd), quoted, escaped == quoted ? NONE : escaped, ignored);
    }

    /** @return null if it is not understood */
    private static @Nullable String value(String token, boolean escapes) {
        String text = token;
        if (text.matches("(?i)x'([0-9a-f]{2})*'")) {
            return ascii(HexFormat.of().parseHex(text.substring(2, text.length() - 1)));
        }
        if (text.matches("0x([0-9a-fA-F]{2})+")) {
            return ascii(HexFormat.of().parseHex(text.substring(2)));
        }
        char first = text.charAt(0);
        if (text.length() < 2 || (first != '\'' && first != '"')) {
            return null;
        }
        if (!escapes && ESCAPE.matcher(text).find()) {
            throw new IllegalArgumentException("the sql_mode of the session has NO_BACKSLASH_ESCAPES, by which " + text
                    + " is backslashes and letters, not what they stand for elsewhere: write the bytes, as x'0d0a'");
        }
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c == first) {
                i++; // doubled
            } else if (c == '\\' && escapes) {
                i++;
                c = escaped(text.charAt(i));
            }
            if (c >= 0x80) {
                return null;
            }
            value.append(c);
        }
        return value.toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case '0' -> '\0';
            case 'Z' -> 0x1a;
            default -> c;
        };
    }

    private static @Nullable String ascii(byte[] bytes) {
        StringBuilder value = new StringBuilder();
        for (byte b : bytes) {
            if (b < 0) {
                return null;
            }
            value.append((char) b);
        }
        return value.toString();
    }

    private static int character(String value) {
        return value.isEmpty() ? NONE : value.charAt(0);
    }
}
