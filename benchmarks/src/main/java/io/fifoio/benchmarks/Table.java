package io.fifoio.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.Runner;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the whole table end to end: measures in rounds, writes JSON, draws the chart. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = "Measures the pair and its rivals in rounds; writes JSON, a chart, and a table of ratios.")
public final class Table implements Callable<Integer> {

    @Option(names = "--short", description = "A smoke run: one round, too brief for its figures to mean anything.")
    private boolean brief;

    @Option(names = "--all", description = "Also waiting, many pairs at once, and creation.")
    private boolean all;

    @Option(
            names = "--rounds",
            paramLabel = "COUNT",
            defaultValue = "7",
            description = "How often each case runs, each time in a JVM of its own.")
    private int rounds = 7;

    @Option(
            names = "--output",
            paramLabel = "NAME",
            description =
                    "How the files of results begin; by default results/jdk-VERSION, or target/short/jdk-VERSION.")
    private @Nullable Path output;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the table and exits with 0, or with 1 if anything failed. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Table()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        String command = String.join(
                " ",
                spec.name(),
                String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        Path name = output == null ? defaultOutput() : output;
        Files.createDirectories(name.toAbsolutePath().getParent());
        List<Class<?>> libraries =
                List.of(io.fifoio.Fifo.class, okio.Pipe.class, org.apache.commons.io.input.QueueInputStream.class);
        Machine.here(command.strip(), libraries).write(Results.file(name, "-machine.json"));

        List<Part> parts = Part.all(ThreadKind.hasVirtual(), all);
        MergedRuns runs = new MergedRuns();
        // In rounds, and not case by case: so whatever else the machine does disturbs all cases alike. Many short
        // rounds, because a machine may move its virtual processors every few seconds, near each other or far apart.
        // Each round begins with another part, because the machine may move them together only after some seconds of
        // work.
        for (int round = 0; round < (brief ? 1 : rounds); round++) {
            for (Part part : parts) {
                runs.add(new Runner(part.options(brief)).run());
            }
            Collections.rotate(parts, 1);
            runs.write(Results.file(name, ".json"));
        }
        Chart.draw(name);
        return CommandLine.ExitCode.OK;
    }

    private Path defaultOutput() {
        return Path.of(brief ? "target/short" : "results")
                .resolve("jdk-" + Runtime.version().feature());
    }
}
