package io.fifoio.integration.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program in a JVM of its own with a heap of the given number of MiB; it finds the database servers of this JVM.
 */
final class SmallJvm {

    private SmallJvm() {}

    /**
     * Runs the program, which must end successfully.
     *
     * @param folder for what it prints, and its temporary files
     * @param databases that it uses
     * @return what it printed, both ways
     */
    static String run(
            Path folder,
            int heapMib,
            int longestSeconds,
            Set<Database> databases,
            Class<?> program,
            List<String> arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMib + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=" + folder));
        if (databases.stream().anyMatch(Database::isPostgresql)) {
            command.add("-Dfifoio.postgresql=" + Servers.postgresql());
        }
        if (databases.stream().anyMatch(Database::isMariadb)) {
            command.add("-Dfifoio.mariadb=" + Servers.mariadb());
        }
        // Surefire puts the class path into the manifest of a jar, and gives it in a property.
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(program.getName());
        command.addAll(arguments);
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(longestSeconds, TimeUnit.SECONDS);
            String printed = Files.readString(output);
            assertThat(ended)
                    .as("ends within %d s; it printed:%n%s", longestSeconds, printed)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("exit of %s, it printed:%n%s", arguments, printed)
                    .isZero();
            return printed;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
