package io.fifoio;

import java.util.Arrays;
import java.util.List;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.TestGrading;
import org.openjdk.jcstress.infra.runners.ForkedTestConfig;
import org.openjdk.jcstress.infra.runners.Runner;
import org.openjdk.jcstress.infra.runners.TestConfig;
import org.openjdk.jcstress.infra.runners.TestList;
import org.openjdk.jcstress.os.AffinityMode;
import org.openjdk.jcstress.os.NodeType;
import org.openjdk.jcstress.os.SchedulingClass;
import org.openjdk.jcstress.vm.CompileMode;

/**
 * The program of the short form: tests of jcstress one after the other in one JVM. By default jcstress starts one JVM
 * for each test, and others before to find out how they can be started, which takes longer than the tests themselves.
 */
public final class ShortStress {

    /** The names of tests follow this option; the options of jcstress come before it. */
    static final String SOUND = "--sound";

    /** The names of tests that are tried again until they fail follow this option. */
    static final String BROKEN = "--broken";

    /** On a busy machine two threads meet more rarely. */
    private static final int ROUNDS_OF_BROKEN = 50;

    private ShortStress() {}

    public static void main(String[] args) throws Exception {
        List<String> all = Arrays.asList(args);
        int sound = all.indexOf(SOUND);
        int broken = all.indexOf(BROKEN);
        Options options = new Options(all.subList(0, sound).toArray(String[]::new));
        if (!options.parse()) {
            throw new IllegalArgumentException("not what jcstress understands: " + all.subList(0, sound));
        }
        for (String test : all.subList(sound + 1, broken)) {
            run(test, options, 1);
        }
        for (String test : all.subList(broken + 1, all.size())) {
            run(test, options, ROUNDS_OF_BROKEN);
        }
        // A test that hangs has left its threads behind.
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void run(String name, Options options, int rounds) throws ReflectiveOperationException {
        TestInfo test = TestList.getInfo(name);
        TestResult result;
        do {
            result = run(test, options);
            rounds--;
        } while (rounds > 0 && result.status() == Status.NORMAL && TestGrading.grade(result).isPassed);
        System.out.println(summary(name, result));
    }

    private static TestResult run(TestInfo test, Options options) throws ReflectiveOperationException {
        SchedulingClass anywhere = new SchedulingClass(AffinityMode.NONE, test.threads(), NodeType.PACKAGE);
        TestConfig config = new TestConfig(options, test, 0, List.of(), CompileMode.UNIFIED, anywhere);
        TestResult result = ((Runner<?>) Class.forName(test.generatedRunner())
                        .getConstructor(ForkedTestConfig.class)
                        .newInstance(new ForkedTestConfig(config)))
                .run();
        result.setConfig(config);
        return result;
    }

    /** The summary that jcstress gives of the results of all its forks. */
    private static String summary(String test, TestResult result) {
        StringBuilder summary = new StringBuilder(".......... ");
        if (result.status() != Status.NORMAL) {
            summary.append("[").append(result.status()).append("] ").append(test);
            summary.append("\n\n  Results across all configurations:\n");
            result.getMessages().forEach(message -> summary.append(message).append("\n"));
            return summary.toString();
        }
        TestGrading grading = TestGrading.grade(result);
        summary.append(grading.isPassed ? "[OK] " : "[FAILED] ").append(test);
        summary.append("\n\n  Results across all configurations:\n");
        grading.gradingResults
                .values()
                .forEach(seen -> summary.append(
                        "  %s: %d times, %s, %s%n".formatted(seen.id, seen.count, seen.expect, seen.description)));
        return summary.toString();
    }
}
