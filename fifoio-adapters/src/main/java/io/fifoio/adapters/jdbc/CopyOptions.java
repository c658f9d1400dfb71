package io.fifoio.adapters.jdbc;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code COPY ... FROM STDIN} says of its data, in either of the syntaxes that PostgreSQL has. The driver tells binary from
 * the others only, and only once the server has begun.
 *
 * @param quote and escape: of CSV, or {@link #NONE}
 * @param fromStdin whether it is one at all
 */
record CopyOptions(Format format, int quote, int escape, boolean fromStdin) {

    enum Format {
        TEXT,
        CSV,
        BINARY
    }

    /** That no byte is. */
    static final int NONE = 0x100;

    private static final Pattern TOKEN = Pattern.compile(
            "--[^\n\r]*+|/\\*"
                    + "|[eE]'[^'\\\\]*+(?:(?:''|\\\\.)[^'\\\\]*+)*+'|'[^']*+(?:''[^']*+)*+'|\"[^\"]*+(?:\"\"[^\"]*+)*+\""
                    + "|\\w+|[^\\s\\w]",
            Pattern.DOTALL);

    static CopyOptions of(String sql) {
        String format = null;
        String quote = "\"";
        String escape = null;
        boolean copies = false;
        boolean amongOptions = false;
        int parentheses = 0;
        String before = "";
        Matcher tokens = TOKEN.matcher(sql);
        while (tokens.find()) {
            String token = tokens.group();
            if (token.startsWith("--")) {
                continue;
            }
            if (token.equals("/*")) {
                tokens.region(endOfComment(sql, tokens.start()), sql.length());
                continue;
            }
            String word = token.toLowerCase(Locale.ROOT);
            if (!amongOptions) {
                if (before.equals("copy") && word.equals("binary")) {
                    format = word;
                }
                parentheses += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
                if (parentheses == 0) { // within them is a query, or are columns
                    copies |= word.equals("copy");
                    amongOptions = copies && before.equals("from") && word.equals("stdin");
                    if (before.equals("to") && (word.equals("stdout") || word.equals("stdin"))) {
                        break;
                    }
                }
            } else if (word.equals("where")) {
                break;
            } else if (word.equals("as")) {
                continue; // between an option and its value
            } else if (before.equals("format")) {
                format = value(word);
            } else if (before.equals("quote") && isValue(token)) {
                quote = value(token);
            } else if (before.equals("escape") && isValue(token)) {
                escape = value(token);
            } else if (format == null && (word.equals("csv") || word.equals("binary"))) {
                format = word;
            }
            before = word;
        }
        return of(format, character(quote), character(escape == null ? quote : escape), amongOptions);
    }

    /** Comments may stand within comments. */
    private static int endOfComment(String sql, int begin) {
        int depth = 0;
        for (int i = begin; i < sql.length(); i++) {
            if (sql.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i++;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return sql.length();
    }

    private static CopyOptions of(@Nullable String format, int quote, int escape, boolean fromStdin) {
        if ("csv".equals(format)) {
            // Without an escape of its own a quote within quotes is doubled, which is as if it ended and began anew.
            // Where one of them is not understood, no line counts as quoted: one more is refused, rather than one less.
            boolean understood = quote != NONE && escape != NONE;
            return new CopyOptions(Format.CSV, understood ? quote : NONE, escape == quote ? NONE : escape, fromStdin);
        }
        return new CopyOptions("binary".equals(format) ? Format.BINARY : Format.TEXT, NONE, NONE, fromStdin);
    }

    /** Rather than what stands behind a column of that name. */
    private static boolean isValue(String token) {
        char first = token.charAt(0);
        return first == '\'' || Character.isLetterOrDigit(first);
    }

    private static String value(String token) {
        String text = token;
        if (text.length() > 1 && (text.endsWith("'") || text.endsWith("\""))) {
            boolean withEscapes = Character.isLetter(text.charAt(0));
            text = text.substring(text.indexOf(text.charAt(text.length() - 1)) + 1, text.length() - 1)
                    .replace("''", "'");
            if (withEscapes && text.length() == 2 && !Character.isLetterOrDigit(text.charAt(1))) {
                text = text.substring(1);
            }
        }
        return text;
    }

    private static int character(String value) {
        return value.length() == 1 && value.charAt(0) < 0x80 ? value.charAt(0) : NONE;
    }
}
