package io.fifoio.examples.archive;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the main job. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        version = "fifoio examples 0.1",
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Archives a folder: tar entries made on the fly, gzipped, streamed as one BLOB into an H2 database on disk.",
            "Uploads its manifest as JSON by HTTP, then reads the BLOB back and checks every file."
        },
        footerHeading = "%nExit status: ",
        footer = "0 archived and verified, 1 failed, 2 bad arguments.")
public final class Archive implements Callable<Integer> {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = "${sys:java.home}",
            description = "What to archive; symbolic links are stored as links.")
    private Path folder = Path.of("");

    @Option(
            names = "--database",
            paramLabel = "FILE",
            defaultValue = "fifoio-archive",
            description = "The database, without its ending .mv.db; made where it does not exist."
                    + " A verified archive replaces older ones of the same folder.")
    private Path database = Path.of("");

    @Option(
            names = "--receiver",
            paramLabel = "URI",
            description = "Where to upload the manifest; by default to a server of this program, on loopback.")
    private @Nullable URI receiver;

    @Option(names = "--stacktrace", description = "Print the whole stack trace of a failure.")
    private boolean stacktrace;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the job on the folder given, by default on the home of the running JDK, and exits with its status. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** As {@link #main}, but returns the exit status. */
    static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Archive()).setExecutionExceptionHandler((failure, line, parsed) -> {
            Archive archive = line.getCommand();
            line.getErr().println("archive: " + FailureMessage.of(failure));
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (archive.stacktrace) {
                StringWriter trace = new StringWriter();
                failure.printStackTrace(new PrintWriter(trace));
                trace.toString()
                        .lines()
                        .map(String::stripTrailing)
                        .forEach(frame -> line.getErr().println(FailureMessage.printable(frame.replace("\t", "    "))));
            }
            return failure instanceof BadArgument ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
        });
    }

    @Override
    public Integer call() throws Exception {
        Report report = new ArchiveJob(folder, database, receiver).run();
        report.print(spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }
}
