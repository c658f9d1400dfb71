package io.fifoio.adapters.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.fifoio.adapters.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Archives of many GiB, written and read in heaps of 64 MiB, and read by foreign programs. */
@EnabledIfSystemProperty(named = "fifoio.long", matches = "true", disabledReason = "it takes its time: profile long")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
final class HugeArchiveTest {

    @TempDir
    Path folder;

    private static ProcessBuilder java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                HugeArchive.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Runs programs, each of which reads the output of the one before; all must succeed. */
    private String run(ProcessBuilder... builders) throws Exception {
        Path printed = Files.createTempFile(folder, "printed", ".txt");
        for (ProcessBuilder builder : builders) {
            builder.redirectError(ProcessBuilder.Redirect.appendTo(printed.toFile()));
        }
        builders[builders.length - 1].redirectOutput(ProcessBuilder.Redirect.appendTo(printed.toFile()));
        List<Process> processes = ProcessBuilder.startPipeline(List.of(builders));
        try {
            for (Process process : processes) {
                int status = process.waitFor();
                assertThat(status)
                        .as("it printed:%n%s", Files.readString(printed))
                        .isZero();
            }
            System.out.print(tail(Files.readString(printed)));
            return Files.readString(printed);
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    /** The last of the lines, of which there may be one for each entry. */
    private static String tail(String printed) throws IOException {
        List<String> lines = printed.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 2), lines.size())) + "\n";
    }

    @Test
    void aZipBeyondFourGibibytesAndTwoToThe16Entries() throws Exception {
        String zip = folder.resolve("huge.zip").toString();

        run(java("write-zip", zip));

        assertThat(Path.of(zip).toFile().length()).isGreaterThan(HugeArchive.IN_ZIP);
        run(java("read-zip", zip));
        if (Program.isHere("unzip", "-v", "UnZip")) {
            assertThat(run(new ProcessBuilder("unzip", "-t", "-qq", zip))).isBlank();
        }
        if (Program.isHere("python3", "--version", "Python")) {
            assertThat(run(new ProcessBuilder("python3", "-c", """
                            import sys, zipfile
                            z = zipfile.ZipFile(sys.argv[1])
                            assert z.testzip() is None
                            print(len(z.infolist()), sum(i.file_size for i in z.infolist()))
                            """, zip)))
                    .startsWith(HugeArchive.SMALL + 2 + " " + (2 * HugeArchive.IN_ZIP + HugeArchive.SMALL));
        }
        if (Program.isHere("bsdtar", "--version", "bsdtar")) {
            assertThat(run(new ProcessBuilder("sh", "-c", "bsdtar -xOf '" + zip + "' stored | wc -c")))
                    .contains("" + HugeArchive.IN_ZIP);
        }
    }

    /** Its directory takes most of the heap, and must not be there a second time as data to be read. */
    @Test
    void anOpenedZipOfTwoToThe16Entries() throws Exception {
        String zip = folder.resolve("opened.zip").toString();

        run(java("write-opened-zip", zip));

        run(java("read-small-zip", zip));
        if (Program.isHere("unzip", "-v", "UnZip")) {
            assertThat(run(new ProcessBuilder("unzip", "-t", "-qq", zip))).isBlank();
        }
        if (Program.isHere("python3", "--version", "Python")) {
            assertThat(run(new ProcessBuilder("python3", "-c", """
                            import sys, zipfile
                            z = zipfile.ZipFile(sys.argv[1])
                            assert z.testzip() is None
                            print(len(z.infolist()), sum(i.file_size for i in z.infolist()))
                            """, zip)))
                    .startsWith(HugeArchive.SMALL + " " + HugeArchive.SMALL);
        }
    }

    @Test
    void aTarWithAnEntryBeyondEightGibibytes() throws Exception {
        run(java("write-tar"), java("read-tar"));

        if (Program.isHere("tar", "--version", "GNU tar")) {
            assertThat(run(java("write-tar"), new ProcessBuilder("tar", "-tvf", "-")))
                    .contains(" " + HugeArchive.IN_TAR + " ")
                    .contains("small/0");
        }
        if (Program.isHere("python3", "--version", "Python")) {
            assertThat(run(java("write-tar"), new ProcessBuilder("python3", "-c", """
                            import sys, tarfile
                            for i in tarfile.open(fileobj=sys.stdin.buffer, mode='r|'):
                                print(i.name, i.size)
                            """)))
                    .contains("long " + HugeArchive.IN_TAR)
                    .contains("small/0 1");
        }
    }
}
