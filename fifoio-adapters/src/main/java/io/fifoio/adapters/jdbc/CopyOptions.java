package io.fifoio.adapters.jdbc;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code COPY} statement says about its data and the direction, in either of PostgreSQL's syntaxes. The driver
 * only distinguishes the binary format from the others, and only after the server has begun.
 *
 * @param format the format of the data that is copied in
 * @param quote and escape: of CSV, or {@link #NONE}
 */
record CopyOptions(Direction direction, Format format, int quote, int escape) {

    enum Direction {
        FROM_STDIN,
        TO_STDOUT,
        /**
         * The statement is not a {@code COPY}, consists of several statements, or copies between a table and a file.
         */
        NONE
    }

    enum Format {
        TEXT,
        CSV,
        BINARY
    }

    /** Stands for no character: no byte has this value. */
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
        for (String token; (token = next(tokens, sql)) != null; ) {
            String word = token.toLowerCase(Locale.ROOT);
            if (!amongOptions) {
                if (before.equals("copy") && word.equals("binary")) {
                    format = word;
                }
                parentheses += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
                if (parentheses == 0) { // within them is a query, or are columns
                    copies |= word.equals("copy");
                    amongOptions = copies && before.equals("from") && word.equals("stdin");
                    // The server accepts either name.
                    if (before.equals("to") && (word.equals("stdout") || word.equals("stdin"))) {
                        boolean alone = copies && !isFollowed(tokens, sql);
                        return new CopyOptions(alone ? Direction.TO_STDOUT : Direction.NONE, Format.TEXT, NONE, NONE);
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
        Direction direction = amongOptions ? Direction.FROM_STDIN : Direction.NONE;
        return of(direction, format, character(quote), character(escape == null ? quote : escape));
    }

    /** Finds the next token outside of comments. */
    private static @Nullable String next(Matcher tokens, String sql) {
        while (tokens.find()) {
            String token = tokens.group();
            if (token.equals("/*")) {
                tokens.region(endOfComment(sql, tokens.start()), sql.length());
            } else if (!token.startsWith("--")) {
                return token;
            }
        }
        return null;
    }

    /**
     * Whether another statement follows, whose answer the driver does not expect: with a second copy it would wait for
     * the end of the first one.
     */
    private static boolean isFollowed(Matcher tokens, String sql) {
        boolean ended = false;
        for (String token; (token = next(tokens, sql)) != null; ) {
            if (ended && !token.equals(";")) {
                return true;
            }
            ended |= token.equals(";");
        }
        return false;
    }

    /** Finds the end of a comment, which may contain other comments. */
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

    private static CopyOptions of(Direction direction, @Nullable String format, int quote, int escape) {
        if ("csv".equals(format)) {
            // If the escape is not set, a quote within quotes is doubled, which looks as if it ended and began anew. If
            // quote or escape is not understood, no line counts as quoted: it is better to refuse one line more than
            // one less.
            boolean understood = quote != NONE && escape != NONE;
            return new CopyOptions(direction, Format.CSV, understood ? quote : NONE, escape == quote ? NONE : escape);
        }
        return new CopyOptions(direction, "binary".equals(format) ? Format.BINARY : Format.TEXT, NONE, NONE);
    }

    /**
     * Whether a token is the value of an option, and not the comma or parenthesis after a column named {@code quote} or
     * {@code escape}.
     */
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
