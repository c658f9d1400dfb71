package io.fifoio.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, of the same version as this one. */
final class ChildJvm {

    private static final long LONGEST_SECONDS = 100;

    private ChildJvm() {}

    /**
     * Runs a program, which must end successfully.
     *
     * @param folder for what it prints
     * @return what it printed, both ways
     */
    static String run(Path folder, String... arguments) throws Exception {
        return run(folder, Map.of(), arguments);
    }

    /** The same, with the given variables in its environment. */
    static String run(Path folder, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
            String printed = Files.readString(output);
            assertThat(ended)
                    .as("%s%nends within %d s; it printed:%n%s", command, LONGEST_SECONDS, printed)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("exit of %s%nwhich printed:%n%s", command, printed)
                    .isZero();
            return printed;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
