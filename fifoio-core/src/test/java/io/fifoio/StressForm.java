package io.fifoio;

import java.time.Duration;
import java.util.List;

/** How long and how hard a stress run tries. */
enum StressForm {
    /** Seconds: enough for every broken twin to be caught, by two threads on two processors. */
    SHORT(
            Duration.ofMinutes(10),
            "-jvmArgs -XX:+UseParallelGC -f 1 -fsm 1 -iters 2 -time 200 -sc false -pth false -af NONE -hs 128"),

    /** Much longer: as jcstress goes about it by itself, in all the ways the JVM can compile it. */
    LONG(Duration.ofHours(12), "-m default");

    private final Duration limit;
    private final List<String> options;

    StressForm(Duration limit, String options) {
        this.limit = limit;
        this.options = List.of((options + " -v").split(" "));
    }

    /** Short unless the profile {@code long} asks for more. */
    static StressForm asked() {
        return Boolean.getBoolean("fifoio.long") ? LONG : SHORT;
    }

    Duration limit() {
        return limit;
    }

    /** As jcstress takes them; also that it says something of the tests that pass. */
    List<String> options() {
        return options;
    }
}
