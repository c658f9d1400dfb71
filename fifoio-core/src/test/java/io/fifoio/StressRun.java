package io.fifoio;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One run of jcstress, outside the JVM of the tests, over stress tests that are compiled with the twins they run
 * against.
 */
final class StressRun {

    /** The verdict of jcstress on a test, over all its forks. */
    enum Verdict {
        PASSED,
        /** Something forbidden happened. */
        FAILED,
        /** It did not run as it should, or not at all. */
        BROKEN
    }

    private static final Path FOLDER = Path.of(System.getProperty("fifoio.root"), "fifoio-core", "target", "stress");
    private static final String PROCESSOR = "org.openjdk.jcstress.infra.processors.JCStressTestProcessor";

    /** One block for each test, at the end; what it prints of single forks before has no such second line. */
    private static final Pattern SUMMARY = Pattern.compile(
            "^\\.+ \\[(\\w+)] (\\S+)\\n\\n  Results across all configurations:\\n(.*?)(?=^\\.+ \\[|^  HTML report|\\z)",
            Pattern.MULTILINE | Pattern.DOTALL);

    private final Path folder;
    private final StressForm form;
    private final Map<String, Verdict> verdicts = new TreeMap<>();
    private final Map<String, String> reports = new TreeMap<>();
    private String printed = "";

    private StressRun(Path folder, StressForm form) {
        this.folder = folder;
        this.form = form;
    }

    /**
     * @param name of its folder below {@code target/stress}, where its report lies afterwards
     * @param broken tried again until they are caught
     */
    static StressRun of(String name, StressForm form, List<Stressed> sound, List<Stressed> broken)
            throws IOException, InterruptedException {
        Path folder = FOLDER.resolve(name);
        empty(folder);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<Twin> twins = Stream.of(sound, broken)
                .flatMap(List::stream)
                .map(Stressed::twin)
                .toList();
        Twin.compile(twins, classes, "-processor", PROCESSOR);
        StressRun run = new StressRun(folder, form);
        run.run(namesOf(sound), namesOf(broken));
        return run;
    }

    private static List<String> namesOf(List<Stressed> stressed) {
        return stressed.stream().flatMap(Stressed::tests).toList();
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void run(List<String> sound, List<String> broken) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String classPath = folder.resolve("classes") + File.pathSeparator + Twin.classPath();
        command.addAll(form.arguments(classPath, folder.resolve("report"), sound, broken));
        printed = outputOf(command);
        Matcher summary = SUMMARY.matcher(printed);
        while (summary.find()) {
            verdicts.put(summary.group(2), read(summary.group(1)));
            reports.put(summary.group(2), summary.group());
        }
    }

    /** The exit code says nothing: it means failure if a test fails, as those of broken twins are meant to. */
    private String outputOf(List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(form.limit().toSeconds(), TimeUnit.SECONDS);
            String text = Files.readString(output).replace("\r", "");
            if (!ended) {
                throw new AssertionError("jcstress did not end within " + form.limit() + "; it printed:\n" + text);
            }
            return text;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private static Verdict read(String word) {
        return switch (word) {
            case "OK" -> Verdict.PASSED;
            case "FAILED" -> Verdict.FAILED;
            default -> Verdict.BROKEN;
        };
    }

    Verdict verdict(String test) {
        return verdicts.getOrDefault(test, Verdict.BROKEN);
    }

    /** Returns what jcstress printed about this test, or everything that it printed if there is nothing about it. */
    String report(String test) {
        return reports.getOrDefault(test, printed);
    }
}
