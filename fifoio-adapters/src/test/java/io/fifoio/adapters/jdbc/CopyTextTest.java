package io.fifoio.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fifoio.adapters.jdbc.CopyOptions.Direction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that would end a COPY before its end, in whichever pieces it is read. Line ends are written as bars. */
final class CopyTextTest {

    private static final String CSV = "copy t from stdin (format csv)";
    private static final String TEXT = "copy t from stdin";

    private static InputStream open(String sql, String lines) {
        byte[] bytes = lines.replace('|', '\n').replace('~', '\r').getBytes(StandardCharsets.ISO_8859_1);
        return CopyText.of(new ByteArrayInputStream(bytes), sql, 17);
    }

    private static void assertTaken(String sql, String lines) throws IOException {
        assertThat(open(sql, lines).readAllBytes()).hasSize(lines.length());
        try (InputStream single = open(sql, lines)) {
            for (int i = 0; i < lines.length(); i++) {
                assertThat(single.read()).isNotNegative();
            }
            assertThat(single.read()).isNegative();
        }
    }

    private static void assertRefused(String sql, String lines) {
        assertThatThrownBy(open(sql, lines)::readAllBytes)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("for the end of the data");
        InputStream single = open(sql, lines);
        assertThatThrownBy(() -> {
                    while (single.read() >= 0) {
                        // To where it fails.
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("for the end of the data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\\.|", "a|\\.|b|", "a~|\\.~|b~|", "a~\\.~b~", "\"a|b\"|\\.|", "a\"|\"|\\.|c", "\"a\"\"\"|\\.|"})
    void linesOfCsvAreRefused(String lines) {
        assertRefused(CSV, lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"\\.\"|",
                "\\.,|a|",
                "\\.x|",
                "\\\\.|",
                ".|",
                "\\|.|",
                "a\\.|b|",
                " \\.|",
                "\\. |",
                "\"a|\\.|b\"|",
                "\"\"\"|\\.|\"|",
                "a|\\."
            })
    void otherLinesOfCsvAreTaken(String lines) throws IOException {
        assertTaken(CSV, lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\.|a", "a|\\.|b|", "a\\.|b|", "a|\\.||", "a~|\\.~|b", "\\.~~", "\\\\\\.|a"})
    void whatFollowsTheEndOfTextIsRefused(String lines) {
        assertRefused(TEXT, lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a|\\.|", "a~|\\.~|", "a~\\.~", "a|\\.", "\\\\.|a|", "\\.a|b|", "\"\\N|.|a|"})
    void otherTextIsTaken(String lines) throws IOException {
        assertTaken(TEXT, lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy t from stdin (format csv, quote '$')",
                "COPY t(quote, b) FROM STDIN WITH (FORMAT 'csv', QUOTE E'$')",
                "copy t from stdin csv header quote as '$' escape '$'",
                "copy t from stdin (force_null (quote), quote '$', format csv)",
                "copy /* from stdin quote '!' */ \"from stdin\" from -- quote\nstdin (format csv, quote '$') where quote = '!'"
            })
    void quotesAreTheStatements(String sql) throws IOException {
        assertTaken(sql, "$|\\.|$|");
        assertRefused(sql, "\"|\\.|\"|");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy t from stdin (format csv, escape '\\')",
                "copy t from stdin csv escape E'\\\\'",
                "copy t from stdin (escape '\\', format csv)"
            })
    void escapesAreTheStatements(String sql) throws IOException {
        assertTaken(sql, "\"\\\"|\\.|\"|");
        assertTaken(sql, "\"\\\\\"|\"|\\.|\"|");
        assertRefused(sql, "\"\\\\\"|\\.|");
    }

    @Test
    void aQuoteThatIsNotUnderstoodQuotesNothing() {
        assertRefused("copy t from stdin (format csv, quote U&'\\0024')", "\"|\\.|\"|");
        assertRefused("copy t from stdin (format csv, quote E'\\x24')", "\"|\\.|\"|");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy t from stdin (format binary)",
                "copy t from stdin (format 'BINARY')",
                "copy t from stdin with binary",
                "copy binary t from stdin"
            })
    void binaryIsNotLookedAt(String sql) throws IOException {
        assertTaken(sql, "|\\.|a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy \"binary\" from stdin",
                "copy t(binary, csv) from stdin",
                "copy t from stdin (null 'csv', encoding 'binary')",
                "copy t from stdin (format text) where csv = binary"
            })
    void otherWordsAreNoFormat(String sql) throws IOException {
        assertTaken(sql, "\\.|");
        assertRefused(sql, "\\.||");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy t from stdin",
                "COPY t(a, \"to stdout\")\r\n\tFROM\r\n\tSTDIN WITH (FORMAT csv);",
                "copy \"to stdout\" from stdin",
                "copy \"a \"\"to stdout\".\"it's (\" from stdin",
                "copy binary t from stdin",
                "copy (binary) from stdin",
                "-- to stdout\rcopy t from -- it's\nstdin",
                "/* copy t to stdout; it's */ copy t from /* a /* within */ a comment */ stdin",
                "set work_mem to '1MB'; copy t from stdin"
            })
    void isFromStdin(String sql) {
        assertThat(CopyOptions.of(sql).direction()).isEqualTo(Direction.FROM_STDIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy t to stdout",
                "copy t to stdin",
                "COPY (select * from stdin) TO STDOUT (format csv)",
                "copy \"from stdin\" to stdout",
                "copy t to stdout -- from stdin",
                "copy t to /* from /* within */ stdin */ stdout",
                "copy t to stdout (format csv); -- copy t from stdin",
                "copy (select ';') to stdout;;",
                "set work_mem to '1MB'; copy (select 1) to stdout"
            })
    void isToStdout(String sql) {
        assertThat(CopyOptions.of(sql).direction()).isEqualTo(Direction.TO_STDOUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "copy",
                "copy t to 'stdout'",
                "copy t to \"stdout\"",
                "copy t to program 'to stdout'",
                "set a to stdout",
                "copy t to stdout; copy t from stdin",
                "copy t to stdout; select 1",
                "copy t from 'stdin'",
                "copy t from \"stdin\"",
                "copy t from program 'from stdin'",
                "select copy from t",
                "select * from stdin",
                "select '; copy t from stdin'"
            })
    void isNeither(String sql) {
        assertThat(CopyOptions.of(sql).direction()).isEqualTo(Direction.NONE);
    }

    @Test
    void laterServersTakeItForAValueInCsvAlone() throws IOException {
        byte[] lines = "\\.\na\n".getBytes(StandardCharsets.US_ASCII);

        assertThat(CopyText.of(new ByteArrayInputStream(lines), CSV, 18).readAllBytes())
                .isEqualTo(lines);
        assertThatThrownBy(CopyText.of(new ByteArrayInputStream(lines), TEXT, 18)::readAllBytes)
                .hasMessage(
                        "PostgreSQL takes \\. at the end of a line for the end of the data, here before byte 3, and would"
                                + " leave out what follows without an error: in a value a backslash is doubled");
    }

    @Test
    void saysWhereALineOfCsvIs() {
        assertThatThrownBy(open(CSV, "a|\\.|")::readAllBytes)
                .hasMessage(
                        "PostgreSQL takes a line of \\. for the end of the data, here before byte 4, and would leave it out,"
                                + " and what follows, without an error: in CSV such a value is quoted");
    }
}
