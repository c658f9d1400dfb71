package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Text of which LOAD DATA would drop a part, in whichever pieces it is read. In texts | is a line feed and ~ a carriage
 * return.
 */
final class LoadDataTextTest {

    private static final String STRICT = "STRICT_TRANS_TABLES";
    private static final String UNIX = "load data local infile 'x' into table t";
    private static final String CSV = UNIX
            + " fields terminated by ',' optionally enclosed by '\"' escaped by '' lines terminated by '\\r\\n' (a, b)";

    private static LoadDataOptions options(String sql) {
        return LoadDataOptions.of(sql, STRICT, "utf8mb4");
    }

    private static LoadDataText open(String sql, String text) {
        byte[] bytes = text.replace('|', '\n').replace('~', '\r').getBytes(StandardCharsets.ISO_8859_1);
        return new LoadDataText(new ByteArrayInputStream(bytes), options(sql));
    }

    private static LoadDataText read(String sql, String text, String expected) throws IOException {
        LoadDataText whole = open(sql, text);
        String given = new String(whole.readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(given.replace('\n', '|').replace('\r', '~')).isEqualTo(expected);
        assertThat(whole.read()).as("after the end").isEqualTo(-1);
        LoadDataText single = open(sql, text);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b; (b = single.read()) >= 0; ) {
            bytes.write(b);
        }
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).isEqualTo(given);
        return single;
    }

    private static void taken(String sql, String text, String expected) throws IOException {
        LoadDataText read = read(sql, text, expected);
        assertThatCode(read::check).doesNotThrowAnyException();
    }

    @Test
    void theLastLineGetsItsEnd() throws IOException {
        taken(UNIX, "1\ta|2\tb\tEXTRA", "1\ta|2\tb\tEXTRA|");
        taken(UNIX, "1\ta|2\tb|", "1\ta|2\tb|");
        taken(UNIX, "", "");
        taken(UNIX, "|", "|");
        taken(CSV, "1,a~|2,b", "1,a~|2,b~|");
        taken(CSV, "1,a~|2,b~|", "1,a~|2,b~|");
        taken(CSV, "1,a~|2,b~", "1,a~|2,b~~|");
        taken(CSV, "1,\"a~|b\"", "1,\"a~|b\"~|");
        taken(CSV, "1,\"two|lines\"", "1,\"two|lines\"~|");
        taken(UNIX + " lines terminated by 'END'", "aENDbEN", "aENDbENEND");
        taken(UNIX + " lines terminated by 'END'", "a|bEND", "a|bEND");
        taken(UNIX + " lines terminated by '\\n\\n'", "a||b|||", "a||b|||||");
    }

    /** There it would be a part of the value. */
    @Test
    void noEndIsAddedBehindAnEscape() throws IOException {
        taken(UNIX, "1\ta|2\tC:\\", "1\ta|2\tC:\\");
        taken(UNIX, "1\ta|2\tC:\\\\", "1\ta|2\tC:\\\\|");
        taken(UNIX, "1\ta|2\tb\\|", "1\ta|2\tb\\||");
        taken(CSV, "1,C:\\", "1,C:\\~|");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "load xml local infile 'x' into table t",
                "set statement max_statement_time = 9 for load data local infile 'x' into table t",
                UNIX + " lines terminated by ''",
                UNIX + " lines terminated by '\u00a7'",
                UNIX + " lines terminated by '12345678'",
                UNIX + " fields terminated by '\\n'",
                UNIX + " fields terminated by '||'",
                UNIX + " fields terminated by '\u00a7'",
                UNIX + " fields enclosed by '\u00a7'",
                UNIX + " fields enclosed by '\\'' lines terminated by '\\'\\n'",
                UNIX + " lines terminated by '\\\\\n'",
                UNIX + " lines starting by '>'",
                UNIX + " /*! lines terminated by 'x' */",
                UNIX + " character set utf16",
                UNIX + " character set big5",
                UNIX + " character set 'GBK'",
                UNIX + " character set sjis",
                UNIX + " character set cp932",
                UNIX + " character set gb18030"
            })
    void whatIsNotUnderstoodIsLeftAsItIs(String sql) throws IOException {
        taken(sql, "1\ta~2\tb", "1\ta~2\tb");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "1,a|2,b -> 1,a|2,b~|",
                "1,a|2,b| -> 1,a|2,b|~|",
                "1,a~2,b~ -> 1,a~2,b~~|",
                "\"two~|lines\",1|2,b| -> \"two~|lines\",1|2,b|~|",
                "1,5\" and 6\"|2,b| -> 1,5\" and 6\"|2,b|~|",
            })
    void linesThatEndOtherwiseAreTold(String text, String given) throws IOException {
        LoadDataText read = read(CSV, text, given);
        assertThatThrownBy(read::check)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "no line ends by '\\r\\n', as the statement says, and there are other ends of lines: the server"
                                + " has taken everything for one line, and drops its surplus columns. \"lines terminated by\" has to"
                                + " say how the lines end; if it is one line, it needs its end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,a~|2,\"b~|3,c~|",
                "\"",
                "1,\"\"\"~|",
                "1,\"a\"\"b~|2,c~|",
                "1,\"a\"x~|2,b~|",
                "1,\"a\"~",
                "1,\"a\"|2,\"b\"|",
                "1,\"a\"~x\"y~|"
            })
    void aQuoteThatIsNotClosedIsTold(String text) throws IOException {
        LoadDataText read = read(CSV, text, text);
        assertThatThrownBy(read::check).isInstanceOf(IOException.class).hasMessageStartingWith("a quote is not closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,5\" disk~|",
                "\"\",\"\"\"\"~|",
                "1,\"a\"\"b\"~|\"2\",\"\"~|",
                "1,\"5\" disk\"~|2,b~|",
                "1,\"5\" disk,\"~|2,b~|",
                "1,\"5\"\" disk,\"~|2,b~|",
                "1,\"a\"~b\"~|2,b~|"
            })
    void otherQuotesAreNone(String text) throws IOException {
        taken(CSV, text, text);
    }

    @Test
    void aQuoteAtTheEndOfTheDataClosesToo() throws IOException {
        taken(CSV, "1,\"5\" disk,\"", "1,\"5\" disk,\"~|");
        taken(CSV, "1,\"\"\"\"", "1,\"\"\"\"~|");
        taken(UNIX + " fields terminated by ',' enclosed by '\"'", "1,\"a\\\"|b\"", "1,\"a\\\"|b\"|");
    }

    /** The server looks for the ends of these lines, and for nothing else. */
    @Test
    void quotesInLinesThatAreIgnoredAreNone() throws IOException {
        String sql = CSV.replace("(a", "ignore 2 lines (a");
        taken(sql, "\"Sizes, 5~|\"~|1,\"a~|b\"", "\"Sizes, 5~|\"~|1,\"a~|b\"~|");
        LoadDataText read = read(sql, "\"~|\"~|\"~|", "\"~|\"~|\"~|");
        assertThatThrownBy(read::check).hasMessageStartingWith("a quote is not closed");
    }

    /** One that begins another end. */
    @Test
    void anEndOfFieldsMayBeAPartOfOneOfLines() throws IOException {
        String sql = UNIX + " fields terminated by ',' enclosed by '\"' lines terminated by ',\\n'";
        taken(sql, "1,\"a,|\",|2,\"b\"", "1,\"a,|\",|2,\"b\",|");
        taken(sql, "\"1\",\"a\",|", "\"1\",\"a\",|");
    }

    @Test
    void escapesQuotesAndCommentsOfTheStatementAreUnderstood() {
        assertThat(options(UNIX)).isEqualTo(new LoadDataOptions("\n", '\t', LoadDataOptions.NONE, '\\', 0));
        assertThat(options(CSV)).isEqualTo(new LoadDataOptions("\r\n", ',', '"', LoadDataOptions.NONE, 0));
        assertThat(options(
                        "/* csv */ LOAD DATA -- fields\n LOCAL INFILE 'lines terminated by ''x''' INTO TABLE `lines` # by\n"
                                + " COLUMNS TERMINATED BY 0x3b ENCLOSED BY '\\'' ESCAPED BY \"\\\\\" LINES STARTING BY '' TERMINATED"
                                + " BY x'0D0A' IGNORE 1 LINES (a) SET b = ' lines terminated by '"))
                .isEqualTo(new LoadDataOptions("\r\n", ';', '\'', '\\', 1));
        assertThat(options(UNIX + " fields enclosed by '\"' escaped by '\"' lines terminated by '|\\0''\\Z'"))
                .isEqualTo(new LoadDataOptions("|\0'\u001a", '\t', '"', LoadDataOptions.NONE, 0));
    }

    /** There {@code '\r\n'} is four letters, which no line ends by. */
    @Test
    void escapesOfTheStatementAreRefusedWhereTheSessionHasNone() {
        String mode = STRICT + ",NO_BACKSLASH_ESCAPES";
        assertThatThrownBy(() -> LoadDataOptions.of(CSV, mode, "utf8mb4"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the sql_mode of the session has NO_BACKSLASH_ESCAPES, by which '\\r\\n' is backslashes and"
                        + " letters, not what they stand for elsewhere: write the bytes, as x'0d0a'");
        assertThat(LoadDataOptions.of(CSV.replace("'\\r\\n'", "x'0d0a'"), mode, "utf8mb4"))
                .isEqualTo(options(CSV));
        assertThat(LoadDataOptions.of(UNIX + " lines terminated by '\\'", mode, "utf8mb4"))
                .isEqualTo(new LoadDataOptions("\\", '\t', LoadDataOptions.NONE, LoadDataOptions.NONE, 0));
    }
}
