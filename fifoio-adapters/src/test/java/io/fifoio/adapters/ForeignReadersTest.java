package io.fifoio.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fifoio.adapters.csv.Csv;
import io.fifoio.adapters.json.Json;
import io.fifoio.adapters.testing.Payload;
import io.fifoio.testing.NoLeakedThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The formats, read by programs that know nothing about this library: jq and Python, if they are installed. */
@ExtendWith(NoLeakedThreads.class)
final class ForeignReadersTest {

    private static final List<String> COLUMNS = List.of("id", "total", "text", "long", "bytes", "missing");
    private static final int ROWS = 2_000;
    private static final byte[] BYTES = Payload.ofSize(10_000);
    private static final String TEXT = "\"quoted\", two\r\nlines, Zürich 日本 \ud83d\ude00 \u2028 \\ /\t";

    @TempDir
    Path folder;

    private static void fill(Row row, int id) throws IOException {
        row.integer(id).decimal(new BigDecimal("12345678901234567890123456789012345678.9" + id));
        row.text(TEXT);
        try (Writer text = row.text()) {
            text.write(TEXT.repeat(20));
        }
        try (OutputStream bytes = row.binary()) {
            bytes.write(BYTES);
        }
        row.nullValue();
    }

    private Path written(RowFormat format) throws Exception {
        Path file = folder.resolve("rows");
        Files.write(
                file,
                Payload.writtenBy(
                        format.of(COLUMNS, () -> IntStream.range(0, ROWS).iterator(), ForeignReadersTest::fill)));
        return file;
    }

    private static final String PYTHON_CHECK = """
            import sys, json, csv, base64, hashlib
            from decimal import Decimal
            kind, path, text, digest = sys.argv[1:5]
            if kind == 'csv':
                rows = list(csv.DictReader(open(path, newline='', encoding='utf-8'), strict=True))
            elif kind == 'array':
                rows = json.load(open(path, encoding='utf-8'), parse_float=Decimal)
            else:
                rows = [json.loads(line, parse_float=Decimal) for line in open(path, newline='\\n', encoding='utf-8')]
            text = base64.b64decode(text).decode('utf-8')
            assert len(rows) == 2000, len(rows)
            for i, row in enumerate(rows):
                assert list(row) == ['id', 'total', 'text', 'long', 'bytes', 'missing'], list(row)
                assert int(row['id']) == i
                assert Decimal(row['total']) == Decimal('12345678901234567890123456789012345678.9%d' % i), row['total']
                assert row['text'] == text, row['text']
                assert row['long'] == text * 20
                assert hashlib.sha256(base64.b64decode(row['bytes'], validate=True)).hexdigest() == digest
                assert row['missing'] == ('' if kind == 'csv' else None)
            print('ok')
            """;

    @ParameterizedTest
    @ValueSource(strings = {"csv", "array", "lines"})
    void python(String kind) throws Exception {
        assumeTrue(isThere("python3"), "python3 is not there");
        Path file = written(
                switch (kind) {
                    case "csv" -> Csv.rows();
                    case "array" -> Json.rows();
                    default -> Json.rowLines();
                });
        String digest = java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(BYTES));

        assertThat(run(
                        "python3",
                        "-c",
                        PYTHON_CHECK,
                        kind,
                        file.toString(),
                        Base64.getEncoder().encodeToString(TEXT.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        digest))
                .isEqualToIgnoringNewLines("ok");
    }

    @Test
    void jq() throws Exception {
        assumeTrue(isThere("jq"), "jq is not there");
        String check = "length == 2000 and (to_entries | all(.value.id == .key and (.value.long | length) == 20 * "
                + "(.value.text | length) and .value.missing == null and (.value.bytes | @base64d | length) > 0))";

        assertThat(run("jq", check, written(Json.rows()).toString())).isEqualToIgnoringNewLines("true");
        assertThat(run("jq", "-s", check, written(Json.rowLines()).toString())).isEqualToIgnoringNewLines("true");
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private String run(String... command) throws Exception {
        Path said = folder.resolve("said");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        String text = Files.readString(said);
        assertThat(status).as(text).isZero();
        return text;
    }
}
