package io.fifoio.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.testing.NoLeakedThreads;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The programs of the README, run as a user would. */
@ExtendWith(NoLeakedThreads.class)
class UsesTest {

    @FunctionalInterface
    private interface Program {
        void run() throws Exception;
    }

    private static String outputOf(Program program) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }

    @Test
    void jsonArrivesAtTheServer() throws Exception {
        assertThat(outputOf(() -> JsonIntoUpload.main(new String[0])))
                .contains("[{\"id\":1,\"customer\":\"Ada\"},{\"id\":2,\"customer\":\"Grace\"}]")
                .contains("answered with status 204");
    }

    @Test
    void theCompressedReportIsReadBackWhole() throws Exception {
        assertThat(outputOf(() -> GzipIntoBlob.main(new String[0]))).startsWith("11888890 bytes, stored in ");
    }

    @Test
    void whatCanOnlyBeWrittenIsRead() throws Exception {
        assertThat(outputOf(() -> OutputStreamAsInputStream.main(new String[0])))
                .contains("written here, read there")
                .contains("java.class.version")
                .endsWith("</properties>" + System.lineSeparator());
    }

    @Test
    void anArchiveIsPackedAndUnpacked() throws Exception {
        assertThat(outputOf(() -> ReportsInTarGz.main(new String[0])))
                .startsWith("SHA-256 ")
                .contains("logs/today.txt")
                .contains("report.csv");
    }

    @Test
    void aFolderIsPackedWithoutWhatIsExcluded() throws Exception {
        assertThat(outputOf(() -> FolderInTarGz.main(new String[0])).lines())
                .containsExactly("ArchivedEntry[DIRECTORY \"src/\"]", "ArchivedEntry[FILE \"src/notes.txt\"]");
    }

    @Test
    void rowsAreReadAsLinesAndAsCsv() throws Exception {
        assertThat(outputOf(() -> RowsAsLines.main(new String[0])))
                .contains("{\"ID\":1,\"CUSTOMER\":\"Ada\",\"AMOUNT\":12.50,\"PLACED\":\"2026-01-31\"}")
                .contains("ID,CUSTOMER,AMOUNT,PLACED")
                .contains("1,Ada,12.50,2026-01-31");
    }

    @Test
    void whatIsWrittenIsCountedByWhatReads() throws Exception {
        assertThat(outputOf(() -> InputStreamAsOutputStream.main(new String[0])))
                .startsWith("1000 lines");
    }

    @Test
    void aValueGoesInCompressedAndComesOutPlain() throws Exception {
        assertThat(outputOf(() -> BlobRoundTrip.main(new String[0])))
                .contains("H2")
                .contains("written plain, stored compressed");
    }
}
