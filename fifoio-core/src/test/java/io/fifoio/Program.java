package io.fifoio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the tests, for a JVM of its own, of the same version as this one. */
final class Program {

    private final Class<?> main;
    private final Path folder;
    private final List<String> options = new ArrayList<>();

    /** @param folder for what it prints */
    Program(Class<?> main, Path folder) {
        this.main = main;
        this.folder = folder;
    }

    /** Options of the JVM. */
    Program with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /**
     * Runs the program, which must end successfully; the time limit is that of the test.
     *
     * @return the lines that it printed, both ways
     */
    List<String> run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", Twin.classPath(), main.getName()));
        command.addAll(List.of(arguments));
        Path printed = Files.createTempFile(folder, "printed", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            int status = process.waitFor();
            List<String> lines = Files.readAllLines(printed);
            assertThat(status)
                    .as("exit status of %s, which printed %s", command, lines)
                    .isZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
