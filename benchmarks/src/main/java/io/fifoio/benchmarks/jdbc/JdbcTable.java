package io.fifoio.benchmarks.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fifoio.adapters.PushSource;
import io.fifoio.benchmarks.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures large values on every database, in rounds, each database in a JVM of its own; writes JSON and a table. */
@Command(
        name = "JdbcTable",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = "Measures large values on databases, against their drivers' own calls.")
public final class JdbcTable implements Callable<Integer> {

    /** The heap of the JVMs that hold whole values, as plain calls do. */
    private static final int HEAP_MIB = 3072;

    @Option(names = "--short", description = "A smoke run: too little for its figures to mean anything.")
    private boolean brief;

    @Option(names = "--rounds", paramLabel = "COUNT", defaultValue = "3", description = "How often each JVM runs.")
    private int rounds = 3;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "JSON, H2, HSQLDB, DERBY, SQLITE, DUCKDB, POSTGRESQL, LARGE_OBJECT, MARIADB; all by default.")
    private List<String> only = List.of();

    @Option(
            names = "--output",
            paramLabel = "NAME",
            description = "How the files of results begin; by default results/jdbc-jdk-VERSION, or target/short/...")
    private @Nullable Path output;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final List<Shot> shots = new ArrayList<>();

    /** Runs it and exits with 0, or with 1 if anything failed. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new JdbcTable()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        String command = String.join(
                " ",
                spec.name(),
                String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        Path name = output == null
                ? Path.of(brief ? "target/short" : "results")
                        .resolve("jdbc-jdk-" + Runtime.version().feature())
                : output;
        Files.createDirectories(name.toAbsolutePath().getParent());
        Machine machine = Machine.here(
                command.strip(),
                List.of(
                        PushSource.class,
                        org.h2.Driver.class,
                        org.hsqldb.jdbc.JDBCDriver.class,
                        org.apache.derby.iapi.jdbc.AutoloadedDriver.class,
                        org.sqlite.JDBC.class,
                        org.duckdb.DuckDBDriver.class,
                        org.postgresql.Driver.class,
                        org.mariadb.jdbc.Driver.class));
        machine.write(name.resolveSibling(name.getFileName() + "-machine.json"));
        try (@Nullable EmbeddedServers servers = servers()) {
            for (int round = 0; round < (brief ? 1 : rounds); round++) {
                json();
                for (Store store : Store.values()) {
                    large(store, servers == null ? List.of() : servers.options());
                }
                write(name, machine);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    /** Returns null if none is measured. */
    private @Nullable EmbeddedServers servers() throws IOException, ManagedProcessException {
        return Stream.of(Store.values()).anyMatch(store -> store.isServer() && chosen(store.name()))
                ? EmbeddedServers.start()
                : null;
    }

    private void json() throws IOException, InterruptedException {
        if (chosen("JSON")) {
            for (JsonShots.Export way : JsonShots.Export.values()) {
                run(way.heapMib(), List.of(), JsonShots.class, way.name(), brief ? "20" : "2000", brief ? "1" : "3");
            }
        }
    }

    private void large(Store store, List<String> options) throws IOException, InterruptedException {
        if (chosen(store.name())) {
            String[] sizes = (brief ? IntStream.of(1, 9) : IntStream.of(16, 64, 256))
                    .mapToObj(Integer::toString)
                    .toArray(String[]::new);
            for (Way way : Way.values()) {
                if (store.has(way, true)) {
                    run(
                            HEAP_MIB,
                            options,
                            LargeShots.class,
                            store.name(),
                            Stream.concat(Stream.of(way.name()), Stream.of(sizes))
                                    .toArray(String[]::new));
                }
            }
        }
    }

    private boolean chosen(String name) {
        return only.isEmpty() || only.contains(name);
    }

    /** The second argument of the program is a folder, deleted afterwards. */
    private void run(int heapMib, List<String> options, Class<?> program, String name, String... arguments)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("fifoio-benchmark-");
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xms" + heapMib + "m",
                    "-Xmx" + heapMib + "m",
                    "-Djava.io.tmpdir=" + folder,
                    "-Dderby.stream.error.file=" + folder.resolve("derby.log")));
            command.addAll(options);
            command.addAll(
                    List.of("-cp", System.getProperty("java.class.path"), program.getName(), name, folder.toString()));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(line -> {
                    System.out.println(line);
                    Shot.of(line).ifPresent(shots::add);
                });
            }
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " ended with " + process.exitValue());
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void write(Path name, Machine machine) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Files.writeString(
                name.resolveSibling(name.getFileName() + ".json"),
                mapper.writeValueAsString(shots) + System.lineSeparator());
        Files.writeString(name.resolveSibling(name.getFileName() + ".md"), new ShotTables(machine, shots).markdown());
    }
}
