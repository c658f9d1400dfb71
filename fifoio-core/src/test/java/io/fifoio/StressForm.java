package io.fifoio;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How long and how hard a stress run tries. */
enum StressForm {
    /** Seconds: enough for every broken twin to be caught, by two threads on two processors. */
    SHORT(Duration.ofMinutes(10), "-iters 2 -time 200 -hs 128 -spinStyle HARD"),

    /** Some minutes: each of the two threads interpreted and compiled in all the ways that the JVM has, and by chance. */
    LONG(Duration.ofHours(1), "-f 1 -fsm 2 -iters 3 -time 500 -pth false -af NONE -hs 128 -v");

    private final Duration limit;
    private final List<String> options;

    StressForm(Duration limit, String options) {
        this.limit = limit;
        this.options = List.of(options.split(" "));
    }

    /** Short unless the profile {@code long} asks for more. */
    static StressForm asked() {
        return Boolean.getBoolean("fifoio.long") ? LONG : SHORT;
    }

    Duration limit() {
        return limit;
    }

    /**
     * What {@code java} is called with to run the tests.
     *
     * @param report the folder for what jcstress writes of its own
     * @param broken only in the short form
     */
    List<String> arguments(String classPath, Path report, List<String> sound, List<String> broken) {
        List<String> arguments = new ArrayList<>();
        switch (this) {
            case SHORT -> {
                arguments.addAll(
                        List.of("-XX:+UseParallelGC", "-Xmx256m", "-cp", classPath, ShortStress.class.getName()));
                arguments.addAll(options);
                arguments.add(ShortStress.SOUND);
                arguments.addAll(sound);
                arguments.add(ShortStress.BROKEN);
                arguments.addAll(broken);
            }
            case LONG -> {
                arguments.addAll(List.of("-cp", classPath, "org.openjdk.jcstress.Main", "-r", report.toString()));
                arguments.addAll(options);
                arguments.addAll(
                        List.of("-t", sound.stream().map(Pattern::quote).collect(Collectors.joining("|"))));
            }
        }
        return arguments;
    }
}
