package io.fifoio.adapters.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Foreign programs, run if they are installed. */
final class Programs {

    private Programs() {}

    /**
     * Returns what the command makes of a file as its standard input; the test is skipped if there is no such program.
     */
    static byte[] run(Path folder, byte[] input, String... command) throws IOException, InterruptedException {
        Path in = Files.write(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        Path said = folder.resolve("said");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(said.toFile())
                    .start();
        } catch (IOException e) {
            return abort(command[0] + " is not installed: " + e.getMessage());
        }
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS))
                    .as("%s ends", List.of(command))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as("exit of %s, which said: %s", List.of(command), Files.readString(said))
                .isZero();
        return Files.readAllBytes(out);
    }
}
