package io.fifoio.adapters.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fifoio.adapters.PushSource;
import io.fifoio.adapters.SourceInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A foreign program, run with what a source writes as its input. */
public final class Program {

    private static final PushSource NOTHING = out -> {};

    private final List<String> command;

    private Program(List<String> command) {
        this.command = command;
    }

    public static Program of(String... command) {
        return new Program(List.of(command));
    }

    /** Skips the test if there is no program of that name that prints the word when it is asked for its version. */
    public static void assumeHere(String name, String versionOption, String word) throws Exception {
        assumeTrue(isHere(name, versionOption, word), "skipped: there is no " + word + " on the path");
    }

    /** Whether there is a program of that name that prints the word when it is asked for its version. */
    public static boolean isHere(String name, String versionOption, String word) throws Exception {
        try {
            return new String(of(name, versionOption).output(NOTHING), StandardCharsets.UTF_8).contains(word);
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    /** What it prints, both ways. */
    public String run() throws Exception {
        return run(NOTHING);
    }

    /** What it prints, both ways, when it is given the source's bytes. */
    public String run(PushSource input) throws Exception {
        return new String(output(input), StandardCharsets.UTF_8);
    }

    /** The same as bytes. */
    public byte[] output(PushSource input) throws Exception {
        Path output = Files.createTempFile("fifoio-test-", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TZ", "UTC");
        try {
            Process process = builder.start();
            try {
                try (SourceInputStream in = input.open();
                        OutputStream stdin = process.getOutputStream()) {
                    in.transferTo(stdin);
                }
                assertThat(process.waitFor(30, TimeUnit.SECONDS))
                        .as("%s ends", command)
                        .isTrue();
                byte[] printed = Files.readAllBytes(output);
                assertThat(process.exitValue())
                        .as("%s printed:%n%s", command, new String(printed, StandardCharsets.UTF_8))
                        .isZero();
                return printed;
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
