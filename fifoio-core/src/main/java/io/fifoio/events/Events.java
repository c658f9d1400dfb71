package io.fifoio.events;

import org.jspecify.annotations.Nullable;

/**
 * Tells the JDK's flight recorder what happens, where there is one and it is in use. The classes that name it are loaded
 * only then, so that a runtime without the module {@code jdk.jfr} works, and a program that records nothing does not pay
 * for its start.
 */
public final class Events {

    private static final boolean PRESENT = isPresent();

    private Events() {}

    /** What the runtime has, the loader of this class need not show: those of application servers and OSGi do not, unless told to. */
    private static boolean isPresent() {
        try {
            Class.forName("jdk.jfr.FlightRecorder", false, Events.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /** A wait that may turn out to be long. */
    public interface Stall {
        /**
         * The wait is over.
         *
         * @param end which end waited
         * @param position how much that end had accepted or consumed
         */
        void over(String end, long position);
    }

    /** @return null where nothing is recorded */
    public static @Nullable Stall stallBegins() {
        return PRESENT && Recorded.isWanted() ? Recorded.stallBegins() : null;
    }

    /**
     * Both ends have ended; sizes are in the units of the pair, the time in nanoseconds. Takes no heap where nothing is recorded.
     *
     * @param output the name of its state, in capitals
     * @param input likewise
     */
    public static void pairEnded(
            String pair, long accepted, long consumed, long duration, String output, String input) {
        if (PRESENT && Recorded.isWanted()) {
            Recorded.pairEnded(pair, accepted, consumed, duration, output, input);
        }
    }
}
