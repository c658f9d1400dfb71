package io.fifoio.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures one of the adapters' benchmarks in rounds, and writes JSON and the tables of all that were measured so far. */
@Command(
        name = "benchmarks/adapters",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = "Measures the adapters and the libraries they use in rounds; writes JSON and tables of ratios.")
public final class Adapters implements Callable<Integer> {

    static final List<Class<?>> BENCHMARKS = List.of(
            Gzipping.class,
            Formatting.class,
            Compressing.class,
            Decompressing.class,
            Archiving.class,
            Unarchiving.class);

    @Parameters(
            paramLabel = "NAME",
            description = "What to measure: Gzipping, Formatting, Compressing, Decompressing, Archiving, Unarchiving.")
    private String benchmark = "";

    @Option(names = "-p", paramLabel = "NAME=VALUE,...", description = "Only these values of a parameter.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--short", description = "A smoke run: one round, too brief for its figures to mean anything.")
    private boolean brief;

    @Option(
            names = "--rounds",
            paramLabel = "COUNT",
            defaultValue = "2",
            description = "How often each case runs, each time in a JVM of its own.")
    private int rounds = 2;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "Where the results go; by default results/adapters-jdk-VERSION, or target/short.")
    private @Nullable Path output;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Measures, and exits with 0, or with 1 if anything failed. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Adapters()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Class<?> chosen = BENCHMARKS.stream()
                .filter(each -> each.getSimpleName().equals(benchmark))
                .findFirst()
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(), "there is no benchmark " + benchmark + " of adapters"));
        String command = String.join(
                " ",
                spec.name(),
                String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        Path folder = output == null ? defaultOutput() : output;
        Files.createDirectories(folder);
        Path name = folder.resolve(benchmark + suffix());
        Machine.here(command, AdapterTables.LIBRARIES).write(Results.file(name, "-machine.json"));
        MergedRuns runs = new MergedRuns();
        for (int round = 0; round < (brief ? 1 : rounds); round++) {
            runs.add(new Runner(options(chosen)).run());
            runs.write(Results.file(name, ".json"));
        }
        AdapterTables.write(folder);
        return CommandLine.ExitCode.OK;
    }

    /** Parts of one benchmark lie side by side. */
    private String suffix() {
        return parameters.isEmpty()
                ? ""
                : "-" + String.join("-", parameters.values()).replace(',', '-');
    }

    private org.openjdk.jmh.runner.options.Options options(Class<?> chosen) {
        ChainedOptionsBuilder builder = new OptionsBuilder()
                .include("^" + chosen.getName().replace(".", "\\.") + "\\.")
                .forks(1)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class);
        parameters.forEach((parameter, values) ->
                builder.param(parameter, Arrays.stream(values.split(",")).toArray(String[]::new)));
        if (brief) {
            TimeValue moment = TimeValue.milliseconds(100);
            builder.warmupIterations(1)
                    .warmupTime(moment)
                    .measurementIterations(1)
                    .measurementTime(moment);
        }
        return builder.build();
    }

    private Path defaultOutput() {
        return brief
                ? Path.of("target/short")
                : Path.of("results", "adapters-jdk-" + Runtime.version().feature());
    }
}
